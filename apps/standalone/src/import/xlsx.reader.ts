import ExcelJS from 'exceljs';
import { cellText } from './cell-text.js';
import { ImportRefused } from './import-refused.js';
import type { TableRecord } from './table-record.js';

/** The first sheet. Throws ImportRefused: XLSX_BROKEN. */
export async function* xlsxRecords(file: string): AsyncGenerator<TableRecord> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(file, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
    entries: 'emit',
  });
  let width = 0;
  try {
    for await (const sheet of workbook) {
      for await (const row of sheet) {
        // exceljs counts columns from 1
        const values = Array.isArray(row.values) ? row.values.slice(1) : [];
        const cells = Array.from(values, cellText);
        if (!cells.some((cell) => cell.trim())) continue;
        // the file leaves out empty cells at the end of a row
        width ||= cells.length;
        while (cells.length < width) cells.push('');
        yield { line: row.number, cells };
      }
      return;
    }
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    throw new ImportRefused(
      'XLSX_BROKEN',
      `表格打不开（${error instanceof Error ? error.message : String(error)}），请在 Excel 中重新另存`,
    );
  }
}
