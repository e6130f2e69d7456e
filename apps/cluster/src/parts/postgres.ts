import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { serverUser } from '@weisu/persistence';
import pg from 'pg';
import { startDetached, stopProcess, tail, type Started } from '../processes.js';
import { freePorts } from './free-ports.js';

const run = promisify(execFile);

export type PostgresOptions = Readonly<{
  /** Data, log and the superuser's password; its parents must let the server's own user pass. */
  folder: string;
  port?: number;
  /** Settings beside the defaults, `name=value`. */
  settings?: readonly string[];
}>;

export type RunningPostgres = Readonly<{
  adminUrl: string;
  version: string;
  port: number;
  folder: string;
  process: Started;
  startMs: number;
}>;

/** Debian's PostgreSQL: the newest on the machine, else installed with apt-get. Has initdb, pg_basebackup and pgbench, too. */
export async function postgresBinaries(): Promise<string> {
  const found = await newest();
  if (found) return found;
  if (process.getuid?.() !== 0)
    throw new Error('no PostgreSQL server on this machine: run `apt-get install postgresql` as root');
  await run('apt-get', ['install', '-y', '-qq', 'postgresql'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const installed = await newest();
  if (!installed) throw new Error('apt-get installed no PostgreSQL server');
  return installed;
}

async function newest(): Promise<string | null> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const [version] = versions
    .filter((name) => existsSync(`/usr/lib/postgresql/${name}/bin/postgres`))
    .sort((one, other) => Number(other) - Number(one));
  return version ? `/usr/lib/postgresql/${version}/bin` : null;
}

/** A real PostgreSQL with its safeties on (fsync, synchronous commit, scram); a second start on the same folder keeps the data. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const began = performance.now();
  const bin = await postgresBinaries();
  const { folder } = options;
  const user = process.getuid?.() === 0 ? await serverUser() : null;
  await mkdir(folder, { recursive: true });
  await requirePassable(folder);
  if (user) await chown(folder, user.uid, user.gid);
  const password = await superuserPassword(folder, user);
  const data = join(folder, 'data');
  const environment = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
  if (!existsSync(join(data, 'PG_VERSION'))) {
    const flags = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'scram-sha-256'];
    await run(join(bin, 'initdb'), [...flags, `--pwfile=${join(folder, 'superuser')}`], {
      ...user,
      env: environment,
      cwd: folder,
    });
  }
  const port = options.port ?? (await freePorts('postgres')).postgres;
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=512MB',
    'max_wal_size=2GB',
    'timezone=UTC',
    ...(options.settings ?? []),
  ];
  const logFile = join(folder, 'postgres.log');
  await writeFile(logFile, '', { flag: 'a' });
  const started = await startDetached({
    command: join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    env: environment,
    cwd: folder,
    logFile,
    ...user,
  });
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const version = await untilConnects(adminUrl, logFile);
  return {
    adminUrl,
    version,
    port,
    folder,
    process: started,
    startMs: Math.round(performance.now() - began),
  };
}

/** Fast shutdown: open transactions are rolled back, what was committed is on the disk. */
export async function stopPostgres(started: Started): Promise<void> {
  await stopProcess(started, 'SIGINT');
}

async function requirePassable(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  for (let at = dirname(folder); at !== dirname(at); at = dirname(at))
    if (((await stat(at)).mode & 0o001) === 0)
      throw new Error(`PostgreSQL's own user cannot pass ${at}: set WEISU_CLUSTER_DIR to another folder`);
}

async function superuserPassword(folder: string, user: { uid: number; gid: number } | null): Promise<string> {
  const file = join(folder, 'superuser');
  if (!existsSync(file)) await writeFile(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user) await chown(file, user.uid, user.gid);
  await chmod(file, 0o600);
  return (await readFile(file, 'utf8')).trim();
}

async function untilConnects(adminUrl: string, logFile: string): Promise<string> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await delay(50)) {
    const client = new pg.Client({ connectionString: adminUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
      return rows[0]?.server_version ?? '';
    } catch {
      // not yet; the log says why when it never is
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(`PostgreSQL did not become ready: ${await tail(logFile)}`);
}
