import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ledgerFiles } from './import-files.js';
import { doneIn, importSaid, previewSaid, type ImportSaid } from './import-lines.js';

export type ImportStep = Readonly<{
  name: string;
  rows: number;
  seconds: number;
  peak: number;
  said: string;
}>;
export type Imported = Readonly<{ read: number; registered: number; steps: readonly ImportStep[] }>;

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const program = (name: string): string => join(root, 'apps/standalone/dist', name);
/** Milliseconds until a district must be ready. */
const patience = 120_000;

/** Files of so many rows without numbers are read, and some of them registered with one interruption, by the programs that an installer runs. */
export async function measureImport(
  { read, registered }: Readonly<{ read: number; registered: number }>,
  say: (line: string) => void,
): Promise<Imported> {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-bench-import-'));
  const steps: ImportStep[] = [];
  const step = (one: ImportStep): void => {
    steps.push(one);
    say(`${one.name}: ${one.rows} rows, ${one.seconds.toFixed(1)} s, peak ${one.peak} MB; ${one.said}`);
  };
  try {
    const whole = await ledgerFiles(folder, read);
    for (const [kind, file] of Object.entries(whole)) {
      const { output, seconds } = await ended(running('import/main.js', [file, '--preview'], folder));
      const { rows, bad, peak } = previewSaid(output);
      step({ name: `reading ${kind.toUpperCase()}`, rows, seconds, peak, said: `${bad} bad` });
    }
    const part = await ledgerFiles(folder, registered);
    const district = running('main.js', [], folder);
    try {
      await ready(district);
      await registering(part, folder, registered, step);
    } finally {
      district.process.kill('SIGTERM');
      await once(district.process, 'exit');
    }
    return { read, registered, steps };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function registering(
  { csv, xlsx }: Readonly<{ csv: string; xlsx: string }>,
  folder: string,
  rows: number,
  step: (one: ImportStep) => void,
): Promise<void> {
  const result = join(folder, 'result.csv');
  const importing = (file: string): Running => running('import/main.js', [file, '--result', result], folder);
  const told = async (): Promise<number> => (await readFile(result, 'utf8')).split('\r\n').length - 2;
  const put = async (name: string, { output, seconds, code }: Ended, wanted: number): Promise<ImportSaid> => {
    const said = importSaid(output);
    const done = said.fresh + said.known + said.bad;
    if (code !== wanted || (await told()) !== done)
      throw new Error(
        `exit code ${String(code)}, ${await told()} rows told of ${done}: ${output.slice(-500)}`,
      );
    const words = `${said.fresh} new, ${said.known} known, ${said.bad} bad, ${said.uncallable} numbers not callable`;
    step({ name, rows: done, seconds, peak: said.peak, said: words });
    return said;
  };

  const first = importing(csv);
  first.onOutput = (output) => {
    if (doneIn(output) < rows / 3) return;
    first.onOutput = null;
    first.process.kill('SIGINT');
  };
  const before = await put('registering, interrupted after a third', await ended(first), 3);
  const after = await put('the same command again', await ended(importing(csv)), 0);
  const last = await put('the same rows as a workbook', await ended(importing(xlsx)), 0);
  if (after.known !== before.fresh || before.fresh + after.fresh !== rows || last.fresh !== 0)
    throw new Error(`${before.fresh} and ${after.fresh} new of ${rows}, ${last.fresh} twice`);
}

type Running = {
  readonly process: ChildProcess;
  readonly started: number;
  output: string;
  onOutput: ((output: string) => void) | null;
};
type Ended = Readonly<{ output: string; seconds: number; code: number | null }>;

function running(name: string, args: readonly string[], folder: string): Running {
  const child = spawn(process.execPath, [program(name), ...args], {
    env: { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run: Running = { process: child, started: performance.now(), output: '', onOutput: null };
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      run.output += text;
      run.onOutput?.(run.output);
    });
  return run;
}

async function ended(run: Running): Promise<Ended> {
  const [code] = (await once(run.process, 'close')) as [number | null];
  return { output: run.output, seconds: (performance.now() - run.started) / 1_000, code };
}

async function ready(district: Running): Promise<void> {
  await new Promise<void>((done, fail) => {
    const late = setTimeout(() => fail(new Error('the district did not start in time')), patience);
    const end = (then: () => void): void => {
      clearTimeout(late);
      district.onOutput = null;
      then();
    };
    district.onOutput = (output) => {
      if (/^ready /m.test(output)) end(done);
    };
    district.process.once('exit', () => end(() => fail(new Error(`the district ended: ${district.output}`))));
  });
}
