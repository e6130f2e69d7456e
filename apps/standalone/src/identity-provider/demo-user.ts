import { createHash } from 'node:crypto';
import type { Role } from '@weisu/identity';

/** An account of the embedded identity provider; a real Keycloak gets the same from its groups and their attributes. */
export type DemoUser = Readonly<{
  username: string;
  subject: string;
  name: string;
  roles: readonly Role[];
  unitId: string | null;
  areaCode: string | null;
  posts: readonly string[];
}>;

/** Any fixed UUID will do; changing it would give every demo account a new subject. */
const namespace = Buffer.from('6f3f4d0e1a554b0d9c8b7a6e5d4c3b2a', 'hex');

/** A subject that is the same on every machine and after every reset: UUID version 5 of the user name (RFC 9562). */
export function subjectOf(username: string): string {
  const hash = createHash('sha1').update(namespace).update(username).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Full path of the group as Keycloak writes it: the levels of the area, then the unit. */
export function groupsOf(user: Pick<DemoUser, 'areaCode' | 'unitId'>): readonly string[] {
  const levels = [6, 9, 12, 15].filter((length) => length <= (user.areaCode?.length ?? 0));
  const path = levels.map((length) => user.areaCode?.slice(0, length) ?? '');
  if (user.unitId) path.push(user.unitId);
  return path.length > 0 ? [`/${path.join('/')}`] : [];
}
