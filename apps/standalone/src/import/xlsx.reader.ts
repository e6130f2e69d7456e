import { ArchiveRefused, limits, type ArchiveFlaw } from './archive.js';
import { requireBoundedArchive } from './archive.reader.js';
import { cellText, hasLostItsEnd } from './cell-text.js';
import { ImportRefused } from './import-refused.js';
import { MergedCells } from './merged.js';
import type { TableRecord } from './table-record.js';
import { sheetsOf } from './workbook.reader.js';

/** What to do about a workbook that is not even opened. */
const advice: Readonly<Record<ArchiveFlaw, string>> = {
  BROKEN: '压缩结构有误，请在 Excel 中重新另存',
  TOO_MANY_PARTS: `内含 ${limits.parts} 个以上的部分，请只留一张工作表，另存后再导入`,
  TOO_LARGE: `解压后超过 ${limits.allBytes / 1_000_000} MB（工作表以外超过 ${limits.heldBytes / 1_000_000} MB），或有一格、一行过长，请按年份或月份分成几个文件，或另存为 CSV`,
  TOO_DENSE: `压缩比超过 ${limits.ratio} 倍，不像是台账，请另存为 CSV 后再导入`,
  NESTED: '表格里嵌有其他文件，请删除嵌入的对象后另存',
};

/** Its merged cells. Throws ImportRefused: XLSX_BROKEN, XLSX_TOO_LARGE. Before a byte of it is unpacked for reading. */
export async function requireReadable(file: string): Promise<MergedCells> {
  const merged = new MergedCells();
  try {
    await requireBoundedArchive(file, (part, chunk) => merged.see(part, chunk));
    return merged;
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    throw new ImportRefused(
      error.flaw === 'BROKEN' ? 'XLSX_BROKEN' : 'XLSX_TOO_LARGE',
      `表格没有打开：${advice[error.flaw]}`,
    );
  }
}

/** All sheets of a file that `requireReadable` has passed, one after the other. Throws ImportRefused: XLSX_BROKEN. */
export async function* xlsxRecords(file: string, merged: MergedCells): AsyncGenerator<TableRecord> {
  try {
    for await (const { part, name, rows } of sheetsOf(file)) {
      const fill = merged.fillerOf(part);
      let width = 0;
      for await (const { number, values } of rows) {
        const cells = values.map(cellText);
        const isEmpty = !cells.some((cell) => cell.trim());
        fill(number, cells);
        if (isEmpty) continue;
        // the file leaves out empty cells at the end of a row
        width = Math.max(width, cells.length);
        while (cells.length < width) cells.push('');
        const lost = values.flatMap((value, column) => (hasLostItsEnd(value) ? [column] : []));
        yield { line: number, cells, sheet: name, ...(lost.length ? { lost } : {}) };
      }
    }
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    throw new ImportRefused(
      'XLSX_BROKEN',
      `表格打不开（${error instanceof Error ? error.message : String(error)}），请在 Excel 中重新另存`,
    );
  }
}
