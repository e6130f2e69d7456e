/** Those that somebody can name. */
export const encodings = ['utf-8', 'gb18030'] as const;
/** UTF-16 says so itself: a spreadsheet's “Unicode text”. */
export type Encoding = (typeof encodings)[number] | 'utf-16le' | 'utf-16be';

/** What the first bytes of a file say it is. */
export type FileKind =
  'TEXT' | 'XLSX' | 'EMPTY' | 'OLD_EXCEL' | 'UTF_16LE' | 'UTF_16BE' | 'MARKUP' | 'BINARY';

const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ['XLSX', [0x50, 0x4b, 0x03, 0x04]],
  ['OLD_EXCEL', [0xd0, 0xcf, 0x11, 0xe0]],
  ['UTF_16LE', [0xff, 0xfe]],
  ['UTF_16BE', [0xfe, 0xff]],
];

/** By content, never by name: exports are called .csv and .xls as it happens. No text holds a zero byte. */
export function kindOf(head: Uint8Array): FileKind {
  if (head.length === 0) return 'EMPTY';
  const signed = signatures.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (signed) return signed[0];
  if (head.includes(0)) return 'BINARY';
  return markup.test(Buffer.from(head.subarray(0, 200)).toString('latin1')) ? 'MARKUP' : 'TEXT';
}

/** A page of the web that a system calls .xls. */
const markup = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|meta|head|style|\?xml)/i;

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

/** The character between the columns of a header: whichever of comma, tab, semicolon and upright stroke stands there most often outside quotes. */
export function delimiterOf(headerLine: string): Delimiter {
  const [best = ','] = delimiters.toSorted((a, b) => countOf(b, headerLine) - countOf(a, headerLine));
  return best;
}

/** Whether a line has three columns or more. */
export const hasColumns = (line: string): boolean => countOf(delimiterOf(line), line) >= 2;

const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

function countOf(sign: string, line: string): number {
  return line.replace(/"[^"]*"/g, '').split(sign).length - 1;
}
