import { createCipheriv, createDecipheriv } from 'node:crypto';

export type BoxKey = Readonly<{ id: string; bytes: Buffer }>;

/** A secret as it is stored: the id of its key beside initialisation vector (12 bytes), tag (16) and text. */
export type Sealed = Readonly<{ keyId: string; box: Buffer }>;

/** AES-256-GCM, bound to the thing it belongs to: a row copied to another endpoint does not open. */
export function seal(secret: string, belongsTo: string, key: BoxKey, iv: Buffer): Sealed {
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv);
  cipher.setAAD(Buffer.from(belongsTo));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return { keyId: key.id, box: Buffer.concat([iv, cipher.getAuthTag(), text]) };
}

/** Throws when the key is not there any more, or the box was changed. */
export function open({ keyId, box }: Sealed, belongsTo: string, keys: readonly BoxKey[]): string {
  const key = keys.find((one) => one.id === keyId);
  if (!key) throw new Error(`no key ${keyId} for a webhook secret`);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, box.subarray(0, 12));
  decipher.setAAD(Buffer.from(belongsTo));
  decipher.setAuthTag(box.subarray(12, 28));
  return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]).toString('utf8');
}
