import { createHash } from 'node:crypto';

/** Namespace of the version 5 UUIDs below. It never changes: every person's id hangs on it. */
const namespace = '6f1c9a52-0d3b-5c8e-9b7a-2f4e8d1a7c30';

/**
 * The person's id, which is the token's `sub`: UUID version 5 (RFC 4122 §4.3) of the account's name. The pack and the identity provider
 * compute it apart and agree, so that people can be imported before anyone has signed in.
 */
export function accountSubject(account: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(account, 'utf8')
    .digest()
    .subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
