import { createHash } from 'node:crypto';
import { isSecretOf } from './tracking-secret.js';

describe('checking a tracking secret', () => {
  const digest = createHash('sha256').update('ABCD2345').digest();
  const hex = digest.toString('hex');

  it.each([
    { as: 'it was given', typed: 'ABCD2345', verifier: hex },
    { as: 'people type it', typed: 'abcd-23 45', verifier: hex },
    { as: 'against a base64 verifier', typed: 'ABCD2345', verifier: digest.toString('base64') },
    { as: 'against a base64url verifier', typed: 'ABCD2345', verifier: digest.toString('base64url') },
  ])('knows it $as', ({ typed, verifier }) => {
    expect(isSecretOf(typed, verifier)).toBe(true);
  });

  it.each([
    { what: 'another secret', typed: 'ABCD2346', verifier: hex },
    { what: 'any secret where there is no verifier', typed: 'ABCD2345', verifier: null },
    { what: 'a verifier that is no digest', typed: 'ABCD2345', verifier: 'abc' },
    { what: 'the verifier itself', typed: hex, verifier: hex },
  ])('refuses $what', ({ typed, verifier }) => {
    expect(isSecretOf(typed, verifier)).toBe(false);
  });
});
