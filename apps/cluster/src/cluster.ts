import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { importPeople } from './accounts.js';
import { newPassword, prepareTemplate, type Ground, type RunningDistrict } from './district.js';
import { startKafka, type RunningKafka } from './parts/kafka.js';
import { startKeycloak, type RunningKeycloak } from './parts/keycloak.js';
import { fetchParts } from './parts/maven.js';
import { startPostgres } from './parts/postgres.js';
import { isAlive, startedOf, stopProcess, type Started } from './processes.js';
import { services } from './service-environment.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The district that this repository brings along. */
export const demoDistrict = join(root, 'deploy/districts/luohu');

export type Server = Readonly<{
  name: string;
  version: string;
  port: number;
  process: Started;
  startMs: number;
}>;

/** Everything that was started, so that another command finds it and ends it. */
export type ClusterState = Readonly<{
  ground: Ground;
  servers: readonly Server[];
  districts: readonly RunningDistrict[];
}>;

/** Below a folder that PostgreSQL's own user can pass: as root the checkout may lie in a 0700 home. */
export function clusterFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const asked = environment['WEISU_CLUSTER_DIR'];
  if (asked) return resolve(asked);
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return process.getuid?.() === 0 ? `/var/lib/weisu/clusters/${name}` : join(root, '.weisu-cluster');
}

/** The three servers: real PostgreSQL, Kafka (KRaft) and Keycloak, each a process that outlives this one. */
export async function startServers(folder: string, people: string = demoDistrict): Promise<ClusterState> {
  if (existsSync(stateFile(folder)))
    throw new Error('a cluster is there already: npm run cluster:down first');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const parts = await fetchParts();
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  const servers: Server[] = [
    {
      name: 'PostgreSQL',
      version: postgres.version,
      port: postgres.port,
      process: postgres.process,
      startMs: postgres.startMs,
    },
  ];
  const databasePassword = newPassword();
  const ground: Ground = {
    adminUrl: postgres.adminUrl,
    databasePassword,
    brokers: '',
    keycloakUrl: '',
    clientSecrets: {},
    accountsFile: join(folder, 'accounts.csv'),
    folder,
  };
  await saveState(folder, { ground, servers, districts: [] });
  const keycloakDatabase = await makeKeycloakDatabase(postgres.adminUrl);
  const keep = async (server: Server): Promise<void> => {
    servers.push(server);
    await saveState(folder, { ground, servers, districts: [] });
  };
  const [kafka, keycloak] = await both(
    openKafka(join(folder, 'kafka'), keep),
    openKeycloak(parts.keycloakHome, join(folder, 'keycloak'), keycloakDatabase, keep),
  );
  const clients = [...services, 'gateway', 'console', 'hotline'];
  const secrets = await Promise.all(clients.map((client) => keycloak.clientSecret(client)));
  const clientSecrets = Object.fromEntries(clients.map((client, index) => [client, secrets[index] ?? '']));
  const complete = { ...ground, brokers: kafka.brokers, keycloakUrl: keycloak.url, clientSecrets };
  const state: ClusterState = { ground: complete, servers, districts: [] };
  await saveState(folder, state);
  await Promise.all([
    prepareTemplate(complete),
    importPeople({
      keycloakUrl: keycloak.url,
      adminSecret: await keycloak.clientSecret('people-import'),
      table: people,
      accountsFile: complete.accountsFile,
    }),
  ]);
  return state;
}

type Keep = (server: Server) => Promise<void>;

async function openKafka(folder: string, keep: Keep): Promise<RunningKafka> {
  const began = performance.now();
  const kafka = await startKafka({ folder, detached: true });
  const port = portOf(`http://${kafka.brokers}`);
  const startMs = Math.round(performance.now() - began);
  await keep({ name: 'Kafka', version: kafka.version, port, process: await startedOf(kafka.pid), startMs });
  return kafka;
}

async function openKeycloak(
  home: string,
  folder: string,
  databaseUrl: string,
  keep: Keep,
): Promise<RunningKeycloak> {
  const keycloak = await startKeycloak({
    home,
    folder,
    databaseUrl,
    realm: join(root, 'deploy/keycloak/realm.json'),
    // signing in by password alone, without a browser: for tests on this machine
    // and a gateway at whatever port: Keycloak takes any for an address of this machine that names none
    environment: { WEISU_CLI_ENABLED: 'true', WEISU_URL: 'http://localhost' },
    detached: true,
  });
  const { version, url, startMs } = keycloak;
  await keep({
    name: 'Keycloak',
    version,
    port: portOf(url),
    process: await startedOf(keycloak.pid),
    startMs,
  });
  return keycloak;
}

/** Waits for both also when one fails: what the other started must be known before anybody tidies up. */
async function both<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

/** Ends everything of the state file, services first, and removes its data. Answers the names of what ran. */
export async function stopCluster(folder: string): Promise<string[]> {
  const state = await readState(folder);
  if (!state) return [];
  const replicas = state.districts.flatMap((district) => district.replicas);
  const gateways = replicas.filter(({ app }) => app === 'gateway');
  const others = replicas.filter(({ app }) => app !== 'gateway');
  for (const group of [gateways, others]) await Promise.all(group.map(({ process }) => stopProcess(process)));
  for (const { name, process } of state.servers.toReversed())
    await stopProcess(process, name === 'PostgreSQL' ? 'SIGINT' : 'SIGTERM');
  await rm(folder, { recursive: true, force: true });
  return [
    ...replicas.map(({ app, index }) => `${app} ${index}`),
    ...state.servers.map(({ name, version }) => `${name} ${version}`),
  ];
}

export async function readState(folder: string): Promise<ClusterState | null> {
  if (!existsSync(stateFile(folder))) return null;
  return JSON.parse(await readFile(stateFile(folder), 'utf8')) as ClusterState;
}

export async function saveState(folder: string, state: ClusterState): Promise<void> {
  const file = stateFile(folder);
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** What of the state is still running. */
export async function livingOf(state: ClusterState): Promise<string[]> {
  const all = [
    ...state.servers.map(({ name, process }) => ({ name, process })),
    ...state.districts
      .flatMap((district) => district.replicas)
      .map(({ app, index, process }) => ({ name: `${app} ${index}`, process })),
  ];
  const alive = await Promise.all(all.map(({ process }) => isAlive(process)));
  return all.filter((_, index) => alive[index]).map(({ name }) => name);
}

const stateFile = (folder: string): string => join(folder, 'cluster.json');

const portOf = (url: string): number => Number(new URL(url).port);

/** Keycloak keeps a database and a role of its own. */
async function makeKeycloakDatabase(adminUrl: string): Promise<string> {
  const password = newPassword();
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`CREATE ROLE keycloak LOGIN PASSWORD '${password}'`);
    await client.query(
      `CREATE DATABASE keycloak OWNER keycloak TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`,
    );
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.username = 'keycloak';
  url.password = password;
  url.pathname = '/keycloak';
  return url.toString();
}
