import { parseArgs } from 'node:util';
import type { Time } from '@weisu/messaging';
import { PackInvalid } from '../pack/pack.reader.js';
import { countsOf, PackRefused } from './pack-change.js';
import { importPackFolder } from './pack-import.operations.js';

export type CommandPlace = Readonly<{
  databaseUrl: string;
  /** Takes one line of output. */
  print: (line: string) => void;
  time?: Time;
}>;

const usage = 'usage: npm run directory:import -- [--preview] FOLDER';

/** The command `directory:import`. Prints what changed, or every problem with its file and line; answers the exit code. */
export async function runDirectoryImport(
  argv: readonly string[],
  { print, ...place }: CommandPlace,
): Promise<0 | 1> {
  const asked = readArguments(argv);
  if (!asked) {
    print(usage);
    return 1;
  }
  try {
    const { revision, changes } = await importPackFolder(asked.folder, { ...place, preview: asked.preview });
    for (const { change, entry } of asked.preview ? changes : [])
      print(`${change.toLowerCase()} ${entry.kind} ${entry.key}`);
    const { added, changed, ended } = countsOf(changes);
    const counts = `${added} added, ${changed} changed, ${ended} ended`;
    if (changes.length === 0) print(`nothing changes: revision ${revision} is already what the pack says`);
    else
      print(
        asked.preview ? `would change: ${counts}; nothing was stored` : `revision ${revision}: ${counts}`,
      );
    return 0;
  } catch (error) {
    if (!(error instanceof PackInvalid) && !(error instanceof PackRefused)) throw error;
    const problems = error instanceof PackInvalid ? error.problems.length : error.reasons.length;
    for (const line of error.message.split('\n')) print(line);
    print(`${problems} ${problems === 1 ? 'problem' : 'problems'}; nothing was stored`);
    return 1;
  }
}

function readArguments(argv: readonly string[]): { folder: string; preview: boolean } | null {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { preview: { type: 'boolean', default: false } },
    allowPositionals: true,
    strict: false,
  });
  const [folder, ...more] = positionals;
  const unknown = Object.keys(values).some((option) => option !== 'preview');
  if (folder === undefined || more.length > 0 || unknown) return null;
  return { folder, preview: values['preview'] === true };
}
