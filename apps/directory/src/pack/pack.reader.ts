import {
  accountSubject,
  areaSchema,
  calendarSchema,
  personSchema,
  profileAssignmentSchema,
  profileSchema,
  unitSchema,
  type DistrictPack,
  type GovernanceProfile,
  type Person,
} from '@weisu/contracts';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lineAt, lineOf } from './json-line.js';
import { flawsOf } from './pack.js';

export type PackProblem = Readonly<{ file: string; line: number | null; message: string }>;

/** Every problem of a pack at once, so that who prepares one does not meet them one by one. */
export class PackInvalid extends Error {
  constructor(readonly problems: readonly PackProblem[]) {
    super(
      problems
        .map(({ file, line, message }) => `${file}${line === null ? '' : `:${line}`} ${message}`)
        .join('\n'),
    );
    this.name = 'PackInvalid';
  }
}

/** One file as read: its value, or null when it has problems; and the line of each place in it. */
type Part<T> = Readonly<{
  file: string;
  value: T | null;
  problems: readonly PackProblem[];
  lineOf(path: readonly PropertyKey[]): number | null;
}>;
type Path = readonly (string | number)[];

const columns = ['account', 'name', 'roles', 'unit', 'area', 'posts'] as const;
/** May follow: the office's telephone, for whoever is on duty at night. */
const phoneColumn = 'phone';
type Row = Readonly<Record<(typeof columns)[number], string> & { phone?: string }>;

/** Reads a district pack from a folder (layout: `districtPackSchema`). Throws `PackInvalid` with all its problems. */
export async function readPack(folder: string): Promise<DistrictPack> {
  const [areas, units, calendar, assignments, people, profiles] = await Promise.all([
    readJson(folder, 'areas.json', z.array(areaSchema).min(1)),
    readJson(folder, 'units.json', z.array(unitSchema).min(1)),
    readJson(folder, 'calendar.json', calendarSchema),
    readJson(folder, 'assignments.json', z.array(profileAssignmentSchema)),
    readPeople(folder),
    readProfiles(folder),
  ]);
  const files: Readonly<Record<Exclude<keyof DistrictPack, 'profiles'>, Part<unknown>>> = {
    areas,
    units,
    calendar,
    assignments,
    people,
  };
  const problems = [...Object.values(files), ...profiles].flatMap((part) => part.problems);
  if (problems.length > 0) throw new PackInvalid(problems);

  const pack: DistrictPack = {
    areas: present(areas),
    units: present(units),
    people: present(people),
    calendar: present(calendar),
    profiles: profiles.map(present),
    assignments: present(assignments),
  };
  const misfits = flawsOf(pack).map(({ part, path, message }) => {
    const [file, inFile] =
      part === 'profiles' ? [profiles[Number(path[0])], path.slice(1)] : [files[part], path];
    return { file: file?.file ?? 'profiles', line: file?.lineOf(inFile) ?? null, message };
  });
  if (misfits.length > 0) throw new PackInvalid(misfits);
  return pack;
}

function present<T>({ file, value }: Part<T>): T {
  if (value === null) throw new Error(`${file} was read without a value and without a problem`);
  return value;
}

async function readProfiles(folder: string): Promise<Part<GovernanceProfile>[]> {
  const names = await readdir(join(folder, 'profiles')).catch((error: unknown) => missing(error, []));
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) return [broken('profiles', null, 'the pack has no profile: profiles/*.json')];
  return Promise.all(files.map((name) => readJson(folder, `profiles/${name}`, profileSchema)));
}

async function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): Promise<Part<T>> {
  const bytes = await bytesOf(folder, file);
  if (!bytes) return broken(file, null, 'the file is missing');
  const text = decoded(bytes, 'utf-8');
  if (text === null) return broken(file, null, 'the file is not UTF-8');

  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = /at position (\d+)/.exec(error.message)?.[1];
    return broken(
      file,
      lineAt(text, position ? Number(position) : text.length),
      `not valid JSON: ${error.message}`,
    );
  }
  const result = schema.safeParse(json);
  const problems = (result.error?.issues ?? []).map((issue) => ({
    file,
    line: lineOf(text, issue.path),
    message: told(issue),
  }));
  return { file, value: result.data ?? null, problems, lineOf: (path) => lineOf(text, path) };
}

async function readPeople(folder: string): Promise<Part<Person[]>> {
  const file = 'people.csv';
  const bytes = await bytesOf(folder, file);
  if (!bytes) return broken(file, null, 'the file is missing');
  // Chinese spreadsheets save CSV in GB 18030; nothing but UTF-8 passes the strict decoder by chance.
  const text = decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030');
  if (text === null) return broken(file, null, 'the file is neither UTF-8 nor GB 18030');

  let records: { record: string[]; info: { lines: number } }[];
  try {
    const options = { info: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return broken(file, typeof error['lines'] === 'number' ? error['lines'] : null, error.message);
  }
  const [header, ...body] = records;
  const names = header?.record ?? [];
  const given = names.filter((name) => name !== phoneColumn);
  if ([...given].sort().join() !== [...columns].sort().join() || names.length > columns.length + 1)
    return broken(
      file,
      header?.info.lines ?? 1,
      `the columns must be ${columns.join(',')} (and may be ${phoneColumn}), they are ${names.join(',')}`,
    );

  const lines = body.map(({ info }) => info.lines);
  const read = body.map(({ record, info }) => personOf(file, names, record, info.lines));
  return {
    file,
    value: read.flatMap(({ person }) => (person ? [person] : [])),
    problems: read.flatMap((row) => row.problems),
    lineOf: ([index]: Path) => lines[Number(index)] ?? null,
  };
}

function personOf(
  file: string,
  names: readonly string[],
  record: readonly string[],
  line: number,
): { person: Person | null; problems: readonly PackProblem[] } {
  if (record.length !== names.length)
    return {
      person: null,
      problems: [{ file, line, message: `the row has ${record.length} columns instead of ${names.length}` }],
    };
  const row = Object.fromEntries(names.map((name, index) => [name, record[index] ?? ''])) as Row;
  const result = personSchema.safeParse({
    id: accountSubject(row.account),
    account: row.account,
    name: row.name,
    roles: several(row.roles),
    unitId: row.unit || null,
    areaCode: row.area || null,
    posts: several(row.posts),
    ...(row.phone && { phone: row.phone }),
  });
  const problems = (result.error?.issues ?? []).map((issue) => ({ file, line, message: told(issue) }));
  return { person: result.data ?? null, problems };
}

function several(cell: string): string[] {
  return cell
    .split(/[;；]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function told({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

function broken(file: string, line: number | null, message: string): Part<never> {
  return { file, value: null, problems: [{ file, line, message }], lineOf: () => null };
}

/** Null when the bytes are not of that encoding. A byte order mark is dropped. */
function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return null;
    throw error;
  }
}

async function bytesOf(folder: string, file: string): Promise<Uint8Array | null> {
  return readFile(join(folder, file)).catch((error: unknown) => missing(error, null));
}

function missing<T>(error: unknown, instead: T): T {
  if (codeOf(error) === 'ENOENT') return instead;
  throw error;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
