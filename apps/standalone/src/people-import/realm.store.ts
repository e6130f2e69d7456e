import { roles } from '@weisu/identity';
import { groupAttributes, groupsOnPath, without, type Found } from './change.js';
import type { KeycloakAdmin } from './keycloak-admin.client.js';

type Named = Readonly<{ id: string; name: string }>;
type Group = Readonly<{ id: string; path: string; subGroups?: readonly Group[] }>;
export type User = Readonly<{
  id: string;
  username: string;
  firstName?: string;
  lastName?: string;
  enabled: boolean;
  attributes?: Readonly<Record<string, readonly string[]>>;
}>;
type Client = Readonly<{ id: string; clientId: string; serviceAccountsEnabled: boolean }>;

const concurrentReads = 4;
/** Other groups, such as the three administrators, are not the import's to give or take. */
const areaPath = /^\/\d{6}(?:\/|$)/;

/** The realm's people, systems and groups, as far as the import looks at them. */
export class RealmStore {
  private readonly roleIds = new Map<string, string>();
  private readonly groupIds = new Map<string, string>();
  private readonly clientIds = new Set<string>();
  private readonly holders = new Map<string, Set<string>>();

  constructor(readonly admin: KeycloakAdmin) {}

  /** Users by name, with the roles, posts and groups that the import manages. */
  async load(): Promise<ReadonlyMap<string, Found>> {
    for (const { id, name } of await this.admin.all<Named>('/roles')) this.roleIds.set(name, id);
    for (const role of roles) {
      const users = await this.admin.all<User>(`/roles/${role}/users?briefRepresentation=true`);
      this.holders.set(role, new Set(users.map(({ id }) => id)));
    }
    for (const { clientId } of await this.admin.all<Client>('/clients')) this.clientIds.add(clientId);
    await this.loadGroups('/groups');
    const users = await this.admin.all<User>('/users?briefRepresentation=false');
    const found = new Map<string, Found>();
    for (let at = 0; at < users.length; at += concurrentReads)
      for (const [name, one] of await Promise.all(
        users
          .slice(at, at + concurrentReads)
          .map(async (user) => [user.username, await this.found(user)] as const),
      ))
        found.set(name, one);
    return found;
  }

  hasClient(clientId: string): boolean {
    return this.clientIds.has(clientId);
  }

  /** The account behind a client; null when there is no such client; without an account when it is no system. */
  async system(clientId: string): Promise<Readonly<{ clientUuid: string; account: Found | null }> | null> {
    const query = new URLSearchParams({ clientId }).toString();
    const [client] = await this.admin.get<Client[]>(`/clients?${query}`);
    if (!client) return null;
    if (!client.serviceAccountsEnabled) return { clientUuid: client.id, account: null };
    const user = await this.admin.get<User>(`/clients/${client.id}/service-account-user`);
    return { clientUuid: client.id, account: await this.found(user) };
  }

  /** Makes the groups of a path that are missing; answers how many. */
  async ensureGroups(path: string): Promise<number> {
    let made = 0;
    let parent: string | undefined;
    for (const step of groupsOnPath(path)) {
      const known = this.groupIds.get(step);
      const name = step.slice(step.lastIndexOf('/') + 1);
      parent = known ?? (await this.createGroup(parent, name));
      if (!known) {
        this.groupIds.set(step, parent);
        made += 1;
      }
    }
    return made;
  }

  missingGroups(path: string): string[] {
    return groupsOnPath(path).filter((step) => !this.groupIds.has(step));
  }

  async setRoles(userId: string, before: readonly string[], after: readonly string[]): Promise<void> {
    const named = (names: readonly string[]) => names.map((name) => ({ id: this.roleIds.get(name), name }));
    const path = `/users/${userId}/role-mappings/realm`;
    const gone = without(before, after);
    const fresh = without(after, before);
    if (gone.length > 0) await this.admin.send('DELETE', path, named(gone));
    if (fresh.length > 0) await this.admin.send('POST', path, named(fresh));
  }

  async setGroups(userId: string, before: readonly string[], after: readonly string[]): Promise<void> {
    for (const path of without(before, after))
      await this.admin.send('DELETE', `/users/${userId}/groups/${this.groupId(path)}`);
    for (const path of without(after, before))
      await this.admin.send('PUT', `/users/${userId}/groups/${this.groupId(path)}`);
  }

  private async found(user: User): Promise<Found> {
    const groups = await this.admin.all<Group>(`/users/${user.id}/groups?briefRepresentation=true`);
    for (const { id, path } of groups) this.groupIds.set(path, id);
    return {
      id: user.id,
      subject: user.attributes?.['subject']?.[0] ?? null,
      name: [user.firstName, user.lastName].filter(Boolean).join(' '),
      roles: roles.filter((role) => this.holders.get(role)?.has(user.id)),
      posts: user.attributes?.['posts'] ?? [],
      groups: groups.map(({ path }) => path).filter((path) => areaPath.test(path)),
      enabled: user.enabled,
    };
  }

  private groupId(path: string): string {
    const id = this.groupIds.get(path);
    if (!id) throw new Error(`group ${path} is not in the realm`);
    return id;
  }

  private async createGroup(parent: string | undefined, name: string): Promise<string> {
    const body = { name, attributes: groupAttributes(name) };
    if (parent === undefined) return this.admin.create('/groups', body);
    return this.admin.create(`/groups/${parent}/children`, body);
  }

  private async loadGroups(path: string): Promise<void> {
    const groups = await this.admin.all<Group & { subGroupCount?: number }>(path);
    for (const group of groups) {
      this.groupIds.set(group.path, group.id);
      if (group.subGroupCount) await this.loadGroups(`/groups/${group.id}/children`);
    }
  }
}
