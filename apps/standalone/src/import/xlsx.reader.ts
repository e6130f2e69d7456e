import ExcelJS from 'exceljs';
import { ArchiveRefused, limits, type ArchiveFlaw } from './archive.js';
import { requireBoundedArchive } from './archive.reader.js';
import { cellText } from './cell-text.js';
import { ImportRefused } from './import-refused.js';
import type { TableRecord } from './table-record.js';

/** What to do about a workbook that is not even opened. */
const advice: Readonly<Record<ArchiveFlaw, string>> = {
  BROKEN: '压缩结构有误，请在 Excel 中重新另存',
  TOO_MANY_PARTS: `内含 ${limits.parts} 个以上的部分，请只留一张工作表，另存后再导入`,
  TOO_LARGE: `解压后超过 ${limits.allBytes / 1_000_000} MB（工作表以外超过 ${limits.heldBytes / 1_000_000} MB），或有一格、一行过长，请按年份或月份分成几个文件，或另存为 CSV`,
  TOO_DENSE: `压缩比超过 ${limits.ratio} 倍，不像是台账，请另存为 CSV 后再导入`,
  NESTED: '表格里嵌有其他文件，请删除嵌入的对象后另存',
};

/** Throws ImportRefused: XLSX_BROKEN, XLSX_TOO_LARGE. Before a byte of it is unpacked for reading. */
export async function requireReadable(file: string): Promise<void> {
  try {
    await requireBoundedArchive(file);
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    throw new ImportRefused(
      error.flaw === 'BROKEN' ? 'XLSX_BROKEN' : 'XLSX_TOO_LARGE',
      `表格没有打开：${advice[error.flaw]}`,
    );
  }
}

/** The first sheet of a file that `requireReadable` has passed. Throws ImportRefused: XLSX_BROKEN. */
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
