import { needsSecondFactor, type Account } from './account.js';
import { differences, groupsWanted, type Found } from './change.js';
import { initialSecret, type InitialSecret } from './initial-secret.js';
import { KeycloakRefused } from './keycloak-admin.client.js';
import type { RealmStore } from './realm.store.js';

export type ImportSettings = Readonly<{
  dryRun: boolean;
  /** Accounts that the table does not name any more are shut. */
  disableMissing: boolean;
  /** Accounts that the table names and somebody shut are opened again. */
  enable: boolean;
  ready: boolean;
}>;

export type Report = {
  added: number;
  changed: number;
  disabled: number;
  unchanged: number;
  failed: number;
};

export type Told = Readonly<{
  line(sentence: string): void;
  problem(sentence: string): void;
  /** Accounts will be added: whatever keeps their secrets must be ready before anything changes. */
  newcomers(): Promise<void>;
  secret(secret: InitialSecret): Promise<void>;
}>;

/** Accounts that are brought up at once: Keycloak answers one request in some ten milliseconds, of which it waits for its database for most. */
const lanes = 8;

type Counted = Exclude<keyof Report, 'failed'>;

/** Brings the realm to what the table says, account by account; an account that fails is left shut or not there, and told. */
export class PeopleImport {
  private readonly report: Report = { added: 0, changed: 0, disabled: 0, unchanged: 0, failed: 0 };

  constructor(
    private readonly realm: RealmStore,
    private readonly settings: ImportSettings,
    private readonly told: Told,
  ) {}

  async run(accounts: readonly Account[]): Promise<Readonly<Report>> {
    const found = await this.realm.load();
    const isNew = ({ account, person, system }: Account): boolean =>
      (person && !found.has(account)) || (system && !this.realm.hasClient(account));
    if (!this.settings.dryRun && accounts.some(isNew)) await this.told.newcomers();
    await this.addGroups(accounts);
    const left = accounts.values();
    const lane = async (): Promise<void> => {
      for (const account of left) {
        if (account.person)
          await this.attempt(account.account, () => this.person(account, found.get(account.account)));
        if (account.system) await this.attempt(account.account, () => this.system(account));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    await this.shutMissing(accounts, found);
    return this.report;
  }

  private async addGroups(accounts: readonly Account[]): Promise<void> {
    const paths = [...new Set(accounts.flatMap(groupsWanted))];
    const missing = new Set(paths.flatMap((path) => this.realm.missingGroups(path)));
    if (missing.size > 0) this.told.line(`新增 组 ${missing.size} 个`);
    if (!this.settings.dryRun) for (const path of paths) await this.realm.ensureGroups(path);
  }

  private async person(wanted: Account, found: Found | undefined): Promise<Counted> {
    if (!found) return this.addPerson(wanted);
    if (found.subject !== wanted.subject)
      throw new Refusal(`账号 ${wanted.account} 已被占用，不是由人员表建立的`);
    return this.adjust('账号', wanted, found);
  }

  /** Made shut and opened last: nobody signs in with half of the roles. */
  private async addPerson(wanted: Account): Promise<Counted> {
    this.told.line(
      `新增 账号 ${wanted.account} ${wanted.name} ${wanted.roles.join('、')} ${wanted.group ?? ''}`,
    );
    if (this.settings.dryRun) return 'added';
    const secondFactor = needsSecondFactor(wanted);
    const initial = await initialSecret(wanted.account, { ready: this.settings.ready, secondFactor });
    await this.told.secret(initial.secret);
    const id = await this.realm.admin.create('/users', {
      ...userOf(wanted),
      username: wanted.account,
      enabled: false,
      groups: groupsWanted(wanted),
      credentials: initial.credentials,
      requiredActions: initial.requiredActions,
    });
    try {
      await this.realm.setRoles(id, [], wanted.roles);
      await this.realm.admin.send('PUT', `/users/${id}`, { ...userOf(wanted), enabled: true });
    } catch (error) {
      await this.realm.admin.send('DELETE', `/users/${id}`);
      throw error;
    }
    return 'added';
  }

  private async system(wanted: Account): Promise<Counted> {
    const found = await this.realm.system(wanted.account);
    if (!found) return this.addSystem(wanted);
    if (!found.account || found.account.subject !== wanted.subject)
      throw new Refusal(`客户端 ${wanted.account} 已被占用，不是由人员表建立的`);
    return this.adjust('系统', wanted, found.account);
  }

  private async addSystem(wanted: Account): Promise<Counted> {
    this.told.line(
      `新增 系统 ${wanted.account} ${wanted.name} ${wanted.roles.join('、')} ${wanted.group ?? ''}`,
    );
    if (this.settings.dryRun) return 'added';
    const clientUuid = await this.realm.admin.create('/clients', {
      clientId: wanted.account,
      name: wanted.name,
      publicClient: false,
      standardFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: true,
    });
    try {
      const made = await this.realm.system(wanted.account);
      if (!made?.account) throw new Refusal(`客户端 ${wanted.account} 没有服务账号`);
      await this.write(wanted, made.account);
      const { value } = await this.realm.admin.get<{ value: string }>(`/clients/${clientUuid}/client-secret`);
      await this.told.secret({ account: wanted.account, kind: 'system', secret: value, totp: null });
    } catch (error) {
      await this.realm.admin.send('DELETE', `/clients/${clientUuid}`);
      throw error;
    }
    return 'added';
  }

  private async adjust(kind: '账号' | '系统', wanted: Account, found: Found): Promise<Counted> {
    const changes = differences(wanted, found);
    const opens = !found.enabled && this.settings.enable;
    if (opens) changes.push('启用');
    if (changes.length === 0) {
      if (!found.enabled) this.told.line(`停用中 ${kind} ${wanted.account}，以 --enable 启用`);
      return 'unchanged';
    }
    this.told.line(`改动 ${kind} ${wanted.account} ${changes.join('；')}`);
    if (!this.settings.dryRun) await this.write(wanted, { ...found, enabled: found.enabled || opens });
    return 'changed';
  }

  /** Shut while it changes: if a call fails in between, the account stays shut and the operator is told. */
  private async write(wanted: Account, found: Found): Promise<void> {
    const path = `/users/${found.id}`;
    try {
      await this.realm.admin.send('PUT', path, { ...userOf(wanted), enabled: false });
      await this.realm.setGroups(found.id, found.groups, groupsWanted(wanted));
      await this.realm.setRoles(found.id, found.roles, wanted.roles);
    } catch (error) {
      this.told.problem(`${wanted.account} 没有改完，停用中；排除原因后以 --enable 再运行`);
      throw error;
    }
    if (found.enabled) await this.realm.admin.send('PUT', path, { ...userOf(wanted), enabled: true });
  }

  /** Only accounts that a table once made; an administrator made by hand is not the import's. */
  private async shutMissing(accounts: readonly Account[], found: ReadonlyMap<string, Found>): Promise<void> {
    const named = new Set(accounts.filter(({ person }) => person).map(({ account }) => account));
    const missing = [...found].filter(
      ([name, one]) => one.subject !== null && one.enabled && !named.has(name),
    );
    for (const [name, one] of missing) {
      if (!this.settings.disableMissing) {
        this.told.line(`表中没有 账号 ${name} ${one.name}，以 --disable-missing 停用`);
        continue;
      }
      await this.attempt(name, async () => {
        this.told.line(`停用 账号 ${name} ${one.name}`);
        if (this.settings.dryRun) return 'disabled';
        await this.realm.admin.send('PUT', `/users/${one.id}`, { enabled: false });
        await this.realm.admin.send('POST', `/users/${one.id}/logout`);
        return 'disabled';
      });
    }
  }

  private async attempt(account: string, step: () => Promise<Counted>): Promise<void> {
    try {
      this.report[await step()] += 1;
    } catch (error) {
      if (!(error instanceof KeycloakRefused || error instanceof Refusal)) throw error;
      this.report.failed += 1;
      this.told.problem(`${account}：${error.message}`);
    }
  }
}

/** The account cannot be what the table says; the others can. */
class Refusal extends Error {}

/** A Chinese name is one word: in two fields the token would say it with a blank in between. */
function userOf({ name, subject, posts }: Account): Readonly<Record<string, unknown>> {
  return { firstName: name, lastName: '', attributes: { subject: [subject], posts } };
}
