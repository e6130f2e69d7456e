import { execFile, spawn } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { postgresBinaries } from '../parts/postgres.js';
import { startDetached, type Started } from '../processes.js';

const run = promisify(execFile);
const scripts = fileURLToPath(new URL('../../../../deploy/backup/', import.meta.url));

export type BackupPlace = Readonly<{
  /** Where the backup is; in a real place on another machine. */
  folder: string;
  user: Readonly<{ uid: number; gid: number }>;
  environment: Readonly<Record<string, string>>;
}>;

/** The scripts of deploy/backup as an operator runs them: as the server's own user, with libpq's variables. */
export async function openBackup(
  folder: string,
  adminUrl: string,
  serverFolder: string,
): Promise<BackupPlace> {
  const { uid, gid } = await stat(serverFolder);
  await mkdir(folder, { recursive: true });
  await chown(folder, uid, gid);
  const { hostname, port, username, password } = new URL(adminUrl);
  const environment = {
    PATH: `${await postgresBinaries()}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: 'postgres',
  };
  return { folder, user: { uid, gid }, environment };
}

/** Rejects with what the script said. */
export async function runScript(
  place: BackupPlace,
  name: string,
  ...args: readonly string[]
): Promise<string> {
  const { stdout } = await run(join(scripts, name), [...args], {
    ...(name === 'copy-files.sh' ? {} : place.user),
    env: place.environment,
    cwd: place.folder,
  });
  return stdout.trim();
}

/** receive-wal.sh, which goes on until it is stopped. */
export function receiveWal(place: BackupPlace): Promise<Started> {
  return startDetached({
    command: join(scripts, 'receive-wal.sh'),
    args: [place.folder],
    env: place.environment,
    cwd: place.folder,
    logFile: `${place.folder}-receive-wal.log`,
    ...place.user,
  });
}

/** keys.mjs with the passphrases of two persons. */
export async function runKeys(
  args: readonly string[],
  passphrases: readonly [string, string],
): Promise<string> {
  const child = spawn(process.execPath, [join(scripts, 'keys.mjs'), ...args], { stdio: 'pipe' });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stdin.end(`${passphrases.join('\n')}\n`);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  if (code !== 0) throw new Error(said.join('').trim());
  return said.join('').trim();
}

export const afterRestore = join(scripts, 'after-restore.sql');

/** A file of SQL as the owner of a database. */
export async function runSql(place: BackupPlace, database: string, file: string): Promise<string> {
  const { stdout } = await run(
    'psql',
    ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-d', database, '-f', file],
    {
      env: place.environment,
    },
  );
  return stdout.trim();
}
