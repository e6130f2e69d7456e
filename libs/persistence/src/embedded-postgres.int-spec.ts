import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { eventually } from '@weisu/testing';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './index.js';

/** Starting a server anew takes seconds on a busy machine. In milliseconds. */
const patience = 60_000;
const asRoot = process.getuid?.() === 0;

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  const dataDir = () => join(folder, 'data');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-embedded-'));
    await chmod(folder, 0o755);
  }, patience);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }, patience);

  it(
    'has its data after kill -9 of the process that started it, although the server lived on',
    async () => {
      await startedAndKilled(folder, dataDir());
      const left = await serverProcess(dataDir());
      expect(existsSync(`/proc/${left}`) || process.platform !== 'linux').toBe(true);

      server = await startEmbeddedPostgres({ dataDir: dataDir() });
      expect(await read(server)).toEqual([{ text: '东门' }]);
      expect(await serverProcess(dataDir())).not.toBe(left);
      expect(server.moved).toBe(false);
    },
    patience,
  );

  it(
    'is not ended by a Ctrl-C, which a terminal sends to the whole process group, but after the work in hand',
    async () => {
      const kept = join(folder, 'kept');
      const work = `const work = client.query("SELECT pg_sleep(0.5), '东门' AS text");
        process.on('SIGINT', async () => {
          const { rows } = await work;
          await client.end();
          await server.stop();
          console.log('done: ' + rows[0].text);
          process.exit(0);
        });`;
      const { child, said } = await startedBy(folder, kept, work);
      const closed = once(child, 'close');
      process.kill(-groupOf(child), 'SIGINT');
      expect(await closed).toEqual([0, null]);
      expect(said.join('')).toContain('done: 东门');
      expect(existsSync(join(kept, 'postgres', 'postmaster.pid'))).toBe(false);
    },
    patience,
  );

  it(
    'ends with a process that dies of an error',
    async () => {
      const left = join(folder, 'left');
      const { child } = await startedBy(
        folder,
        left,
        `process.stdin.once('data', () => { throw new Error(); });`,
      );
      expect(existsSync(join(left, 'postgres', 'postmaster.pid'))).toBe(true);
      const exited = once(child, 'exit');
      child.stdin.write('now');
      expect(await exited).toEqual([1, null]);
      // PostgreSQL removes the file when it was shut down in order
      await eventually(() => expect(existsSync(join(left, 'postgres', 'postmaster.pid'))).toBe(false));
    },
    patience,
  );

  it(
    'answers nobody without the password',
    async () => {
      const url = new URL(server.adminUrl);
      url.password = 'guessed';
      await expect(new pg.Client({ connectionString: url.toString() }).connect()).rejects.toThrow('password');
    },
    patience,
  );

  it(
    'does not wait for ever for a client that stays',
    async () => {
      const other = await startEmbeddedPostgres({ dataDir: join(folder, 'farewell') });
      const client = new pg.Client({ connectionString: other.adminUrl });
      const told = new Promise((done) => client.on('error', done));
      await client.connect();
      await other.stop();
      expect(await told).toMatchObject({ code: '57P01' });
    },
    patience,
  );

  it(
    'leaves a stranger alone whose process id stands in a file that outlived a restart',
    async () => {
      await server.stop();
      const stranger = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
      await writeFile(join(dataDir(), 'postgres', 'postmaster.pid'), `${stranger.pid}\n`);

      server = await startEmbeddedPostgres({ dataDir: dataDir() });
      expect(await read(server)).toEqual([{ text: '东门' }]);
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
      stranger.kill('SIGKILL');
    },
    patience,
  );

  it(
    'begins anew where it was killed before the first start was complete',
    async () => {
      const other = join(folder, 'other');
      const interrupted = await startEmbeddedPostgres({ dataDir: other, disposable: true });
      await interrupted.stop();
      await rename(join(other, 'postgres'), join(other, 'postgres.new'));
      const again = await startEmbeddedPostgres({ dataDir: other, disposable: true });
      await expect(read(again)).rejects.toThrow('does not exist');
      await again.stop();
    },
    patience,
  );

  it('moves under a folder that its own user cannot pass, says so and finds the data there again', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const options = { dataDir: join(closed, 'data'), disposable: true };
    const first = await startEmbeddedPostgres(options);
    expect(first.moved).toBe(asRoot);
    await write(first);
    await first.stop();
    const second = await startEmbeddedPostgres(options);
    expect(await read(second)).toEqual([{ text: '东门' }]);
    await second.stop();
    await rm(second.dataDir, { recursive: true, force: true });
  });
});

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** A process of its own that starts the server, writes and is killed. */
async function startedAndKilled(folder: string, dataDir: string): Promise<void> {
  const { child } = await startedBy(
    folder,
    dataDir,
    `await client.query("CREATE TABLE said AS SELECT '东门' AS text");
     setInterval(() => undefined, 1000);`,
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** A process with a group of its own, as a terminal starts one. It starts the server, connects, runs the code and says so. */
async function startedBy(
  folder: string,
  dataDir: string,
  code: string,
): Promise<Readonly<{ child: Child; said: readonly string[] }>> {
  const script = join(folder, 'start.mjs');
  const library = fileURLToPath(new URL('../dist/index.js', import.meta.url));
  const client = fileURLToPath(new URL('../../../node_modules/pg/esm/index.mjs', import.meta.url));
  await writeFile(
    script,
    `import { startEmbeddedPostgres } from ${JSON.stringify(library)};
     import pg from ${JSON.stringify(client)};
     const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
     const client = new pg.Client({ connectionString: server.adminUrl });
     client.on('error', () => undefined);
     await client.connect();
     ${code}
     console.log('started');`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  await eventually(() => expect(said.join('')).toContain('started'), patience);
  return { child, said };
}

/** Never 0: that would be the group of this test. */
function groupOf({ pid }: Child): number {
  if (!pid) throw new Error('the process did not start');
  return pid;
}

async function serverProcess(dataDir: string): Promise<string> {
  const [pid = ''] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return pid;
}

async function asked(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

const write = (server: EmbeddedPostgres) => asked(server, "CREATE TABLE said AS SELECT '东门' AS text");
const read = (server: EmbeddedPostgres) => asked(server, 'SELECT text FROM said');
