import { accountSubject, personSchema, type Person } from '@weisu/contracts';
import {
  broken,
  readRecords,
  rowOf,
  several,
  told,
  type PackProblem,
  type Part,
  type Path,
} from './part.reader.js';

const file = 'people.csv';
const columns = ['account', 'name', 'roles', 'unit', 'area', 'posts'] as const;
/** May follow: the office's telephone, for whoever is on duty at night, and the names that a system signs with. */
const further = ['phone', 'signs_as'] as const;
const furtherNames: ReadonlySet<string> = new Set(further);
type Column = (typeof columns)[number] | (typeof further)[number];

export async function readPeople(folder: string): Promise<Part<Person[]>> {
  const records = await readRecords(folder, file, columns, further);
  if (!records) return broken(file, null, 'the file is missing');
  if ('problems' in records) return records;
  const read = records.rows.map(({ record, line }) => personOf(records.names, record, line));
  return {
    file,
    value: read.flatMap(({ person }) => (person ? [person] : [])),
    problems: read.flatMap((row) => row.problems),
    lineOf: ([index]: Path) => records.rows[Number(index)]?.line ?? null,
  };
}

function personOf(
  names: readonly string[],
  record: readonly string[],
  line: number,
): { person: Person | null; problems: readonly PackProblem[] } {
  const row = rowOf<Column>(names, padded(names, record));
  if (typeof row === 'string') return { person: null, problems: [{ file, line, message: row }] };
  const result = personSchema.safeParse({
    id: accountSubject(row.account),
    account: row.account,
    name: row.name,
    roles: several(row.roles),
    unitId: row.unit || null,
    areaCode: row.area || null,
    posts: several(row.posts),
    ...(row.phone && { phone: row.phone }),
    ...(row.signs_as && { signsAs: several(row.signs_as) }),
  });
  const problems = (result.error?.issues ?? []).map((issue) => ({ file, line, message: told(issue) }));
  return { person: result.data ?? null, problems };
}

/** A row may end before the columns that it need not have, where they stand last. */
function padded(names: readonly string[], record: readonly string[]): readonly string[] {
  const left = names.slice(record.length);
  return left.every((name) => furtherNames.has(name)) ? [...record, ...left.map(() => '')] : record;
}
