import { tokenForm } from './accounts.js';

/** RFC 6238, appendix B: the key is the ASCII text 12345678901234567890. */
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('the form for a token', () => {
  it('has the second factor of a person who has one, and of nobody else', () => {
    const person = { account: 'district', kind: 'person', secret: 'x', totp: key } as const;
    const at = new Date(59_000);
    expect(tokenForm(person, at).get('totp')).toBe('287082');
    expect(tokenForm({ ...person, totp: '' }, at).has('totp')).toBe(false);
    expect(tokenForm({ ...person, kind: 'system' }, at).get('grant_type')).toBe('client_credentials');
  });
});
