import { createCipheriv, createDecipheriv, type DecipherGCM } from 'node:crypto';
import { DomainError } from '@weisu/contracts';

/** Keys by id. A new key is put first and writes from then on; older ones go on reading. */
export type KeyRing = Readonly<{ writesWith: string; keys: ReadonlyMap<string, Buffer> }>;

export const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM as `keyId.base64url(nonce, tag, ciphertext)`. `context` (such as `party:<id>`) is authenticated, so that one row's text
 * cannot be moved into another row. `nonce` is 12 random bytes, never used twice with one key.
 */
export function seal(ring: KeyRing, plain: string, context: string, nonce: Buffer): string {
  const bytes = sealBytes(keyOf(ring, ring.writesWith), Buffer.from(plain, 'utf8'), context, nonce);
  return `${ring.writesWith}.${bytes.toString('base64url')}`;
}

/** The same with a key of 32 bytes that is no key of a ring, for content that has a key of its own: nonce, tag and ciphertext. */
export function sealBytes(key: Buffer, plain: Uint8Array, context: string, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** What `sealBytes` sealed. Throws an Error where the key is another one, or the content was changed or moved. */
export function unsealBytes(key: Buffer, sealed: Buffer, context: string): Buffer {
  const { decipher, text } = opened(key, sealed, context);
  return Buffer.concat([text, decipher.final()]);
}

/**
 * Throws DATA_KEY_LOST when the ring has no key of that id, or another one under that id: a changed or moved value looks the same. What is no sealed
 * value at all throws an Error.
 */
export function unseal(ring: KeyRing, sealed: string, context: string): string {
  const [, id, encoded] = form.exec(sealed) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64url');
  if (id === undefined || bytes.length < nonceBytes + tagBytes) throw new Error('this is no sealed value');
  const { decipher, text } = opened(keyOf(ring, id), bytes, context);
  return Buffer.concat([text, authenticated(decipher, id)]).toString('utf8');
}

/** All of the text but what `final` still answers, which is when the tag is checked. */
function opened(
  key: Buffer,
  sealed: Buffer,
  context: string,
): Readonly<{ decipher: DecipherGCM; text: Buffer }> {
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return { decipher, text: decipher.update(sealed.subarray(nonceBytes + tagBytes)) };
}

/** `keyId.base64url`; ids as keyRing reads them. */
const form = /^([A-Za-z0-9-]+)\.([A-Za-z0-9_-]+)$/;

function keyOf(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (!key) throw lost(`no personal data key ${id}`);
  return key;
}

/** The rest of the text, once its tag was checked. */
function authenticated(decipher: DecipherGCM, id: string): Buffer {
  try {
    return decipher.final();
  } catch {
    throw lost(`personal data key ${id} does not open it: another key under that id, or a changed value`);
  }
}

/** Ids of keys are no secrets: the log names the one that has to come back. */
function lost(reason: string): DomainError {
  return new DomainError('DATA_KEY_LOST', undefined, { cause: new Error(reason) });
}
