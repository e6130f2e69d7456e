import { accountSubject } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { groupsOf, type DemoUser } from './demo-user.js';
import type { Realm } from './realm.js';

/** Who a token can be about: the accounts with a password by subject, and the clients that have an account themselves. */
export type Principals = Readonly<{
  byUsername: ReadonlyMap<string, DemoUser>;
  bySubject: ReadonlyMap<string, DemoUser>;
  byClientId: ReadonlyMap<string, DemoUser>;
}>;

/**
 * A demo user named like a confidential client of the realm (`hotline`) *is* that client: it has a secret, no password.
 * Departments and companies have both, because their own systems call the API too.
 */
export function principalsOf(realm: Realm, users: readonly DemoUser[]): Principals {
  const named = new Map(users.map((user) => [user.username, user]));
  const byClientId = new Map<string, DemoUser>();
  for (const account of realm.users) {
    const clientId = account.serviceAccountClientId;
    byClientId.set(clientId, {
      subject: named.get(clientId)?.subject ?? accountSubject(account.username),
      name: named.get(clientId)?.name ?? clientId,
      unitId: named.get(clientId)?.unitId ?? null,
      areaCode: named.get(clientId)?.areaCode ?? null,
      posts: named.get(clientId)?.posts ?? [],
      username: account.username,
      roles: account.realmRoles,
    });
  }
  const people = users.filter(({ username }) => !realm.clients.some(({ clientId }) => clientId === username));
  for (const user of people) if (hasOwnSystem(user)) byClientId.set(user.username, user);
  return {
    byClientId,
    byUsername: new Map(people.map((user) => [user.username, user])),
    bySubject: new Map(people.map((user) => [user.subject, user])),
  };
}

/** Names for which secrets must exist before the provider starts. */
export function secretNames(realm: Realm, users: readonly DemoUser[]) {
  const { byUsername, byClientId } = principalsOf(realm, users);
  const signIns = realm.clients.filter(
    ({ publicClient, standardFlowEnabled }) => !publicClient && standardFlowEnabled,
  );
  return {
    accounts: [...byUsername.keys()],
    clients: [...byClientId.keys(), ...signIns.map(({ clientId }) => clientId)],
  };
}

/** What the access token says of its holder; the same claims as the attribute mappers of the realm file. */
export function holderClaims(principal: DemoUser, client: Actor['client']): Record<string, unknown> {
  return {
    sub: principal.subject,
    typ: 'Bearer',
    azp: client,
    preferred_username: principal.username,
    name: principal.name,
    realm_access: { roles: principal.roles },
    ...(principal.unitId === null ? {} : { unit: principal.unitId }),
    ...(principal.areaCode === null ? {} : { area: principal.areaCode }),
    posts: principal.posts,
    groups: groupsOf(principal),
  };
}

const hasOwnSystem = ({ roles }: DemoUser) => roles.includes('DEPARTMENT') || roles.includes('COMPANY');
