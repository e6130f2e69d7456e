import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import.meta.jest.setTimeout(900_000);

type Tally = Readonly<{
  files: number;
  crashes: readonly string[];
  over: readonly string[];
  byFormat: Readonly<Record<string, unknown>>;
}>;

/** What `npm run fuzz -- --files 2000 --seed 13` does, in a process of its own: there a processor's time and memory are those of the readers alone. */
async function fuzzed(files: number): Promise<Tally> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const args = ['--expose-gc', 'tools/fuzz.mjs', '--files', String(files), '--seed', '13', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      // it ends with 1 when a file is over a limit: which, it has printed
      if (error.stdout) return { stdout: error.stdout };
      throw error;
    },
  );
  return JSON.parse(stdout) as Tally;
}

describe('files of strangers, from generators and by damage', () => {
  it('two thousand of seventeen formats cost a second of a processor and 200 MB at most', async () => {
    const { files, crashes, over, byFormat } = await fuzzed(2_000);
    expect({ files, crashes, over }).toEqual({ files: 2_000, crashes: [], over: [] });
    expect(Object.keys(byFormat)).toEqual([
      ...['jpg', 'png', 'heic', 'mp4', 'pdf', 'webp', 'mov', 'm4a', 'mp3', 'amr', 'docx', 'sheet', 'bin'],
      ...['xlsx', 'csv', 'yaml', 'paper'],
    ]);
  });
});
