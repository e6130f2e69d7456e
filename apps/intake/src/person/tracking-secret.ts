import { createHash, createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretBytes = 16;

/** Derived, never stored: a submission that comes again answers the same receipt. 26 characters of base32 (RFC 4648, no padding). */
export function trackingSecret(key: Buffer, appealId: string): string {
  return base32(createHmac('sha256', key).update(appealId).digest().subarray(0, secretBytes));
}

/** By this dispatch and evaluation check a secret, without being able to make one. Lower-case hexadecimal. */
export function secretVerifier(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** RFC 4648 §6, upper case, without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}
