import { createHash } from 'node:crypto';
import { seal, unseal, type KeyRing } from '@weisu/personal-data';
import type { Tokens } from './sign-in.client.js';

const tagCharacters = 16;

/** What the rest of the product knows of it, lower-case hexadecimal. */
export const digestOf = (id: string): string => createHash('sha256').update(id).digest('hex');

/** By which a page says whose session it was made for. It is no secret, and tells nothing of the id. */
export const tagOf = (id: string): string =>
  createHash('sha256').update(`tag of ${id}`).digest('base64url').slice(0, tagCharacters);

/** Bound to the row: sealed for one session it opens in no other. `nonce` as `seal` wants it. */
export function sealTokens(ring: KeyRing, digest: string, tokens: Tokens, nonce: Buffer): string {
  return seal(ring, JSON.stringify(tokens), `session:${digest}`, nonce);
}

export function unsealTokens(ring: KeyRing, digest: string, sealed: string): Tokens {
  return JSON.parse(unseal(ring, sealed, `session:${digest}`)) as Tokens;
}
