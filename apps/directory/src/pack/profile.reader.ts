import {
  categorySchema,
  profileFileSchema,
  profileOfFile,
  type Category,
  type GovernanceProfile,
} from '@weisu/contracts';
import { categoryColumns } from '../profile/categories-csv.js';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  broken,
  missing,
  parsedYaml,
  readRecords,
  rowOf,
  several,
  textOf,
  told,
  type PackProblem,
  type Part,
  type Path,
} from './part.reader.js';

const file = 'categories.csv';
const columns = categoryColumns;

/** The district's tree of categories in three levels; a pack whose profiles list their own needs none. */
export async function readCategories(folder: string): Promise<Part<Category[]>> {
  const records = await readRecords(folder, file, columns);
  if (!records) return { file, value: [], problems: [], lineOf: () => null };
  if ('problems' in records) return records;
  const problems: PackProblem[] = [];
  const value = records.rows.flatMap(({ record, line }): Category[] => {
    const row = rowOf<(typeof columns)[number]>(records.names, record);
    if (typeof row === 'string') {
      problems.push({ file, line, message: row });
      return [];
    }
    const result = categorySchema.safeParse({
      code: row.code,
      name: row.level3,
      branch: [row.level1, row.level2],
      keywords: several(row.keywords),
      nature: row.nature,
      urgency: row.urgency,
      ...(row.sphere && { sphere: row.sphere }),
    });
    problems.push(...(result.error?.issues ?? []).map((issue) => ({ file, line, message: told(issue) })));
    return result.data ? [result.data] : [];
  });
  return { file, value, problems, lineOf: ([index]: Path) => records.rows[Number(index)]?.line ?? null };
}

export async function readProfiles(
  folder: string,
  known: readonly Category[],
): Promise<Part<GovernanceProfile>[]> {
  const names = await readdir(join(folder, 'profiles')).catch((error: unknown) => missing(error, []));
  const files = names.filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
  if (files.length === 0) return [broken('profiles', null, 'the pack has no profile: profiles/*.yaml')];
  return Promise.all(files.map((name) => readProfile(folder, `profiles/${name}`, known)));
}

/** A profile of a file; JSON is YAML, too. */
export async function readProfile(
  folder: string,
  file: string,
  known: readonly Category[],
): Promise<Part<GovernanceProfile>> {
  const text = await textOf(folder, file);
  if (typeof text !== 'string') return text;
  const part = parsedYaml(file, text, profileFileSchema);
  if (part.value === null) return { ...part, value: null };
  const { profile, flaws } = profileOfFile(part.value, known);
  const line = part.lineOf(['categories']);
  return { ...part, value: profile, problems: flaws.map((message) => ({ file, line, message })) };
}
