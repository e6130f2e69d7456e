import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, stopPostgres, type RunningPostgres } from '../parts/postgres.js';
import { gone, signal, stopProcess } from '../processes.js';
import { openBackup, receiveWal, runKeys, runScript, type BackupPlace } from './backup-scripts.js';
import { promoted } from './restoring.js';

import.meta.jest.setTimeout(180_000);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-backup-'));
  // PostgreSQL's own user has to pass
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a backup of the database', () => {
  it('brings a killed server back to an instant, and to the last change received', async () => {
    const server = join(folder, 'postgres');
    const postgres = await startPostgres({ folder: server });
    const superuser = await readFile(join(server, 'superuser'), 'utf8');
    const { adminUrl } = postgres;
    const backup = await openBackup(join(folder, 'backup'), adminUrl, server);
    const receiving = await receiveWal(backup);
    await ask(adminUrl, `CREATE TABLE said (word text)`, `INSERT INTO said VALUES ('before the copy')`);
    await runScript(backup, 'base-backup.sh', backup.folder);
    await ask(adminUrl, `INSERT INTO said VALUES ('before the instant')`);
    const [instant = ''] = await ask(
      adminUrl,
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS word`,
    );
    await ask(adminUrl, `INSERT INTO said VALUES ('after the instant')`);
    await ask(adminUrl, untilReceived);
    await signal(postgres.process, 'SIGKILL');
    await gone(postgres.process, 10_000);
    await stopProcess(receiving);

    const restored = async (name: string, ...until: readonly string[]): Promise<string[]> => {
      const place = await emptyPlace(name, superuser, backup);
      await runScript(backup, 'restore.sh', backup.folder, join(place, 'data'), ...until);
      const again: RunningPostgres = await startPostgres({ folder: place });
      await promoted(again.adminUrl);
      const words = await ask(again.adminUrl, 'SELECT word FROM said');
      await stopPostgres(again.process);
      return words;
    };
    expect(await restored('past', instant)).toEqual(['before the copy', 'before the instant']);
    expect(await restored('latest')).toEqual(['before the copy', 'before the instant', 'after the instant']);
    const place = await emptyPlace('early', superuser, backup);
    await expect(
      runScript(backup, 'restore.sh', backup.folder, join(place, 'data'), '2026-01-01T00:00:00Z'),
    ).rejects.toThrow('no base backup was complete by');
    await expect(
      runScript(backup, 'restore.sh', backup.folder, join(folder, 'past', 'data')),
    ).rejects.toThrow('is not empty');
  });
});

describe('a backup of the files', () => {
  it('adds what is new, whole, and leaves out what is still being written', async () => {
    const files = join(folder, 'files');
    const backup = {
      folder: join(folder, 'backup'),
      user: { uid: 0, gid: 0 },
      environment: process.env as never,
    };
    await mkdir(join(files, '2026/11'), { recursive: true });
    await mkdir(backup.folder);
    await writeFile(join(files, '2026/11/one.pdf'), 'one');
    await writeFile(join(files, '2026/11/two.pdf.part'), 'tw');
    expect(await runScript(backup, 'copy-files.sh', files, backup.folder)).toBe(
      'files: 1 copied, 1 in the backup',
    );
    await rm(join(files, '2026/11/one.pdf'));
    await writeFile(join(files, '2026/11/two.pdf'), 'two');
    expect(await runScript(backup, 'copy-files.sh', files, backup.folder)).toBe(
      'files: 1 copied, 2 in the backup',
    );
    expect(await readFile(join(backup.folder, 'files/2026/11/one.pdf'), 'utf8')).toBe('one');
  });

  it('lets a file go when it has been gone from the gateway for as long as backups are kept', async () => {
    const files = join(folder, 'files');
    const backup = {
      folder: join(folder, 'backup'),
      user: { uid: 0, gid: 0 },
      environment: process.env as never,
    };
    const copies = join(backup.folder, 'files');
    for (const path of [files, copies, join(backup.folder, 'base')]) await mkdir(path, { recursive: true });
    for (const name of ['erased.pdf', 'kept.pdf']) await writeFile(join(copies, name), name);
    await expect(runScript(backup, 'prune.sh', backup.folder, '30', files)).rejects.toThrow('is it mounted');
    await writeFile(join(files, 'kept.pdf'), 'kept.pdf');

    expect(await runScript(backup, 'prune.sh', backup.folder, '30', files)).toContain('deleted 0 evidence');
    const missedLongAgo = new Date(Date.now() - 31 * 86_400_000);
    await utimes(join(backup.folder, 'gone/erased.pdf'), missedLongAgo, missedLongAgo);
    expect(await runScript(backup, 'prune.sh', backup.folder, '30', files)).toContain('deleted 1 evidence');
    expect(await readdir(copies)).toEqual(['kept.pdf']);
  });
});

describe('the sealed keys', () => {
  const [first, second] = ['first person, long enough', '第二个人的口令，足够长的一句'] as const;
  const text =
    'PERSONAL_DATA_KEYS=k1:c2VjcmV0\nPERSON_KEY=a\nTRACKING_KEY=b\nWEBHOOK_KEYS=c\nADDRESS_KEY=d\n';
  const at = (name: string) => join(folder, name);

  it('open with the passphrases of both persons alone, and hold nothing readable', async () => {
    await writeFile(at('keys.env'), text);
    await runKeys(['seal', at('keys.env'), at('sealed')], [first, second]);
    await runKeys(['open', at('sealed'), at('opened')], [first, second]);
    expect(await readFile(at('opened'), 'utf8')).toBe(text);
    expect((await stat(at('opened'))).mode & 0o777).toBe(0o600);
    expect(await readFile(at('sealed'), 'utf8')).not.toContain('PERSON');
    for (const wrong of [
      [second, first],
      [first, first],
    ] as const)
      await expect(runKeys(['check', at('sealed')], [...wrong])).rejects.toThrow('a passphrase is wrong');
  });

  it('are refused when a key is missing, a passphrase is short, or the file was changed', async () => {
    await writeFile(at('some.env'), 'PERSON_KEY=a\n');
    await expect(runKeys(['seal', at('some.env'), at('sealed')], [first, second])).rejects.toThrow(
      'missing: PERSONAL',
    );
    await writeFile(at('keys.env'), text);
    await expect(runKeys(['seal', at('keys.env'), at('sealed')], [first, 'short'])).rejects.toThrow(
      '12 characters',
    );
    await runKeys(['seal', at('keys.env'), at('sealed')], [first, second]);
    const sealed = (await readFile(at('sealed'), 'utf8')).trimEnd().split('\n');
    const body = Buffer.from(sealed.at(-1) ?? '', 'base64');
    body.writeUInt8(body.readUInt8(0) ^ 1, 0);
    await writeFile(at('changed'), [...sealed.slice(0, -1), body.toString('base64')].join('\n'));
    await expect(runKeys(['check', at('changed')], [first, second])).rejects.toThrow('the file is damaged');
  });
});

/** The receiver's flush has passed everything that was written before this was asked. */
const untilReceived = `DO $$ DECLARE upto pg_lsn := pg_current_wal_insert_lsn(); BEGIN
  WHILE NOT EXISTS (SELECT 1 FROM pg_stat_replication WHERE flush_lsn >= upto) LOOP
    PERFORM pg_stat_clear_snapshot();
  END LOOP; END $$`;

async function ask(url: string, ...statements: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let words: string[] = [];
    for (const statement of statements)
      words = (await client.query<{ word: string }>(statement)).rows.map(({ word }) => word);
    return words;
  } finally {
    await client.end();
  }
}

async function emptyPlace(name: string, superuser: string, { user }: BackupPlace): Promise<string> {
  const place = join(folder, name);
  await mkdir(join(place, 'data'), { recursive: true });
  for (const path of [place, join(place, 'data')]) await chown(path, user.uid, user.gid);
  await writeFile(join(place, 'superuser'), superuser, { mode: 0o600 });
  return place;
}
