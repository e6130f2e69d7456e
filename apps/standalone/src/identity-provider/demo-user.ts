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

/** Full path of the group as Keycloak writes it: the levels of the area, then the unit. */
export function groupsOf(user: Pick<DemoUser, 'areaCode' | 'unitId'>): readonly string[] {
  const levels = [6, 9, 12, 15].filter((length) => length <= (user.areaCode?.length ?? 0));
  const path = levels.map((length) => user.areaCode?.slice(0, length) ?? '');
  if (user.unitId) path.push(user.unitId);
  return path.length > 0 ? [`/${path.join('/')}`] : [];
}
