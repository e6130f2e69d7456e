import { randomBytes, randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { prepareSimulation } from '@weisu/messaging';
import pg from 'pg';
import { freePorts } from './parts/free-ports.js';
import { gone, signal, startDetached, stopProcess, untilAnswers, type Started } from './processes.js';
import {
  environmentOf,
  replicasOf,
  runtimeUrl,
  services,
  type App,
  type DistrictPlace,
  type Replica,
} from './service-environment.js';

const run = promisify(execFile);
/** A checkout that was built: this one, or another version's. */
export type Release = Readonly<{ root: string }>;

export const thisRelease: Release = { root: fileURLToPath(new URL('../../..', import.meta.url)) };

/** The servers that districts stand on. */
export type Ground = Readonly<{
  adminUrl: string;
  databasePassword: string;
  brokers: string;
  keycloakUrl: string;
  clientSecrets: Readonly<Record<string, string>>;
  /** What people and systems sign in with. */
  accountsFile: string;
  folder: string;
}>;

export type RunningReplica = Replica & Readonly<{ process: Started; logFile: string }>;

export type RunningDistrict = Readonly<{
  place: DistrictPlace;
  url: string;
  replicas: readonly RunningReplica[];
}>;

const template = 'weisu_template';

const mainOf = (app: App, { root }: Release): string => join(root, 'apps', app, 'dist/main.js');

/** Runs a command of a service to its end; rejects with what it said. */
export async function runCommand(
  app: App,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  release = thisRelease,
): Promise<string> {
  const { stdout } = await run(process.execPath, [mainOf(app, release), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: { stdout?: string; stderr?: string; message: string }) => {
    throw new Error(`${app} ${args.join(' ')}: ${error.stderr || error.stdout || error.message}`);
  });
  return stdout;
}

/** The model of every district's database. */
export async function prepareTemplate(ground: Ground): Promise<void> {
  await prepareDatabase(ground, template, thisRelease);
}

/** The schemas as the migration job of a release makes them, and the demo district as city IT imports it; nothing when the database is there. */
export async function prepareDatabase(ground: Ground, database: string, release: Release): Promise<void> {
  const ownerUrl = databaseUrl(ground.adminUrl, database);
  if (!(await createDatabase(ground.adminUrl, database, 'template0'))) return;
  const owner = { OWNER_DATABASE_URL: ownerUrl, DATABASE_PASSWORD: ground.databasePassword };
  for (const service of services) await runCommand(service, ['migrate'], owner, release);
  await prepareSimulation(ownerUrl);
  const url = runtimeUrl({ ownerUrl, databasePassword: ground.databasePassword }, 'directory');
  const pack = join(release.root, 'deploy/districts/luohu');
  await runCommand('directory', ['import', pack], { DATABASE_URL: url }, release);
}

export type DistrictOptions = Readonly<{
  name: string;
  testClock: boolean;
  logLevel: string;
  port?: number;
  extra?: Readonly<Record<string, string>>;
}>;

/** A district of its own on the ground: database, topics, every service with its replicas, and the gateway. */
export async function openDistrict(ground: Ground, options: DistrictOptions): Promise<RunningDistrict> {
  await createDatabase(ground.adminUrl, databaseOf(options), template);
  const place = await makePlace(ground, options);
  const planned = await planReplicas(options.port);
  const replicas = await startAll(place, planned);
  const gateway = replicas.find(({ app }) => app === 'gateway');
  const url = `http://127.0.0.1:${gateway?.port ?? 0}`;
  // where the commands of this repository look for a district
  await writeFile(join(place.folder, 'url'), `${url}\n`);
  return { place, url, replicas };
}

export const databaseOf = ({ name }: Pick<DistrictOptions, 'name'>): string => `weisu_${name}`;

/** Folder, keys and topics of a district whose database is there. */
export async function makePlace(ground: Ground, options: DistrictOptions): Promise<DistrictPlace> {
  const folder = join(ground.folder, 'districts', options.name);
  await mkdir(join(folder, 'files'), { recursive: true });
  const place: DistrictPlace = {
    name: options.name,
    ownerUrl: databaseUrl(ground.adminUrl, databaseOf(options)),
    databasePassword: ground.databasePassword,
    brokers: ground.brokers,
    keycloakUrl: ground.keycloakUrl,
    clientSecrets: ground.clientSecrets,
    keys: newKeys(),
    folder,
    testClock: options.testClock,
    logLevel: options.logLevel,
    extra: options.extra ?? {},
  };
  await runCommand('directory', ['topics'], {
    KAFKA_BROKERS: ground.brokers,
    KAFKA_PREFIX: `${options.name}.`,
    KAFKA_PARTITIONS: '4',
    KAFKA_REPLICATION: '1',
  });
  return place;
}

/** Starts one replica and waits until it may get traffic. */
export async function startReplica(
  place: DistrictPlace,
  replica: Replica,
  all: readonly Replica[],
  release = thisRelease,
): Promise<RunningReplica> {
  const logFile = join(place.folder, `${replica.app}-${replica.index}.log`);
  const started = await startDetached({
    command: process.execPath,
    args: ['--enable-source-maps', mainOf(replica.app, release)],
    env: environmentOf(place, replica, all),
    logFile,
  });
  try {
    await untilAnswers(started, `http://127.0.0.1:${replica.port}/ready`, logFile);
  } catch (error) {
    await stopProcess(started);
    throw new Error(`${replica.app} ${replica.index}: ${String(error)}`, { cause: error });
  }
  return { ...replica, process: started, logFile };
}

/** All or none: what started is ended again when another one does not. */
async function startAll(place: DistrictPlace, planned: readonly Replica[]): Promise<RunningReplica[]> {
  const results = await Promise.allSettled(planned.map((replica) => startReplica(place, replica, planned)));
  const failed = results.find((result) => result.status === 'rejected');
  const running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (!failed) return running;
  await Promise.all(running.map(({ process }) => stopProcess(process)));
  throw failed.reason;
}

export async function planReplicas(gatewayPort?: number): Promise<Replica[]> {
  const planned = (Object.keys(replicasOf) as App[]).flatMap((app) =>
    Array.from({ length: replicasOf[app] }, (_, index) => ({ app, index: index + 1 })),
  );
  const names = planned.flatMap(({ app, index }) => [`${app}-${index}`, `${app}-${index}-metrics`]);
  const ports = await freePorts(...names);
  return planned.map(({ app, index }) => ({
    app,
    index,
    port: (app === 'gateway' && gatewayPort) || (ports[`${app}-${index}`] ?? 0),
    metricsPort: ports[`${app}-${index}-metrics`] ?? 0,
  }));
}

/** Ends every replica, the gateway first, and drops the database: nothing of the district is left but its topics and logs. */
export async function closeDistrict(ground: Ground, district: RunningDistrict): Promise<void> {
  const isGateway = ({ app }: Replica): boolean => app === 'gateway';
  const others = district.replicas.filter((replica) => !isGateway(replica));
  for (const group of [district.replicas.filter(isGateway), others])
    await Promise.all(group.map(({ process }) => stopProcess(process)));
  const client = new pg.Client({ connectionString: ground.adminUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${databaseOf(district.place)} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

/** Ends these replicas as a power cut would. */
export async function killReplicas(replicas: readonly RunningReplica[]): Promise<void> {
  await Promise.all(replicas.map(({ process }) => signal(process, 'SIGKILL')));
  await Promise.all(replicas.map(({ process }) => gone(process, 10_000)));
}

/** Kills every service and the gateway at once and starts them again on the same ports. */
export async function killAndRestart(district: RunningDistrict): Promise<RunningDistrict> {
  await killReplicas(district.replicas);
  const replicas = await startAll(district.place, district.replicas);
  return { ...district, replicas };
}

function newKeys(): Record<string, string> {
  const key = (): string => randomBytes(32).toString('base64');
  return {
    PERSONAL_DATA_KEYS: `first:${key()}`,
    WEBHOOK_KEYS: `first:${key()}`,
    PERSON_KEY: key(),
    TRACKING_KEY: key(),
    ADDRESS_KEY: key(),
  };
}

export const newPassword = (): string => randomUUID();

function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Answers whether it was made now. */
export async function createDatabase(adminUrl: string, name: string, from: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return false;
    const locale = from === 'template0' ? "ENCODING 'UTF8' LOCALE 'C.UTF-8'" : '';
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${from} ${locale}`);
    return true;
  } finally {
    await client.end();
  }
}
