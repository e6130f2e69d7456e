import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { readState, saveState, type ClusterState } from '../cluster.js';
import { closeDistrict, openDistrict, runCommand, startReplica, type RunningReplica } from '../district.js';
import { startKafka } from '../parts/kafka.js';
import { startKeycloak } from '../parts/keycloak.js';
import { fetchParts } from '../parts/maven.js';
import { startPostgres } from '../parts/postgres.js';
import { startedOf, type Started } from '../processes.js';
import { environmentOf, type DistrictPlace } from '../service-environment.js';
import { Proxy } from './proxy.js';

const run = promisify(execFile);
const realm = fileURLToPath(new URL('../../../../deploy/keycloak/realm.json', import.meta.url));

/** Bytes of the evidence folder, so that a disk can be full without harm to the machine. */
export const quotaMegabytes = 4;

/** How long what ended may take to come back, on a machine where everything starts at once. */
const comeBackMs = 240_000;

export type ServerName = 'PostgreSQL' | 'Kafka' | 'Keycloak';

/** A district on real servers whose every process can be ended and started again, with a way to the database that can be cut. */
export class Site {
  readonly running = new Map<string, RunningReplica>();
  private readonly turns = new Map<string, Promise<unknown>>();

  private constructor(
    readonly folder: string,
    private state: ClusterState,
    readonly place: DistrictPlace,
    readonly url: string,
    readonly proxy: Proxy,
    readonly hasQuota: boolean,
  ) {}

  static async open(
    folder: string,
    options: Readonly<{ name: string; extra: Readonly<Record<string, string>> }>,
  ): Promise<Site> {
    const state = await readState(folder);
    if (!state) throw new Error(`no cluster runs in ${folder}`);
    const proxy = await Proxy.to(() => portOf(state, 'PostgreSQL'));
    const files = join(folder, 'districts', options.name, 'files');
    await mkdir(files, { recursive: true });
    const hasQuota = await run('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${quotaMegabytes}m`,
      'tmpfs',
      files,
    ]).then(
      () => true,
      () => false,
    );
    const adminUrl = new URL(state.ground.adminUrl);
    adminUrl.port = String(proxy.port);
    const ground = { ...state.ground, adminUrl: adminUrl.toString() };
    const district = await openDistrict(ground, {
      name: options.name,
      testClock: true,
      logLevel: 'warn',
      extra: options.extra,
    });
    const site = new Site(folder, state, district.place, district.url, proxy, hasQuota);
    for (const replica of district.replicas) site.running.set(`${replica.app} ${replica.index}`, replica);
    await site.remember();
    return site;
  }

  get filesFolder(): string {
    return join(this.place.folder, 'files');
  }

  get accountsFile(): string {
    return this.state.ground.accountsFile;
  }

  /** The database without the proxy, as its owner. */
  get databaseUrl(): string {
    const url = new URL(this.place.ownerUrl);
    url.port = String(portOf(this.state, 'PostgreSQL'));
    return url.toString();
  }

  server(name: ServerName): ClusterState['servers'][number] {
    const server = this.state.servers.find((one) => one.name === name);
    if (!server) throw new Error(`the cluster has no ${name}`);
    return server;
  }

  replicasOf(app: string): string[] {
    return [...this.running.keys()].filter((name) => name.startsWith(`${app} `));
  }

  /** One after the other for the same thing: nobody kills what another fault has ended. */
  inTurn<Result>(names: readonly string[], act: () => Promise<Result>): Promise<Result> {
    const before = Promise.allSettled(names.map((name) => this.turns.get(name) ?? Promise.resolve()));
    const turn = before.then(act);
    const ended = turn.catch(() => undefined);
    for (const name of names) this.turns.set(name, ended);
    return turn;
  }

  replica(name: string): RunningReplica {
    const replica = this.running.get(name);
    if (!replica) throw new Error(`there is no ${name}`);
    return replica;
  }

  /** A command of a service, with the environment of this replica; answers what it said. */
  runIn(name: string, args: readonly string[]): Promise<string> {
    const replica = this.replica(name);
    return runCommand(replica.app, args, environmentOf(this.place, replica, [...this.running.values()]));
  }

  /** As Kubernetes does: again and again until it is ready. */
  async startAgain(name: string): Promise<void> {
    const { app, index, port, metricsPort } = this.replica(name);
    const planned = [...this.running.values()];
    await this.untilDone(`${name} does not come back`, async () => {
      this.running.set(name, await startReplica(this.place, { app, index, port, metricsPort }, planned));
    });
    await this.remember();
  }

  /** The same server on its folder and port, after it was ended. */
  async startServerAgain(name: ServerName): Promise<void> {
    const { port } = this.server(name);
    await this.untilDone(`${name} does not come back`, async () => {
      const process = await this.startServer(name, port);
      const servers = this.state.servers.map((one) => (one.name === name ? { ...one, process } : one));
      this.state = { ...this.state, servers };
    });
    await this.remember();
  }

  private async startServer(name: ServerName, port: number): Promise<Started> {
    if (name === 'PostgreSQL')
      return (await startPostgres({ folder: join(this.folder, 'postgres'), port })).process;
    if (name === 'Kafka')
      return startedOf((await startKafka({ folder: join(this.folder, 'kafka'), port, detached: true })).pid);
    const { keycloakHome } = await fetchParts();
    const { pid } = await startKeycloak({
      home: keycloakHome,
      folder: join(this.folder, 'keycloak'),
      port,
      databaseUrl: await this.keycloakDatabase(),
      realm,
      environment: { WEISU_CLI_ENABLED: 'true' },
      detached: true,
    });
    return startedOf(pid);
  }

  /** Nobody wrote down the password of Keycloak's own role: it gets a new one while Keycloak does not run. */
  private async keycloakDatabase(): Promise<string> {
    const password = randomUUID();
    const url = new URL(this.state.ground.adminUrl);
    const client = new pg.Client({ connectionString: url.toString() });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query(`ALTER ROLE keycloak PASSWORD '${password}'`);
    } finally {
      await client.end();
    }
    url.username = 'keycloak';
    url.password = password;
    url.pathname = '/keycloak';
    return url.toString();
  }

  async untilDone(complaint: string, act: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + comeBackMs;
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (performance.now() > deadline) throw new Error(`${complaint}: ${String(error)}`, { cause: error });
        await pause(1_000);
      }
    }
  }

  /** Everything is in the state file, so that cluster:down ends it, too. */
  private async remember(): Promise<void> {
    const district = { place: this.place, url: this.url, replicas: [...this.running.values()] };
    const others = this.state.districts.filter(({ place }) => place.name !== this.place.name);
    this.state = { ...this.state, districts: [...others, district] };
    await this.inTurn(['state'], () => saveState(this.folder, this.state));
  }

  /** Ends the district; the servers stay. */
  async close(): Promise<void> {
    const { ground, districts } = this.state;
    const own = districts.find(({ place }) => place.name === this.place.name);
    if (own) await closeDistrict(ground, own);
    this.state = {
      ...this.state,
      districts: this.state.districts.filter(({ place }) => place.name !== this.place.name),
    };
    await saveState(this.folder, this.state);
    if (this.hasQuota) await run('umount', [this.filesFolder]);
    await this.proxy.close();
  }
}

function portOf(state: ClusterState, name: ServerName): number {
  return state.servers.find((server) => server.name === name)?.port ?? 0;
}
