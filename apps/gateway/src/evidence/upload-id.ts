import { createHash } from 'node:crypto';

/**
 * The id of a file that comes in under a key: made of that and of who sends it, so that the same one again is the same file; a key of somebody without an account is 128
 * random bits and says by itself who sends it.
 */
export function uploadId(subject: string | null, key: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(['upload', subject, key]))
    .digest();
  // RFC 9562: version 8, of our own making
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
