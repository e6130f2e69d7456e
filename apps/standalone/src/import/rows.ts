import type { Columns, Field } from './columns.js';
import { instantIn } from './instant.js';

/** One matter as a file tells it. `line` is where it begins. */
export type Row = Readonly<{
  line: number;
  id: string;
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
  'TEXT_EMPTY',
  'TEXT_TOO_LONG',
  'TITLE_TOO_LONG',
  'DATE_INVALID',
  'AREA_INVALID',
] as const;
export type RowFlaw = (typeof rowFlaws)[number];

/** A row that cannot be registered; the others go on. `code` is one of ours or the API's. */
export type BadRow = Readonly<{ line: number; id: string | null; code: string; reason: string }>;

export type ReadRow = Readonly<{ row: Row; bad: null }> | Readonly<{ row: null; bad: BadRow }>;

/** As intake limits them; said here so that a preview says it, too. */
const longestText = 20_000;
const longestTitle = 200;
/** The import's own name and the colon before it take the rest of the 200 of a client id. */
const longestId = 100;
const areaCode = /^\d{6}(\d{3}){0,3}$/;

export function rowIn(cells: readonly string[], columns: Columns, line: number): ReadRow {
  const cell = (field: Field): string => {
    const index = columns.indices.get(field);
    return index === undefined ? '' : (cells[index] ?? '').trim();
  };
  const id = cell('id');
  const bad = (code: RowFlaw, reason: string): ReadRow => ({
    row: null,
    bad: { line, id: id.slice(0, longestId) || null, code, reason },
  });

  const beyond = cells.slice(columns.width).some((extra) => extra.trim());
  if (beyond || cells.length < Math.max(...columns.indices.values()) + 1)
    return bad('ROW_COLUMNS', `有 ${cells.length} 列，表头有 ${columns.width} 列`);
  if (!id) return bad('ID_MISSING', '没有编号');
  if (id.length > longestId) return bad('ID_TOO_LONG', `编号超过 ${longestId} 字`);
  const text = cell('detail');
  if (!text) return bad('TEXT_EMPTY', '没有内容');
  if (text.length > longestText && [...text].length > longestText)
    return bad('TEXT_TOO_LONG', `内容超过 ${longestText} 字`);
  const title = cell('subject');
  if ([...title].length > longestTitle) return bad('TITLE_TOO_LONG', `标题超过 ${longestTitle} 字`);
  const submittedAt = instantIn(cell('submitted_at'));
  if (!submittedAt) return bad('DATE_INVALID', `时间“${cell('submitted_at').slice(0, 30)}”无法识别`);
  const area = cell('area');
  if (area && !areaCode.test(area))
    return bad('AREA_INVALID', `区划代码“${area.slice(0, 20)}”不是 6、9、12 或 15 位数字`);
  return {
    bad: null,
    row: {
      line,
      id,
      title: title || null,
      text,
      submittedAt,
      reporter: cell('reporter') || null,
      areaCode: area || null,
      address: cell('address') || null,
      phone: cell('phone') || null,
    },
  };
}
