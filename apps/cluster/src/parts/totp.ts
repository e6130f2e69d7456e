import { createHmac } from 'node:crypto';

const periodMs = 30_000;
const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six digits that an authenticator app shows for a key (base32) at an instant: RFC 6238 with SHA-1 and 30 seconds. */
export function totpCode(key: string, now: Date): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / periodMs)));
  const digest = createHmac('sha1', bytesOf(key)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** RFC 4648 §6; what does not fill a byte at the end is padding. */
function bytesOf(base32: string): Buffer {
  const bits = [...base32.toUpperCase()]
    .map((letter) => base32Letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
