import { closeSync, openSync, writeSync } from 'node:fs';
import { ImportRefused } from './import-refused.js';
import { csvLine, remarkOn, resultHeader, resultRow, type Outcome } from './outcome.js';

/** Where the result of each row goes as it comes. */
export type Result = Readonly<{ take(outcome: Outcome): void; close(): void }>;

const mostRemarks = 200;

/**
 * Tells what somebody should look at, up to 200 of it, and writes every row to a file where one is wanted. Nothing is kept: what was told before an
 * interruption is in the file. Throws ImportRefused FILE_NOT_WRITABLE.
 */
export function resultOf(file: string | null, tell: (line: string) => void): Result {
  const descriptor = file === null ? null : opened(file);
  let remarks = 0;
  if (descriptor !== null) writeSync(descriptor, `\ufeff${csvLine(resultHeader)}`);
  return {
    take(outcome) {
      if (descriptor !== null) writeSync(descriptor, csvLine(resultRow(outcome)));
      const remark = remarkOn(outcome);
      if (remark === null) return;
      remarks += 1;
      if (remarks <= mostRemarks) tell(remark);
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
      if (remarks > mostRemarks)
        tell(
          `…… 还有 ${remarks - mostRemarks} 行有误或需核对${file === null ? '，逐行结果请用 --result 文件 写出' : `，见 ${file}`}`,
        );
    },
  };
}

function opened(file: string): number {
  try {
    return openSync(file, 'w', 0o600);
  } catch (error) {
    throw new ImportRefused(
      'FILE_NOT_WRITABLE',
      `${file}：${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
}
