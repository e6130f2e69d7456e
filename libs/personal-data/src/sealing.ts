import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Keys by id. A new key is put first and writes from then on; older ones go on reading. */
export type KeyRing = Readonly<{ writesWith: string; keys: ReadonlyMap<string, Buffer> }>;

export const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM as `keyId.base64url(nonce, tag, ciphertext)`. `context` (such as `party:<id>`) is authenticated, so that one row's text
 * cannot be moved into another row. `nonce` is 12 random bytes, never used twice with one key.
 */
export function seal(ring: KeyRing, plain: string, context: string, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.writesWith), nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${ring.writesWith}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
}

/** Throws when the key is unknown, or when text or context are not what was sealed. */
export function unseal(ring: KeyRing, sealed: string, context: string): string {
  const dot = sealed.indexOf('.');
  const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, sealed.slice(0, Math.max(dot, 0))), nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
    'utf8',
  );
}

function keyOf(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (!key) throw new Error(`no personal data key ${id}`);
  return key;
}
