import { base32, initialSecret } from './initial-secret.js';

describe('the first secret of an account', () => {
  // RFC 4648 §10, without the padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is written %j in base32', (text, written) => expect(base32(Buffer.from(text))).toBe(written));

  it.each([
    { ready: false, secondFactor: false, requiredActions: ['UPDATE_PASSWORD'], kinds: ['password'] },
    {
      ready: false,
      secondFactor: true,
      requiredActions: ['UPDATE_PASSWORD', 'CONFIGURE_TOTP'],
      kinds: ['password'],
    },
    { ready: true, secondFactor: false, requiredActions: [], kinds: ['password'] },
    { ready: true, secondFactor: true, requiredActions: [], kinds: ['password', 'otp'] },
  ])('ready $ready with second factor $secondFactor', ({ ready, secondFactor, requiredActions, kinds }) => {
    const initial = initialSecret('street', { ready, secondFactor });
    expect(initial.requiredActions).toEqual(requiredActions);
    expect(initial.credentials.map(({ type }) => type)).toEqual(kinds);
    expect(initial.credentials[0]).toMatchObject({ temporary: !ready, value: initial.secret.secret });
    expect(initial.secret.totp === null).toBe(kinds.length === 1);
  });
});
