import { pbkdf2Sync } from 'node:crypto';
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
  ])(
    'ready $ready with second factor $secondFactor',
    async ({ ready, secondFactor, requiredActions, kinds }) => {
      const initial = await initialSecret('street', { ready, secondFactor });
      expect(initial.requiredActions).toEqual(requiredActions);
      expect(initial.credentials.map(({ type }) => type)).toEqual(kinds);
      const [{ secretData, credentialData } = {}] = initial.credentials;
      const { value, salt } = JSON.parse(String(secretData)) as { value: string; salt: string };
      const { hashIterations, algorithm } = JSON.parse(String(credentialData)) as {
        hashIterations: number;
        algorithm: string;
      };
      expect(algorithm).toBe('pbkdf2-sha512');
      const { secret } = initial.secret;
      const hash = pbkdf2Sync(secret, Buffer.from(salt, 'base64'), hashIterations, 64, 'sha512');
      expect(hash.toString('base64')).toBe(value);
      expect(JSON.stringify(initial.credentials)).not.toContain(secret);
      expect(initial.secret.totp === null).toBe(kinds.length === 1);
    },
  );
});
