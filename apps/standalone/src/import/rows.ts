import { Occurrences } from './occurrences.js';
import type { Columns, Field } from './columns.js';
import { instantIn, type InstantFlaw, type ReadInstant } from './instant.js';
import type { TableRecord } from './table-record.js';

/** One matter as a file tells it. `line` is where it begins. */
export type Row = Readonly<{
  line: number;
  /** Of a workbook. */
  sheet?: string;
  /** Null where the file has no column of numbers. */
  id: string | null;
  /** What a second import knows it by: its number, else what it says and how often that was said at its address before it in the file. */
  key: string;
  title: string | null;
  text: string;
  submittedAt: Date;
  reporter: string | null;
  areaCode: string | null;
  address: string | null;
  phone: string | null;
}>;

export const rowFlaws = [
  'ROW_COLUMNS',
  'ID_MISSING',
  'ID_TOO_LONG',
  'NUMBER_LOST',
  'TEXT_EMPTY',
  'TEXT_TOO_LONG',
  'TITLE_TOO_LONG',
  'DATE_INVALID',
  'AREA_INVALID',
] as const;
export type RowFlaw = (typeof rowFlaws)[number];

/** A row that cannot be registered; the others go on. `code` is one of ours or the API's. */
export type BadRow = Readonly<{
  line: number;
  sheet?: string;
  id: string | null;
  code: string;
  reason: string;
}>;

export type ReadRow = Readonly<{ row: Row; bad: null }> | Readonly<{ row: null; bad: BadRow }>;

/** As intake limits them; said here so that a preview says it, too. */
const longestText = 20_000;
const longestTitle = 200;
/** The import's own name and the colon before it take the rest of the 200 of a client id. */
const longestId = 100;
const areaCode = /^\d{6}(\d{3}){0,3}$/;
/** A spreadsheet's way of showing a long number: its end is not in the file any more. */
const shownShort = /^\d(\.\d+)?E\+?\d+$/i;

const dateFlaws: Readonly<Record<InstantFlaw, string>> = {
  UNKNOWN: '无法识别',
  NO_YEAR: '没有写年份',
  TOO_EARLY: '早于 2000 年（空单元格会显示为 1900 年）',
  FUTURE: '晚于现在',
};

export function rowIn(
  { line, sheet, cells, lost = [] }: TableRecord,
  columns: Columns,
  now: Date,
  said: Occurrences = new Occurrences(),
): ReadRow {
  const { indices, header } = columns;
  const cell = (field: Field): string => {
    const index = indices.get(field);
    return index === undefined ? '' : (cells[index] ?? '').trim();
  };
  const id = cell('id');
  const place = { line, ...(sheet === undefined ? {} : { sheet }) };
  const bad = (code: RowFlaw, reason: string): ReadRow => ({
    row: null,
    bad: { ...place, id: id.slice(0, longestId) || null, code, reason },
  });

  const beyond = cells.slice(header.length).some((extra) => extra.trim());
  if (beyond || cells.length < Math.max(...indices.values()) + 1)
    return bad('ROW_COLUMNS', `有 ${cells.length} 列，表头有 ${header.length} 列`);
  if (indices.has('id') && !id) return bad('ID_MISSING', '没有编号');
  if (id.length > longestId) return bad('ID_TOO_LONG', `编号超过 ${longestId} 字`);
  if (lost.includes(indices.get('id') ?? -1) || shownShort.test(id))
    return bad(
      'NUMBER_LOST',
      `编号“${id.slice(0, 30)}”超过 15 位，在 Excel 里存成数字时末尾已丢失：请从原系统重新导出，或先把该列设为“文本”格式再填入`,
    );
  const text = cell('detail');
  if (!text) return bad('TEXT_EMPTY', '没有内容');
  if (text.length > longestText && [...text].length > longestText)
    return bad('TEXT_TOO_LONG', `内容超过 ${longestText} 字`);
  const title = cell('subject');
  if ([...title].length > longestTitle) return bad('TITLE_TOO_LONG', `标题超过 ${longestTitle} 字`);
  const { said: saidAt, ...submitted } = submittedIn(cells, columns, now);
  if (submitted.flaw !== null)
    return bad('DATE_INVALID', `时间“${saidAt.slice(0, 30)}”${dateFlaws[submitted.flaw]}`);
  const area = cell('area');
  if (area && !areaCode.test(area))
    return bad('AREA_INVALID', `区划代码“${area.slice(0, 20)}”不是 6、9、12 或 15 位数字`);
  return {
    bad: null,
    row: {
      ...place,
      id: id || null,
      key: id || said.keyOf([title, text, saidAt, area], cell('address')),
      title: title || null,
      text,
      submittedAt: submitted.at,
      reporter: cell('reporter') || null,
      areaCode: area || null,
      address: cell('address') || null,
      phone: phonesOf(cells, columns) || null,
    },
  };
}

/** Every telephone number of a row, as one text: intake takes the first that can be called and keeps the others beside it. */
function phonesOf(cells: readonly string[], { phones }: Columns): string {
  return phones
    .map((index) => (cells[index] ?? '').trim())
    .filter((cell) => cell)
    .join(' / ');
}

type Submitted = ReadInstant & Readonly<{ said: string }>;

/** A time that says its day goes before a day with a time of day beside it. */
function submittedIn(cells: readonly string[], { indices, dayAndTime }: Columns, now: Date): Submitted {
  const at = (index: number): string => (cells[index] ?? '').trim();
  const single = at(indices.get('submitted_at') ?? -1);
  if (!dayAndTime) return { ...instantIn(single, now), said: single };
  const time = at(dayAndTime.time);
  const day = at(dayAndTime.day);
  const whole = instantIn(time, now);
  if (whole.flaw === null) return { ...whole, said: time };
  // a workbook keeps the time of day on its first day, and a day at midnight
  const said =
    `${day.replace(/ 00:00:00$/, '')} ${time.replace(/^(?:1899-12-3[01]|1900-01-0[01]) /, '')}`.trim();
  return { ...instantIn(said, now), said };
}
