import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive: (password: string, salt: Buffer, length: number, options: ScryptOptions) => Promise<Buffer> =
  promisify(scrypt);

/** 16 ms a password. The generated ones have 69 bits, so that it is not the cost that protects them. */
const cost = { N: 8_192, r: 8, p: 1 };
const hashBytes = 32;

/** `scrypt$N$r$p$salt$hash`, so that the cost can be raised without losing the hashes that exist. */
export async function hashPassword(password: string, salt: Buffer): Promise<string> {
  const hash = await derive(password, salt, hashBytes, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Compares in constant time. Without a hash (an unknown account) it works as long and says no. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const [scheme, N, r, p, salt, expected] = (hash ?? nobody).split('$');
  if (scheme !== 'scrypt' || !salt || !expected) throw new Error('a stored password hash cannot be read');
  const known = Buffer.from(expected, 'base64url');
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, 'base64url'), known.length, options);
  return timingSafeEqual(actual, known) && hash !== undefined;
}

const nobody = ['scrypt', cost.N, cost.r, cost.p, 'AAAA', Buffer.alloc(hashBytes).toString('base64url')].join(
  '$',
);
