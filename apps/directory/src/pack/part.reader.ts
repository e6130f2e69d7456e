import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writtenName } from '@weisu/written-text';
import { flawOfYaml } from '@weisu/yaml-limits';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { lineAt, lineOf } from './json-line.js';

export type PackProblem = Readonly<{ file: string; line: number | null; message: string }>;

/** Every problem of a pack at once, so that who prepares one does not meet them one by one. */
/** The same sentence about the same line once: one line of a profile may stand for many categories. */
export function once<T extends Readonly<{ line: number | null; message: string }>>(
  problems: readonly T[],
): T[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

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
export type Part<T> = Readonly<{
  file: string;
  value: T | null;
  problems: readonly PackProblem[];
  lineOf(path: readonly PropertyKey[]): number | null;
}>;
export type Path = readonly (string | number)[];

/** The text of a UTF-8 file, or the part that says why there is none. */
export async function textOf(folder: string, file: string): Promise<string | Part<never>> {
  const bytes = await bytesOf(folder, file);
  if (!bytes) return broken(file, null, 'the file is missing');
  return decoded(bytes, 'utf-8') ?? broken(file, null, 'the file is not UTF-8');
}

export async function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): Promise<Part<T>> {
  const text = await textOf(folder, file);
  if (typeof text !== 'string') return text;

  let json: unknown;
  try {
    json = JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' ? writtenName(value) : value,
    );
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

/** The longest profile has 20 000 characters. */
const yamlLimits = { characters: 1_000_000, depth: 10, members: 5_000, tokens: 100_000 } as const;
/** A table of a pack; a district's permissions and people have some thousand lines. */
const longestRecord = 100_000;
const longestTable = 50_000_000;

/** A text in YAML (JSON is YAML, too) as the schema reads it. */
export function parsedYaml<T>(file: string, text: string, schema: z.ZodType<T>): Part<T> {
  const flaw = flawOfYaml(text, yamlLimits);
  if (flaw !== null) return broken(file, null, `not read: ${flaw}`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (path: readonly PropertyKey[]): number => lines.linePos(offsetOf(document, path)).line;
  const [error] = document.errors;
  if (error)
    return broken(
      file,
      lines.linePos(error.pos[0]).line,
      `not valid YAML: ${error.message.split('\n')[0] ?? ''}`,
    );
  const json = plain(document);
  if (json instanceof ReferenceError) return broken(file, null, `not valid YAML: ${json.message}`);
  const result = schema.safeParse(json);
  const problems = (result.error?.issues ?? []).map((issue) => ({
    file,
    line: at(issue.path),
    message: told(issue),
  }));
  return { file, value: result.data ?? null, problems, lineOf: at };
}

/** An alias of nothing, or too many of them, is found only now. */
function plain(document: Document): unknown {
  try {
    return document.toJS({
      maxAliasCount: 100,
      reviver: (_key, value: unknown) => (typeof value === 'string' ? writtenName(value) : value),
    });
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

/** Where the member at a path begins, by its name; where the path ends early, the last one that was found. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let at: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    const pair = isMap(at)
      ? at.items.find((one) => String(isScalar(one.key) ? one.key.value : one.key) === String(key))
      : null;
    const next: unknown = isSeq(at) ? at.items[Number(key)] : pair?.value;
    const named: unknown = pair ? pair.key : next;
    if (!isNode(named)) break;
    offset = named.range?.[0] ?? offset;
    at = next;
  }
  return offset;
}

export type Records = Readonly<{
  names: readonly string[];
  rows: readonly Readonly<{ record: readonly string[]; line: number }>[];
}>;

/** The rows of a CSV file with their lines, or the part that says why there are none. Null: there is no such file. */
export async function readRecords(
  folder: string,
  file: string,
  columns: readonly string[],
  optional: readonly string[] = [],
): Promise<Records | Part<never> | null> {
  const bytes = await bytesOf(folder, file);
  if (!bytes) return null;
  // Chinese spreadsheets save CSV in GB 18030; nothing but UTF-8 passes the strict decoder by chance.
  const text = decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030');
  if (text === null) return broken(file, null, 'the file is neither UTF-8 nor GB 18030');

  if (text.length > longestTable) return broken(file, null, `more than ${longestTable} characters`);

  let records: { record: string[]; info: { lines: number } }[];
  try {
    const options = {
      ...{ info: true, trim: true, skip_empty_lines: true, relax_column_count: true },
      max_record_size: longestRecord,
    };
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return broken(file, typeof error['lines'] === 'number' ? error['lines'] : null, error.message);
  }
  const [header, ...body] = records;
  const names = header?.record ?? [];
  const given = names.filter((name) => !optional.includes(name));
  if ([...given].sort().join() !== [...columns].sort().join() || new Set(names).size !== names.length)
    return broken(
      file,
      header?.info.lines ?? 1,
      `the columns must be ${columns.join(',')}${optional.length ? ` (and may be ${optional.join(',')})` : ''}, they are ${names.join(',')}`,
    );
  return { names, rows: body.map(({ record, info }) => ({ record, line: info.lines })) };
}

/** A row by its columns; the sentence that says why there is none. */
export function rowOf<Column extends string>(
  names: readonly string[],
  record: readonly string[],
): Readonly<Record<Column, string>> | string {
  if (record.length !== names.length)
    return `the row has ${record.length} columns instead of ${names.length}`;
  return Object.fromEntries(names.map((name, index) => [name, writtenName(record[index] ?? '')])) as Record<
    Column,
    string
  >;
}

export function several(cell: string): string[] {
  return cell
    .split(/[;；]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

export function told({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

export function broken(file: string, line: number | null, message: string): Part<never> {
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

export function missing<T>(error: unknown, instead: T): T {
  if (codeOf(error) === 'ENOENT') return instead;
  throw error;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
