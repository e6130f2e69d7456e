import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { ImportRefused } from './import-refused.js';
import { csvLine, remarkOn, resultHeader, resultRow, type Outcome } from './outcome.js';

/** Where the result of each row goes as it comes. */
export type Result = Readonly<{ take(outcome: Outcome): void; close(): void }>;

const mostRemarks = 200;
const header = Buffer.from(`\ufeff${csvLine(resultHeader)}`, 'utf8');

/**
 * Tells what somebody should look at, up to 200 of it, and writes every row to a file where one is wanted. Nothing is kept: what was told before an
 * interruption is in the file. `source` is what is imported, which is never written over. Throws ImportRefused FILE_NOT_WRITABLE.
 */
export function resultOf(file: string | null, source: string, tell: (line: string) => void): Result {
  const descriptor = file === null ? null : opened(file, source);
  let remarks = 0;
  if (descriptor !== null) writeSync(descriptor, header);
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

/** An earlier result may be written over, and nothing else that is there: a ledger is often the only one. */
function opened(file: string, source: string): number {
  try {
    // not 'w': that empties the file before anybody has looked at it
    const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const stats = fstatSync(descriptor, { bigint: true });
      const imported = statSync(source, { bigint: true, throwIfNoEntry: false });
      if (stats.dev === imported?.dev && stats.ino === imported.ino)
        throw notOver(file, '就是要导入的文件，结果会覆盖它；请写到另一个文件');
      if (stats.isFile()) {
        if (stats.size > 0n && !beginsWithHeader(descriptor))
          throw notOver(file, '已有内容，又不是以前的导入结果，没有覆盖；请换一个文件名，或先把它移走');
        ftruncateSync(descriptor);
      }
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    return descriptor;
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    throw notOver(file, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function beginsWithHeader(descriptor: number): boolean {
  const there = Buffer.alloc(header.length);
  return readSync(descriptor, there, 0, header.length, 0) === header.length && there.equals(header);
}

function notOver(file: string, sentence: string): ImportRefused {
  return new ImportRefused('FILE_NOT_WRITABLE', `${file}：${sentence}`);
}
