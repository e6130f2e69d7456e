export const encodings = ['utf-8', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];

/** What the first bytes of a file say it is. */
export type FileKind = 'TEXT' | 'XLSX' | 'EMPTY' | 'OLD_EXCEL' | 'UTF_16' | 'BINARY';

const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ['XLSX', [0x50, 0x4b, 0x03, 0x04]],
  ['OLD_EXCEL', [0xd0, 0xcf, 0x11, 0xe0]],
  ['UTF_16', [0xff, 0xfe]],
  ['UTF_16', [0xfe, 0xff]],
];

/** By content, never by name: exports are called .csv and .xls as it happens. No text holds a zero byte. */
export function kindOf(head: Uint8Array): FileKind {
  if (head.length === 0) return 'EMPTY';
  const signed = signatures.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  return signed ? signed[0] : head.includes(0) ? 'BINARY' : 'TEXT';
}

/**
 * UTF-8 when all of it is; else GB18030, which has a reading for nearly every sequence of bytes and so cannot be asked first. Feed it every
 * chunk, then take the answer.
 */
export class EncodingGuess {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private valid = true;

  add(chunk: Uint8Array): void {
    if (this.valid) this.valid = succeeds(() => this.decoder.decode(chunk, { stream: true }));
  }

  answer(): Encoding {
    return this.valid && succeeds(() => this.decoder.decode()) ? 'utf-8' : 'gb18030';
  }
}

function succeeds(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch (error) {
    if (isMalformed(error)) return false;
    throw error;
  }
}

/** What a fatal decoder throws at bytes that are not of its encoding. */
export function isMalformed(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

/** The character between the columns of a header: whichever of comma, tab and semicolon stands there most often outside quotes. */
export function delimiterOf(headerLine: string): ',' | '\t' | ';' {
  const [best = ','] = delimiters.toSorted((a, b) => countOf(b, headerLine) - countOf(a, headerLine));
  return best;
}

/** Whether a line has three columns or more. */
export const hasColumns = (line: string): boolean => countOf(delimiterOf(line), line) >= 2;

const delimiters = [',', '\t', ';'] as const;

function countOf(sign: string, line: string): number {
  return line.replace(/"[^"]*"/g, '').split(sign).length - 1;
}
