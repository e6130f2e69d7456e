import { words, type LedgerColumn } from '@weisu/contracts';
import { writeXlsxStream } from 'hucre/xlsx';

/** A text, or a number to count with. */
export type Cell = string | number;

/** What the workbook is told before its rows. `isLarge`: one part of it may be longer than 4 GiB, which older readers do not take. */
export type WorkbookHead = Readonly<{ columns: readonly LedgerColumn[]; isLarge: boolean }>;

/** Rows of a sheet, its head among them: what Excel takes, and what LibreOffice does. */
const mostRows = 1_048_576;

/** Bytes of markup around a cell, at most. */
const aroundCell = 80;
/** Where a part may pass 4 GiB: `&` takes five characters in XML, and no text is made of it alone. */
const largestPart = 3_000_000_000;
const megabyte = 1_000_000;

/** Whether the XML of an export, `megabytes` of it cells, may be longer than a ZIP archive of the old kind holds. */
export function isLarge({
  rows,
  columns,
  megabytes,
}: Readonly<{ rows: number; columns: number; megabytes: number }>): boolean {
  return rows * columns * aroundCell + megabytes * megabyte > largestPart;
}

const narrow = 14;
const wide: Readonly<Partial<Record<LedgerColumn, number>>> = {
  NUMBER: 20,
  SUBMITTED_AT: 20,
  TITLE: 30,
  TEXT: 60,
  AREA: 26,
  ADDRESS: 30,
  CATEGORY: 20,
  UNIT: 26,
  SINCE: 20,
  DUE_BY: 20,
  RESULT: 60,
  REPEAT_OF: 20,
};

/**
 * 台账, one row a matter, as the bytes of a workbook while its rows come. Texts are written into their cells as texts, so that `=1+1` is one; a sheet that is full is
 * followed by another, with the head again.
 */
export function mattersWorkbook(
  { columns, isLarge: zip64 }: WorkbookHead,
  rows: AsyncIterable<Cell[]>,
  maxRowsPerSheet = mostRows,
): ReadableStream<Uint8Array> {
  return writeXlsxStream(filled(rows), {
    name: '台账',
    columns: columns.map((column) => ({
      header: words.ledgerColumns[column],
      width: wide[column] ?? narrow,
    })),
    freezePane: { rows: 1 },
    maxRowsPerSheet,
    zip64,
  });
}

/** What is empty is not written: a third of all cells, where nothing was answered yet. */
async function* filled(rows: AsyncIterable<Cell[]>): AsyncGenerator<(Cell | null)[]> {
  for await (const row of rows) yield row.map((cell) => (cell === '' ? null : cell));
}
