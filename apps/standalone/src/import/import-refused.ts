/** Why nothing of a file is registered. */
export type ImportRefusal =
  | 'USAGE'
  | 'FILE_NOT_READABLE'
  | 'FILE_NOT_WRITABLE'
  | 'FILE_BINARY'
  | 'FILE_EMPTY'
  | 'ENCODING_INVALID'
  | 'CSV_HEADER'
  | 'CSV_BROKEN'
  | 'XLSX_BROKEN'
  | 'XLSX_TOO_LARGE'
  | 'DISTRICT_NOT_REACHABLE'
  | 'AREA_NOT_FOUND';

/** The whole file (or the call) is refused before anything is registered; `line` counts from 1. */
export class ImportRefused extends Error {
  constructor(
    readonly code: ImportRefusal,
    sentence: string,
    readonly line: number | null = null,
  ) {
    super(`${code}${line === null ? '' : ` 第 ${line} 行`}: ${sentence}`);
    this.name = 'ImportRefused';
  }
}
