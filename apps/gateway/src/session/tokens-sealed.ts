import { createHash, randomBytes } from 'node:crypto';
import { nonceBytes, seal, unseal, type KeyRing } from '@weisu/personal-data';
import type { Tokens } from './sign-in.client.js';

const idBytes = 32;
const tagCharacters = 16;

/** What stands in the cookie: 256 random bits, and nothing else. */
export const newSessionId = (): string => randomBytes(idBytes).toString('base64url');

/** What the rest of the product knows of it, lower-case hexadecimal. */
export const digestOf = (id: string): string => createHash('sha256').update(id).digest('hex');

/** By which a page says whose session it was made for. It is no secret, and tells nothing of the id. */
export const tagOf = (id: string): string =>
  createHash('sha256').update(`tag of ${id}`).digest('base64url').slice(0, tagCharacters);

/** Bound to the row: sealed for one session it opens in no other. */
export function sealTokens(ring: KeyRing, digest: string, tokens: Tokens): string {
  return seal(ring, JSON.stringify(tokens), `session:${digest}`, randomBytes(nonceBytes));
}

export function unsealTokens(ring: KeyRing, digest: string, sealed: string): Tokens {
  return JSON.parse(unseal(ring, sealed, `session:${digest}`)) as Tokens;
}
