import { createCipheriv, createDecipheriv } from 'node:crypto';

/** 256-bit keys by id; new data are sealed with `current`, old data open with the key they name. */
export type SealingKeys = Readonly<{ current: string; keys: ReadonlyMap<string, Buffer> }>;

export const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM as `<key id>.<iv, tag and ciphertext in base64url>`. `bond` names the row and field it belongs to, so that a sealed value
 * moved to another row does not open. The iv must never be used twice with one key.
 */
export function seal({ current, keys }: SealingKeys, plain: string, bond: string, iv: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, current), iv).setAAD(Buffer.from(bond));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${current}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** Throws when the key is unknown, or the value was changed or belongs elsewhere. */
export function open({ keys }: Pick<SealingKeys, 'keys'>, sealed: string, bond: string): string {
  const dot = sealed.indexOf('.');
  const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyOf(keys, sealed.slice(0, dot)),
    bytes.subarray(0, ivBytes),
    {
      authTagLength: tagBytes,
    },
  )
    .setAAD(Buffer.from(bond))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
    'utf8',
  );
}

function keyOf(keys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = keys.get(id);
  if (!key) throw new Error(`no key ${id} for personal data`);
  return key;
}
