/** A part of a ZIP (APPNOTE 6.3.10): what the directory says of it, held against its own head. */
export type Part = Readonly<{
  name: string;
  isPacked: boolean;
  /** Bytes in the file, and what they claim to be unpacked. */
  bytes: Buffer;
  unpacked: number;
}>;

/** A document with a hundred pictures has some three hundred. */
const mostParts = 1_000;
const mostDirectoryBytes = 1_000_000;

const marks = { end: 0x0605_4b50, entry: 0x0201_4b50, head: 0x0403_4b50 } as const;
const endBytes = 22;
const entryBytes = 46;
const headBytes = 30;
const longestComment = 65_535;
const encrypted = 0x01;
/** Sizes stand behind the data, too. */
const described = 0x08;
const stored = 0;
const deflated = 8;

type Entry = Readonly<{
  name: string;
  flags: number;
  method: number;
  packed: number;
  unpacked: number;
  at: number;
}>;

/**
 * The parts in the order of the file. They fill it from its first byte to its directory, and the directory ends it, so that nothing is hidden before, between
 * or behind them. Throws for anything else, and for what is encrypted, larger than 4 GB, or packed otherwise than by deflate.
 */
export function partsOfZip(file: Buffer): readonly Part[] {
  const directory = directoryOf(file);
  const entries = entriesOf(file, directory).toSorted((a, b) => a.at - b.at);
  if ((entries[0]?.at ?? -1) !== 0) throw new Error('bytes before the first part');
  return entries.map((entry, index) => partOf(file, entry, entries[index + 1]?.at ?? directory.at));
}

/**
 * Whether readers that look for a ZIP from behind find one: behind a picture, in a document, in a sound. Such a file is two files in one, and what is shown here
 * need not be what somebody else opens. Two bytes that look like an end by chance are told apart by the directory that an end names.
 */
export function endsLikeZip(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = Math.max(0, file.length - endBytes - longestComment);
  for (let at = file.length - endBytes; at >= first; at -= 1) {
    if (file[at] !== 0x50 || file.readUInt32LE(at) !== marks.end) continue;
    const directoryAt = at - file.readUInt32LE(at + 12);
    const isNamed = directoryAt >= 0 && file.readUInt32LE(directoryAt) === marks.entry;
    if (isNamed || at + endBytes + file.readUInt16LE(at + 20) === file.length) return true;
  }
  return false;
}

type Directory = Readonly<{ at: number; end: number; parts: number }>;

/** A comment behind the end is where another file would be hidden, and no program writes one into a document. */
function directoryOf(file: Buffer): Directory {
  const end = file.length - endBytes;
  if (end < 0 || file.readUInt32LE(end) !== marks.end || file.readUInt16LE(end + 20) !== 0)
    throw new Error('a ZIP that does not end with its directory');
  const parts = file.readUInt16LE(end + 10);
  const bytes = file.readUInt32LE(end + 12);
  const at = file.readUInt32LE(end + 16);
  if (at + bytes !== end || file.readUInt16LE(end + 8) !== parts) throw new Error('a directory out of place');
  if (parts > mostParts || bytes > mostDirectoryBytes) throw new Error('more parts than a document needs');
  return { at, end, parts };
}

function entriesOf(file: Buffer, { at: from, end, parts }: Directory): readonly Entry[] {
  const entries: Entry[] = [];
  const names = new Set<string>();
  for (let at = from; at < end;) {
    if (at + entryBytes > end || file.readUInt32LE(at) !== marks.entry) throw new Error('a broken directory');
    const nameEnd = at + entryBytes + file.readUInt16LE(at + 28);
    const next = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    if (next > end) throw new Error('a broken directory');
    const name = file.toString('utf8', at + entryBytes, nameEnd);
    // what is listed twice is read once by one program and the other time by the next
    if (names.has(name.toLowerCase())) throw new Error('a part that is listed twice');
    names.add(name.toLowerCase());
    entries.push({
      name,
      flags: file.readUInt16LE(at + 8),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    });
    at = next;
  }
  if (entries.length !== parts) throw new Error('a broken directory');
  return entries;
}

function partOf(file: Buffer, entry: Entry, next: number): Part {
  const { name, flags, method, packed, unpacked, at } = entry;
  if ((flags & encrypted) !== 0 || (method !== stored && method !== deflated))
    throw new Error('a part that cannot be looked into');
  if (at + headBytes > next || file.readUInt32LE(at) !== marks.head) throw new Error('a part without a head');
  const nameEnd = at + headBytes + file.readUInt16LE(at + 26);
  const from = nameEnd + file.readUInt16LE(at + 28);
  const rest = next - (from + packed);
  const isDescribed = (flags & described) !== 0;
  const isSame =
    file.toString('utf8', at + headBytes, nameEnd) === name &&
    file.readUInt16LE(at + 8) === method &&
    (isDescribed || (file.readUInt32LE(at + 18) === packed && file.readUInt32LE(at + 22) === unpacked)) &&
    (isDescribed ? [12, 16, 20, 24].includes(rest) : rest === 0);
  // data that is stored has no end of its own: who reads along the file looks for the description
  if (!isSame || (isDescribed && method === stored && packed > 0))
    throw new Error('a part that is not what it says');
  if (method === stored && packed !== unpacked) throw new Error('a part that is not what it says');
  return { name, isPacked: method === deflated, bytes: file.subarray(from, from + packed), unpacked };
}
