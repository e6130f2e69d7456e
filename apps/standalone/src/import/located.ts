import { writtenText } from '@weisu/written-text';
import {
  columnsIn,
  comparedName,
  looksLikeHeader,
  namedIn,
  type ColumnNames,
  type Columns,
} from './columns.js';
import { ImportRefused } from './import-refused.js';
import { Occurrences } from './occurrences.js';
import { rowIn, type BadRow, type Row } from './rows.js';
import { instantIn } from './instant.js';
import type { TableRecord } from './table-record.js';

/** Lines above a header: a title, who filled it in, a date, a unit. */
const mostAbove = 30;

/** Where the matters of a file stand, said before anything is registered. */
export type Located = Readonly<{
  sheet: string | null;
  line: number;
  columns: Columns;
  titles: readonly string[];
}>;

export type Reading =
  | Readonly<{ kind: 'HEADER'; located: Located }>
  | Readonly<{ kind: 'ROW'; row: Row }>
  | Readonly<{ kind: 'BAD'; bad: BadRow }>
  /** A total, a header that was printed again, a note below the table: no matter. */
  | Readonly<{ kind: 'PASSED_OVER'; line: number }>;

export type Search = Readonly<{ names: ColumnNames; sheet: string | null; now: Date }>;

/**
 * The matters of a file: its table on whichever sheet and below whichever title, several sheets one after the other, each by its own header. Throws
 * ImportRefused CSV_HEADER where there is none, with what was looked for and what was found.
 */
export async function* located(records: AsyncIterable<TableRecord>, search: Search): AsyncGenerator<Reading> {
  let sheet: string | undefined;
  let current: Columns | null = null;
  let first: Columns | null = null;
  let above = 0;
  let header: TableRecord | null = null;
  let previous: TableRecord | null = null;
  const closest: TableRecord[] = [];
  const said = new Occurrences();
  for await (const record of records) {
    if (search.sheet !== null && record.sheet !== search.sheet) continue;
    if (record.sheet !== sheet) {
      if (current && header) yield told(current, header);
      header = null;
      sheet = record.sheet;
      current = null;
      previous = null;
      above = 0;
    }
    if (current && header) {
      const whole = withLowerLine(header, record, search.names);
      const located = header;
      header = null;
      if (whole) current = columnsIn(whole.cells, search.names, record.line);
      yield told(current, whole ?? located);
      if (whole) continue;
    }
    if (current) {
      yield readingOf(record, current, search.now, said);
      continue;
    }
    if (above >= mostAbove) continue;
    above += 1;
    const whole = withUpperLine(previous, record, search.names);
    previous = record;
    const columns = headerOf(whole, search.names);
    // a sheet of something else has no numbers where the ledger has them
    if (!columns || (first && columns.indices.has('id') !== first.indices.has('id'))) {
      if (closest.length < mostAbove) closest.push(record);
      continue;
    }
    current = columns;
    header = whole;
    first ??= columns;
  }
  if (current && header) yield told(current, header);
  if (!first) refuse(closest, search);
}

/** Null for a line that is none: what is needed is not there. Which is missing is said in the end, when nothing else was found. */
function headerOf({ cells, line }: TableRecord, names: ColumnNames): Columns | null {
  if (!looksLikeHeader(cells, names)) return null;
  try {
    return columnsIn(cells, names, line);
  } catch (error) {
    if (error instanceof ImportRefused) return null;
    throw error;
  }
}

const told = (columns: Columns, { sheet, line, cells }: TableRecord): Reading => ({
  kind: 'HEADER',
  located: { sheet: sheet ?? null, line, columns, titles: cells },
});

/** A header of two lines: above stands what the columns below have in common, “诉求人” over “姓名” and “电话”. Null where the next line is a row. */
function withLowerLine(header: TableRecord, next: TableRecord, names: ColumnNames): TableRecord | null {
  const width = Math.max(header.cells.length, next.cells.length);
  const cells = Array.from(
    { length: width },
    (_, index) => next.cells[index]?.trim() || (header.cells[index] ?? ''),
  );
  const more = namedIn(cells, names) > namedIn(header.cells, names);
  return more && namedIn(next.cells, names) > 0 ? { ...header, cells } : null;
}

/** The same where the upper line alone is no header yet. */
function withUpperLine(upper: TableRecord | null, header: TableRecord, names: ColumnNames): TableRecord {
  if (!upper || !looksLikeHeader(header.cells, names)) return header;
  const cells = upper.cells.map((title, index) => header.cells[index]?.trim() || title);
  const more = namedIn(cells, names) > namedIn(header.cells, names);
  return more && cells.length >= header.cells.length ? { ...header, cells } : header;
}

function same(one: readonly string[], other: readonly string[]): boolean {
  const filled = (titles: readonly string[]) => titles.filter((title) => title).join('\u001f');
  return filled(one) === filled(other);
}

function refuse(seen: readonly TableRecord[], { names, sheet }: Search): never {
  const likeness = (record: TableRecord): number =>
    (looksLikeHeader(record.cells, names) ? 1_000 : 0) + filledCells(record);
  const widest = seen.toSorted((a, b) => likeness(b) - likeness(a))[0];
  if (sheet !== null && !widest)
    throw new ImportRefused('CSV_HEADER', `没有名为“${sheet}”的工作表，或表中没有内容`);
  if (!widest) throw new ImportRefused('CSV_HEADER', '文件没有表头');
  columnsIn(widest.cells, names, widest.line);
  throw new ImportRefused('CSV_HEADER', '文件没有表头', widest.line);
}

const filledCells = ({ cells }: TableRecord): number => cells.filter((cell) => cell.trim()).length;

const total = /^(合计|小计|总计|共计|累计|本[页月年季]度?[合小总]计)(?:[:：].*|\d+.*)?$/u;
const note =
  /^[(（【]?(注|备注|说明|以下空白|以下无|本表|填表|制表|填报|审核|审批|复核|单位负责人|负责人|联系人|打印|报送|统计|截至|第\d+页|共\d+)/u;

function readingOf(record: TableRecord, columns: Columns, now: Date, said: Occurrences): Reading {
  const { line, cells } = record;
  if (same(cells.map(comparedName), columns.header) || isNoMatter(cells, columns, now))
    return { kind: 'PASSED_OVER', line };
  const { row, bad } = rowIn(record, columns, now, said);
  return row ? { kind: 'ROW', row } : { kind: 'BAD', bad };
}

/** A row with an instant is a matter, whatever it is called. */
function isNoMatter(cells: readonly string[], columns: Columns, now: Date): boolean {
  const submitted = cells[columns.indices.get('submitted_at') ?? -1] ?? '';
  if (instantIn(submitted, now).flaw === null) return false;
  const words = cells
    .map((cell) => writtenText(cell).normalize('NFKC').replace(/\s/gu, ''))
    .filter((cell) => cell);
  const [leading = ''] = words;
  return words.some((word) => total.test(word)) || (words.length <= 3 && note.test(leading));
}
