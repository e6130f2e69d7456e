import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@weisu/testing';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Within which a district starts for the first time on a busy machine. In milliseconds. */
const patience = 120_000;
const testLimit = 180_000;

/** A district as `npm start` has it in a terminal: in a process group of its own, which Ctrl-C signals as a whole. */
function startInTerminal(dataDir: string) {
  const child = spawn(process.execPath, [main], {
    detached: true,
    env: {
      ...process.env,
      ...{ NODE_OPTIONS: '', DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
      PUBLIC_OPERATIONS_PER_MINUTE: '100000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  return {
    said: () => said.join(''),
    /** Answers how it ended, and what it said from then on. */
    async pressCtrlC() {
      // never 0: that would be the group of this test
      if (!child.pid) throw new Error('the district did not start');
      const before = said.length;
      const closed = once(child, 'close');
      process.kill(-child.pid, 'SIGINT');
      const [code] = (await closed) as [number | null];
      return { code, afterwards: said.slice(before).join('') };
    },
    kill: () => child.kill('SIGKILL'),
  };
}

describe('Ctrl-C in the terminal of a district', () => {
  let folder: string;
  let dataDir: string;
  let district: ReturnType<typeof startInTerminal>;
  /** Where the data are when the server's own user cannot reach the folder (libs/persistence). */
  const moved = () =>
    join('/var/lib/weisu/data', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  const serverRuns = () =>
    [dataDir, moved()].some((place) => existsSync(join(place, 'postgres', 'postmaster.pid')));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-stopping-'));
    await chmod(folder, 0o755);
    dataDir = join(folder, 'data');
    district = startInTerminal(dataDir);
  });
  afterEach(async () => {
    district.kill();
    await rm(folder, { recursive: true, force: true });
    await rm(moved(), { recursive: true, force: true });
  });

  it(
    'ends it in order, in the middle of its work, without an error',
    async () => {
      await eventually(() => expect(district.said()).toMatch(/^ {2}and \d+ more/m), patience);
      const url = /^ready (\S+)/m.exec(district.said())?.[1] ?? '';
      let first: () => void = () => undefined;
      const answered = new Promise<void>((done) => (first = done));
      const working = Array.from({ length: 50 }, (_, n) => submit(url, n).then(first, () => undefined));
      await answered;
      expect(await district.pressCtrlC()).toEqual({ code: 0, afterwards: '' });
      await Promise.all(working);
      expect(serverRuns()).toBe(false);
    },
    testLimit,
  );

  it(
    'ends it in order while it is starting, and leaves no database behind',
    async () => {
      await eventually(() => expect(serverRuns()).toBe(true), patience);
      const { code, afterwards } = await district.pressCtrlC();
      expect(code).toBe(0);
      // on Node 20 the library of the identity provider says what it thinks of it
      expect(afterwards).not.toMatch(/"level":[56]0|^ready/m);
      expect(serverRuns()).toBe(false);
    },
    testLimit,
  );
});

async function submit(url: string, n: number): Promise<void> {
  const input = { text: `第${n + 1}件：路灯不亮已有多日`, areaCode: '440303003020001' };
  const query = 'mutation($input: SubmitAppealInput!) { submitAppeal(input: $input) { id } }';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  await response.text();
}
