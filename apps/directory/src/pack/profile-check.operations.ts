import type { DistrictPack, GovernanceProfile } from '@weisu/contracts';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PackInvalid, readPack } from './pack.reader.js';
import { once } from './part.reader.js';
import { readCategories, readProfile } from './profile.reader.js';
import { profileFlaws, selectorFlaws } from './profiles.js';
import { unreachables } from './reachability.js';

const usage = 'usage: npm run profile:check -- FILE [--pack FOLDER]';

export type CheckPlace = Readonly<{
  /** The district that a profile is checked against unless told. */
  packFolder: string;
  print: (line: string) => void;
}>;

/**
 * The command `profile:check`: whether a street of a district could work by a profile. Prints each problem as a sentence with file and line; answers
 * the exit code. A profile that no street works by is checked against every street.
 */
export async function runProfileCheck(
  argv: readonly string[],
  { packFolder, print }: CheckPlace,
): Promise<0 | 1> {
  const asked = readArguments(argv);
  if (!asked) {
    print(usage);
    return 1;
  }
  const folder = asked.pack ?? packFolder;
  try {
    const pack = await readPack(folder);
    const categories = await readCategories(folder);
    const path = resolve(asked.file);
    const part = await readProfile(dirname(path), basename(path), categories.value ?? []);
    const problems = part.value
      ? once([
          ...part.problems,
          ...problemsOf(part.value, pack).map(({ path: at, message }) => ({
            line: part.lineOf(at),
            message,
          })),
        ])
      : part.problems;
    for (const { line, message } of problems)
      print(`${asked.file}${line === null ? '' : `:${line}`} ${message}`);
    if (problems.length || !part.value) {
      print(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
      return 1;
    }
    const { key, version, clocks } = part.value;
    print(
      `${key} version ${version}: ${clocks.length} clocks, ${part.value.categories.length} categories; nothing wrong`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof PackInvalid)) throw error;
    for (const line of error.message.split('\n')) print(line);
    print(`the district pack ${folder} is not sound: nothing was checked against it`);
    return 1;
  }
}

type Problem = Readonly<{ path: readonly (string | number)[]; message: string }>;

/** Whatever keeps a street of the district from working by a profile. */
export function problemsOf(profile: GovernanceProfile, pack: DistrictPack): Problem[] {
  const own = pack.assignments.filter(({ profileKey }) => profileKey === profile.key);
  const everywhere = pack.areas
    .filter(({ level, validUntil }) => level === 'STREET' && !validUntil)
    .map(({ code }) => ({
      areaCode: code,
      profileKey: profile.key,
      validFrom: profile.validFrom,
      validUntil: null,
    }));
  const alone = { ...pack, profiles: [profile], assignments: own.length ? own : everywhere };
  const flaws = [...profileFlaws([profile]), ...selectorFlaws(alone)];
  return [...flaws.map(({ path, message }) => ({ path: path.slice(1), message })), ...unreachables(profile)];
}

function readArguments(argv: readonly string[]): { file: string; pack: string | undefined } | null {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { pack: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  const [file, ...more] = positionals;
  const unknown = Object.keys(values).some((option) => option !== 'pack');
  if (file === undefined || more.length > 0 || unknown) return null;
  return { file, pack: typeof values['pack'] === 'string' ? values['pack'] : undefined };
}
