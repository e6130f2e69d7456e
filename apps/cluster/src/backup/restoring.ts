import { chown, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { ClusterState } from '../cluster.js';
import {
  newPassword,
  runCommand,
  startReplica,
  type RunningDistrict,
  type RunningReplica,
} from '../district.js';
import { startKeycloak } from '../parts/keycloak.js';
import { fetchParts } from '../parts/maven.js';
import { startPostgres } from '../parts/postgres.js';
import { gone, signal, startedOf, stopProcess, type Started } from '../processes.js';
import { environmentOf, services, type DistrictPlace } from '../service-environment.js';
import { afterRestore, runScript, runSql, type BackupPlace } from './backup-scripts.js';

export type Restored = Readonly<{ state: ClusterState; district: RunningDistrict; said: readonly string[] }>;

/** As a fire would: every process of the district, PostgreSQL and Keycloak is killed, their data are gone. Kafka lives on with all it holds. */
export async function destroy(state: ClusterState): Promise<void> {
  const victims = [
    ...state.districts.flatMap((district) => district.replicas.map((replica) => replica.process)),
    ...state.servers.filter(({ name }) => name !== 'Kafka').map((server) => server.process),
  ];
  await Promise.all(victims.map((victim) => signal(victim, 'SIGKILL')));
  await Promise.all(victims.map((victim) => gone(victim, 10_000)));
  await rm(join(state.ground.folder, 'postgres'), { recursive: true });
  for (const { place } of state.districts) await rm(join(place.folder, 'files'), { recursive: true });
}

/** The manual's steps in its order: database, numbers, files, topics under a new prefix, what is sent again, services. */
export async function restore(
  state: ClusterState,
  backup: BackupPlace,
  options: Readonly<{
    instant?: string;
    prefix: string;
    resendSince: string | null;
    keys: Readonly<Record<string, string>>;
  }>,
  afterDatabase: (pool: pg.Pool) => Promise<void> = () => Promise.resolve(),
): Promise<Restored> {
  const { ground } = state;
  const [district] = state.districts;
  if (!district) throw new Error('no district to restore');
  const said = [await restoreDatabase(state, backup, options.instant)];
  const postgres = await startPostgres({
    folder: join(ground.folder, 'postgres'),
    port: portOf(ground.adminUrl),
  });
  await promoted(ground.adminUrl);
  const place: DistrictPlace = { ...district.place, name: options.prefix, keys: options.keys };
  const database = new URL(place.ownerUrl).pathname.slice(1);
  said.push(`appeal numbers go on after ${await runSql(backup, database, afterRestore)}`);
  await withPool(place.ownerUrl, afterDatabase);
  const keycloak = restartKeycloak(state);
  await cp(join(backup.folder, 'files'), join(place.folder, 'files'), { recursive: true });
  said.push(...(await prepareTopicsAndOutboxes(place, district, options.resendSince)));
  const replicas = await startAll(place, district);
  const servers = state.servers.map((server) =>
    server.name === 'PostgreSQL' ? { ...server, process: postgres.process } : server,
  );
  const again = await keycloak;
  const running: RunningDistrict = { ...district, place, replicas };
  return {
    state: {
      ...state,
      servers: servers.map((server) => (server.name === 'Keycloak' ? { ...server, process: again } : server)),
      districts: [running],
    },
    district: running,
    said,
  };
}

/** All replicas, or none: who is told of a failure finds nothing running. */
async function startAll(place: DistrictPlace, { replicas }: RunningDistrict): Promise<RunningReplica[]> {
  const results = await Promise.allSettled(replicas.map((replica) => startReplica(place, replica, replicas)));
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (!failed) return started;
  await Promise.all(started.map(({ process }) => stopProcess(process)));
  throw failed.reason;
}

async function restoreDatabase(
  { ground }: ClusterState,
  backup: BackupPlace,
  instant?: string,
): Promise<string> {
  const folder = join(ground.folder, 'postgres');
  await mkdir(join(folder, 'data'), { recursive: true });
  for (const path of [folder, join(folder, 'data')]) await chown(path, backup.user.uid, backup.user.gid);
  const { password } = new URL(ground.adminUrl);
  await writeFile(join(folder, 'superuser'), decodeURIComponent(password), { mode: 0o600 });
  return runScript(backup, 'restore.sh', backup.folder, join(folder, 'data'), ...(instant ? [instant] : []));
}

/** It answers while it still replays; it takes writes when it is done. */
export async function promoted(adminUrl: string): Promise<void> {
  await withPool(adminUrl, async (pool) => {
    for (const deadline = performance.now() + 120_000; performance.now() < deadline;) {
      const { rows } = await pool.query<{ replaying: boolean }>('SELECT pg_is_in_recovery() AS replaying');
      if (!rows[0]?.replaying) return;
      await pool.query('SELECT pg_sleep(0.05)');
    }
    throw new Error('PostgreSQL did not end its recovery');
  });
}

/** A fresh prefix: what the lost future left in the old topics must not take effect. Only then may what is missing be sent again. */
async function prepareTopicsAndOutboxes(
  place: DistrictPlace,
  { replicas }: RunningDistrict,
  since: string | null,
): Promise<string[]> {
  await runCommand('directory', ['topics'], {
    KAFKA_BROKERS: place.brokers,
    KAFKA_PREFIX: `${place.name}.`,
    KAFKA_PARTITIONS: '4',
    KAFKA_REPLICATION: '1',
  });
  const said: string[] = [];
  if (!since) return said;
  for (const service of services) {
    const replica = replicas.find(({ app }) => app === service) as RunningReplica;
    const environment = environmentOf(place, replica, replicas);
    said.push((await runCommand(service, ['republish', '--since', since], environment)).trim());
  }
  return said;
}

/** Its users and realm came back with the server's other databases. */
async function restartKeycloak({ ground }: ClusterState): Promise<Started> {
  const password = newPassword();
  await withPool(ground.adminUrl, async (pool) => {
    await pool.query(`ALTER ROLE keycloak PASSWORD '${password}'`);
  });
  const url = new URL(ground.adminUrl);
  url.username = 'keycloak';
  url.password = password;
  url.pathname = '/keycloak';
  const keycloak = await startKeycloak({
    home: (await fetchParts()).keycloakHome,
    folder: join(ground.folder, 'keycloak'),
    port: portOf(ground.keycloakUrl),
    databaseUrl: url.toString(),
    realm: realmFile,
    detached: true,
  });
  return startedOf(keycloak.pid);
}

const realmFile = new URL('../../../../deploy/keycloak/realm.json', import.meta.url).pathname;

const portOf = (url: string): number => Number(new URL(url).port);

export async function withPool<Result>(
  url: string,
  use: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // a server that is killed takes idle connections with it; the next query says so
  pool.on('error', () => undefined);
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}
