import { pbkdf2, randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { readablePassword } from '../identity-provider/readable-password.js';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** 160 bits and more, as RFC 4226 §4 recommends; Keycloak takes the characters themselves as the key. */
const secretLength = 32;

/** What is handed to a new account; `totp` is the key as an authenticator app takes it (base32). */
export type InitialSecret = Readonly<{
  account: string;
  kind: 'person' | 'system';
  secret: string;
  totp: string | null;
}>;

export type Credential = Readonly<Record<string, unknown>>;

/** A password to be changed at the first sign-in, or, ready, one that stays, and the key of the second factor. */
export async function initialSecret(
  account: string,
  options: Readonly<{ ready: boolean; secondFactor: boolean }>,
): Promise<
  Readonly<{
    secret: InitialSecret;
    credentials: readonly Credential[];
    requiredActions: readonly string[];
  }>
> {
  const password = readablePassword();
  const key = options.ready && options.secondFactor ? randomKey() : null;
  return {
    secret: { account, kind: 'person', secret: password, totp: key && base32(Buffer.from(key)) },
    credentials: [await passwordCredential(password), ...(key ? [totpCredential(key)] : [])],
    requiredActions: options.ready
      ? []
      : ['UPDATE_PASSWORD', ...(options.secondFactor ? ['CONFIGURE_TOTP'] : [])],
  };
}

const iterations = 20_000;
const hashBytes = 64;

/**
 * Hashed here: Keycloak's own hash, made for passwords that people think of, is nine tenths of what an import costs it. This one has 69 random bits, meets the realm's policy as
 * it is drawn, is changed at the first sign-in, and Keycloak hashes it anew by its own rule when it is first used.
 */
async function passwordCredential(password: string): Promise<Credential> {
  const salt = randomBytes(16);
  const hash = await promisify(pbkdf2)(password, salt, iterations, hashBytes, 'sha512');
  return {
    type: 'password',
    secretData: JSON.stringify({ value: hash.toString('base64'), salt: salt.toString('base64') }),
    credentialData: JSON.stringify({ hashIterations: iterations, algorithm: 'pbkdf2-sha512' }),
  };
}

function totpCredential(key: string): Credential {
  return {
    type: 'otp',
    userLabel: '导入',
    secretData: JSON.stringify({ value: key }),
    // The realm's policy: RFC 6238 with its defaults.
    credentialData: JSON.stringify({
      subType: 'totp',
      digits: 6,
      counter: 0,
      period: 30,
      algorithm: 'HmacSHA1',
    }),
  };
}

const randomKey = (): string =>
  Array.from({ length: secretLength }, () => letters.charAt(randomInt(letters.length))).join('');

/** RFC 4648 §6 without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => base32Letters.charAt(parseInt(group.padEnd(5, '0'), 2))).join('');
}
