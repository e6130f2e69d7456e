import type { BadRow, Row } from './rows.js';

/** What became of one row, said as soon as it is known. */
export type Outcome =
  | Readonly<{ kind: 'BAD'; bad: BadRow }>
  | Readonly<{
      kind: 'IN';
      row: Row;
      number: string;
      /** False: from an earlier run. */
      fresh: boolean;
      /** Its telephone number cannot be called, and was kept as it was written. */
      uncallable: boolean;
      /** The number of an earlier row without a number that says the same or was said at the same time. */
      similarTo: string | null;
    }>;

type Place = Readonly<{ sheet?: string; line: number; id: string | null }>;

/** Where a person finds the row. */
export function placeOf({ sheet, line, id }: Place): string {
  return `${sheet === undefined ? '' : `工作表“${sheet}”`}第 ${line} 行${id ? `（${id}）` : ''}`;
}

export function badLine(bad: BadRow): string {
  return `${placeOf(bad)} ${bad.code}: ${bad.reason}`;
}

const uncallable =
  '电话无法拨打，事项已登记，号码按原文保存（1.38E+10 之类在 Excel 中已丢失末位，须向来源核对）';

/** What the API says of a row that it refuses: with its detail, and what our own client id means in the row's words. */
export function refusedRow(
  { line, sheet, id }: Place,
  { code, message, messageZh }: Readonly<{ code: string; message: string; messageZh: string }>,
): BadRow {
  const place = { line, ...(sheet === undefined ? {} : { sheet }), id };
  if (code === 'IDEMPOTENCY_KEY_REUSE')
    return id === null
      ? { ...place, code: 'REPORTER_DIFFERS', reason: reporterDiffers }
      : { ...place, code, reason: '同一系统的这个编号早已登记，内容不同' };
  const detail = /\(([^()]+)\)$/.exec(message)?.[1];
  return { ...place, code, reason: detail ? `${messageZh}（${detail}）` : messageZh };
}

/** A row without a number is known by everything else that it says. */
const reporterDiffers =
  '没有编号，标题、内容、时间、区划和地址与早先登记的一行相同，姓名或电话不同，没有登记：如是另一件，请加上编号列，或在内容中写明区别后再导入；如只是更正，请在已登记的事项中处理';

/** What an office should look at, or null. */
export function remarkOn(outcome: Outcome): string | null {
  if (outcome.kind === 'BAD') return badLine(outcome.bad);
  const remarks = remarksOf(outcome);
  return remarks ? `${placeOf(outcome.row)} ${outcome.number}：${remarks}` : null;
}

function remarksOf(outcome: Extract<Outcome, { kind: 'IN' }>): string {
  const similar =
    outcome.similarTo === null ? [] : [`与 ${outcome.similarTo} 相似（文字或时间相同），请核对是否同一件`];
  return [...(outcome.uncallable ? [uncallable] : []), ...similar].join('；');
}

export const resultHeader = ['工作表', '行', '编号', '结果', '事项编号', '说明'];

/** The row of the result file: no name, no telephone number, no text. */
export function resultRow(outcome: Outcome): readonly string[] {
  const { sheet = '', line, id } = outcome.kind === 'BAD' ? outcome.bad : outcome.row;
  const place = [sheet, `${line}`, id ?? ''];
  if (outcome.kind === 'BAD') return [...place, '有误', '', `${outcome.bad.code}: ${outcome.bad.reason}`];
  return [...place, outcome.fresh ? '新登记' : '早已登记', outcome.number, remarksOf(outcome)];
}

/** A line of CSV that a spreadsheet opens without calculating anything in it. */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map(
    (cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`,
  );
  return `${quoted.join(',')}\r\n`;
}
