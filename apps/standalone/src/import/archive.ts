/** What the central directory of a ZIP says of one part (APPNOTE 6.3.10, 4.3.12). */
export type Part = Readonly<{
  name: string;
  flags: number;
  method: number;
  packed: number;
  unpacked: number;
  /** Where its own header begins. */ at: number;
}>;

/** Where the central directory lies, and how many parts it claims. */
export type Directory = Readonly<{ parts: number; at: number; bytes: number }>;

/** A workbook of 100 000 rows has a dozen parts and some 120 MB, of which what is not a sheet is held in memory. */
export const limits = {
  parts: 1_000,
  directoryBytes: 1_000_000,
  /** Everything but the sheets, which are read row by row. */
  heldBytes: 100_000_000,
  allBytes: 400_000_000,
  /** Unpacked to packed. Sheets of figures reach forty. */
  ratio: 100,
  /** Small parts compress as they like. */
  ratioFrom: 1_000_000,
  /** Between two tags: Excel lets a cell have 32 767 characters. */
  textBytes: 1_000_000,
  rowBytes: 20_000_000,
} as const;

export type ArchiveFlaw = 'BROKEN' | 'TOO_MANY_PARTS' | 'TOO_LARGE' | 'TOO_DENSE' | 'NESTED';

/** Why an archive is not read. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';

  constructor(readonly flaw: ArchiveFlaw) {
    super(flaw);
  }
}

const endMark = 0x0605_4b50;
const partMark = 0x0201_4b50;
export const headerMark = 0x0403_4b50;
const endBytes = 22;
const partBytes = 46;
export const headerBytes = 30;
const encrypted = 1;
/** Sizes stand behind the data, too. */
export const described = 8;
export const stored = 0;
export const deflated = 8;
const nested = /\.(?:zip|xls[xmb]|doc[xm]|ppt[xm]|od[st]|jar|rar|7z|gz|tgz|bz2|xz|zst|tar|cab|iso)$/i;
const sheet = /^xl\/worksheets\/sheet\d+\.xml$/;

export const isSheet = ({ name }: Pick<Part, 'name'>): boolean => sheet.test(name);

/** The end record, found in the last bytes of a file of so many. */
export function directoryIn(tail: Buffer, fileBytes: number): Directory {
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endMark || at + endBytes + tail.readUInt16LE(at + 20) !== tail.length)
      continue;
    const found = {
      parts: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      at: tail.readUInt32LE(at + 16),
    };
    if (found.at + found.bytes !== fileBytes - tail.length + at) throw new ArchiveRefused('BROKEN');
    if (found.parts > limits.parts || found.bytes > limits.directoryBytes)
      throw new ArchiveRefused('TOO_MANY_PARTS');
    return found;
  }
  throw new ArchiveRefused('BROKEN');
}

/** The parts in the order of the file. What is claimed is checked here, and held against the bytes by who unpacks them. */
export function partsIn(directory: Buffer, { parts: claimed }: Directory): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < directory.length;) {
    if (at + partBytes > directory.length || directory.readUInt32LE(at) !== partMark)
      throw new ArchiveRefused('BROKEN');
    const nameEnd = at + partBytes + directory.readUInt16LE(at + 28);
    parts.push({
      name: directory.toString('utf8', at + partBytes, nameEnd),
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  if (parts.length !== claimed) throw new ArchiveRefused('BROKEN');
  requireBounded(parts);
  return parts.toSorted((a, b) => a.at - b.at);
}

function requireBounded(parts: readonly Part[]): void {
  if (parts.some(({ flags, method }) => flags & encrypted || (method !== stored && method !== deflated)))
    throw new ArchiveRefused('BROKEN');
  if (parts.some(({ name }) => nested.test(name))) throw new ArchiveRefused('NESTED');
  const sum = (some: readonly Part[]): number => some.reduce((total, { unpacked }) => total + unpacked, 0);
  if (sum(parts) > limits.allBytes || sum(parts.filter((part) => !isSheet(part))) > limits.heldBytes)
    throw new ArchiveRefused('TOO_LARGE');
  const packed = parts.reduce((total, part) => total + part.packed, 0);
  const isDense = (whole: number, small: number): boolean =>
    whole > limits.ratioFrom && whole > small * limits.ratio;
  if (isDense(sum(parts), packed) || parts.some((part) => isDense(part.unpacked, part.packed)))
    throw new ArchiveRefused('TOO_DENSE');
}
