import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { csvRecords } from './csv.reader.js';
import { EncodingGuess, kindOf, type Encoding } from './encoding.js';
import { ImportRefused } from './import-refused.js';
import type { TableRecord } from './table-record.js';
import { requireReadable, xlsxRecords } from './xlsx.reader.js';

export type Table = Readonly<{
  kind: 'CSV' | 'XLSX';
  encoding: Encoding | null;
  /** Reads the file from its beginning; it is read once to check it and once to register it. */
  records(): AsyncIterable<TableRecord>;
}>;

/** Opens a CSV or XLSX. Throws ImportRefused: FILE_NOT_READABLE, FILE_EMPTY, FILE_BINARY, XLSX_BROKEN, XLSX_TOO_LARGE. */
export async function openTable(file: string, encoding: Encoding | 'auto'): Promise<Table> {
  const kind = kindOf(await headOf(file));
  switch (kind) {
    case 'EMPTY':
      throw new ImportRefused('FILE_EMPTY', '文件是空的');
    case 'OLD_EXCEL':
      throw new ImportRefused('FILE_BINARY', '这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV');
    case 'MARKUP':
      throw new ImportRefused(
        'FILE_BINARY',
        '这是网页或 XML 格式的表格（有的系统导出时仍叫 .xls），请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入',
      );
    case 'UTF_16LE':
    case 'UTF_16BE': {
      const unicode = kind === 'UTF_16LE' ? 'utf-16le' : 'utf-16be';
      return { kind: 'CSV', encoding: unicode, records: () => csvRecords(file, unicode) };
    }
    case 'BINARY':
      throw new ImportRefused('FILE_BINARY', '这不是 CSV 或 XLSX 文件');
    case 'XLSX': {
      const merged = await requireReadable(file);
      return { kind: 'XLSX', encoding: null, records: () => xlsxRecords(file, merged) };
    }
    case 'TEXT': {
      const chosen = encoding === 'auto' ? await guess(file) : encoding;
      return { kind: 'CSV', encoding: chosen, records: () => csvRecords(file, chosen) };
    }
  }
}

async function headOf(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(8_192), 0, 8_192, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new ImportRefused(
      'FILE_NOT_READABLE',
      `${file}：${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
}

async function guess(file: string): Promise<Encoding> {
  const encodingGuess = new EncodingGuess();
  for await (const chunk of createReadStream(file)) encodingGuess.add(chunk as Buffer);
  return encodingGuess.answer();
}
