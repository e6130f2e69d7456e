import { ledgerColumns } from '@weisu/contracts';
import ExcelJS from 'exceljs';
import { isLarge, mattersWorkbook, type Cell, type WorkbookHead } from './matters-workbook.js';

async function written(
  head: WorkbookHead,
  rows: readonly Cell[][],
  mostRows?: number,
): Promise<ExcelJS.Workbook> {
  async function* given(): AsyncGenerator<Cell[]> {
    for (const row of rows) yield await Promise.resolve(row);
  }
  const parts: Uint8Array[] = [];
  for await (const bytes of mattersWorkbook(head, given(), mostRows)) parts.push(bytes);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.concat(parts) as never);
  return book;
}
const head: WorkbookHead = { columns: ['NUMBER', 'TITLE', 'RATING'], isLarge: false };
const cellsOf = (sheet: ExcelJS.Worksheet | undefined): unknown[][] =>
  sheet
    ?.getSheetValues()
    .slice(1)
    .map((row) => (row as unknown[]).slice(1)) ?? [];

describe('the ledger with one row a matter, as a workbook', () => {
  it.each(['=1+1', '+8613800000000', '-1', '@SUM(A1)', '=HYPERLINK("http://example.invalid","看")'])(
    'holds %s as a text, and no formula',
    async (text) => {
      const book = await written(head, [['1', text, 5]]);
      const cell = book.worksheets[0]?.getCell('B2');
      expect([cell?.type, cell?.value]).toEqual([ExcelJS.ValueType.String, text]);
    },
  );

  it('has a head in words, texts as they are and numbers to count with', async () => {
    const text = '第一行\n第二行 <b>&"';
    expect(cellsOf((await written(head, [['20261123-000001-0', text, 4]])).worksheets[0])).toEqual([
      ['事项编号', '标题', '评价星级'],
      ['20261123-000001-0', text, 4],
    ]);
  });

  it.each([
    [2, [3]],
    [3, [3, 2]],
    [4, [3, 3]],
    [5, [3, 3, 2]],
  ])(
    'goes on in another sheet where one is full: %i matters in sheets of three rows',
    async (matters, lengths) => {
      const rows = Array.from({ length: matters }, (_, n) => [String(n), '', '']);
      const { worksheets } = await written(head, rows, 3);
      const sheets = worksheets.map((sheet) => cellsOf(sheet));
      expect(sheets.map(({ length }) => length)).toEqual(lengths);
      expect(sheets.flatMap((sheet) => sheet.slice(1)).map(([number]) => number)).toEqual(
        rows.map(([number]) => number),
      );
      expect(sheets.every(([first]) => first?.[0] === '事项编号')).toBe(true);
    },
  );

  it('is a table with a head where there is no matter', async () => {
    expect(cellsOf((await written(head, [])).worksheets[0])).toEqual([['事项编号', '标题', '评价星级']]);
  });

  it('is read where it is of the new kind of archive, too', async () => {
    expect(cellsOf((await written({ ...head, isLarge: true }, [['1', 'x', 1]])).worksheets[0])).toHaveLength(
      2,
    );
  });

  it('needs that kind for a million matters with long texts alone', () => {
    const columns = ledgerColumns.length;
    expect(isLarge({ rows: 1_000_000, columns, megabytes: 500 })).toBe(false);
    expect(isLarge({ rows: 1_000_000, columns, megabytes: 3_000 })).toBe(true);
  });
});
