import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable, Transform, Writable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import {
  ArchiveRefused,
  described,
  directoryIn,
  headerBytes,
  headerMark,
  isSheet,
  limits,
  partsIn,
  stored,
  type Directory,
  type Part,
} from './archive.js';

/** The end record and the longest comment behind it. */
const longestTail = 22 + 65_535;
const descriptionMark = Buffer.from('504b0708', 'hex');
const nestedMark = Buffer.from('504b0304', 'hex');

/** Gets a look at the sheets of a workbook as they pass, piece after piece. */
export type See = (part: string, chunk: Buffer) => void;

/**
 * Holds what a ZIP claims of itself against its bytes, before anybody reads them. Directory first; then each part is unpacked once and thrown away, so that
 * one that is longer than it says is found out, and parts follow each other without a gap, so that none is hidden from the directory. Throws ArchiveRefused.
 */
export async function requireBoundedArchive(file: string, see: See = () => undefined): Promise<void> {
  const handle = await open(file);
  try {
    const { parts, directory } = await partsAt(handle);
    if ((parts[0]?.at ?? directory.at) !== 0) throw new ArchiveRefused('BROKEN');
    for (const [index, part] of parts.entries())
      await requirePart(handle, file, part, parts[index + 1]?.at ?? directory.at, see);
  } finally {
    await handle.close();
  }
}

/** The parts by their names, each to be unpacked from its beginning. Of a file that `requireBoundedArchive` has passed. */
export async function archiveParts(file: string): Promise<ReadonlyMap<string, () => Readable>> {
  const handle = await open(file);
  try {
    const { parts } = await partsAt(handle);
    return new Map(
      await Promise.all(
        parts.map(async (part) => {
          const header = await bytesAt(handle, part.at, headerBytes);
          const from = part.at + headerBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
          return [part.name, () => unpacked(file, part, from)] as const;
        }),
      ),
    );
  } finally {
    await handle.close();
  }
}

async function partsAt(
  handle: FileHandle,
): Promise<Readonly<{ parts: readonly Part[]; directory: Directory }>> {
  const { size } = await handle.stat();
  const tailBytes = Math.min(size, longestTail);
  const directory = directoryIn(await bytesAt(handle, size - tailBytes, tailBytes), size);
  return { parts: partsIn(await bytesAt(handle, directory.at, directory.bytes), directory), directory };
}

function unpacked(file: string, { packed, method }: Part, from: number): Readable {
  if (packed === 0) return Readable.from([]);
  const bytes = createReadStream(file, { start: from, end: from + packed - 1 });
  if (method === stored) return bytes;
  const inflate = createInflateRaw();
  // a failure of either is the failure of what is read
  void pipeline(bytes, inflate).catch((error: Error) => inflate.destroy(error));
  return inflate;
}

async function requirePart(
  handle: FileHandle,
  file: string,
  part: Part,
  next: number,
  see: See,
): Promise<void> {
  const header = await bytesAt(handle, part.at, headerBytes);
  if (header.readUInt32LE(0) !== headerMark) throw new ArchiveRefused('BROKEN');
  const [nameBytes, extraBytes] = [header.readUInt16LE(26), header.readUInt16LE(28)];
  const name = await bytesAt(handle, part.at + headerBytes, nameBytes);
  const isDescribed = (header.readUInt16LE(6) & described) !== 0;
  const from = part.at + headerBytes + nameBytes + extraBytes;
  const rest = next - (from + part.packed);
  const isSame =
    name.toString('utf8') === part.name &&
    header.readUInt16LE(8) === part.method &&
    (isDescribed || (header.readUInt32LE(18) === part.packed && header.readUInt32LE(22) === part.unpacked)) &&
    (isDescribed ? [12, 16, 20, 24].includes(rest) : rest === 0);
  // data that is stored has no end of its own: who reads along the file looks for the description
  if (!isSame || (isDescribed && part.method === stored)) throw new ArchiveRefused('BROKEN');
  await requireContent(file, part, from, isDescribed, see);
}

async function requireContent(
  file: string,
  part: Part,
  from: number,
  isDescribed: boolean,
  see: See,
): Promise<void> {
  const content = new Content(part, see);
  if (part.packed === 0) return content.requireWhole();
  const packed = createReadStream(file, { start: from, end: from + part.packed - 1 });
  try {
    if (part.method === stored) await pipeline(packed, content);
    else {
      const inflate = createInflateRaw();
      await pipeline(packed, new Packed(isDescribed), inflate, content);
      // what stands behind the end of the data could be read as another part
      if (inflate.bytesWritten !== part.packed) throw new ArchiveRefused('BROKEN');
    }
  } catch (error) {
    if (error instanceof ArchiveRefused || !isOfZlib(error)) throw error;
    throw new ArchiveRefused('BROKEN');
  }
  content.requireWhole();
}

/** Packed data in which nobody who reads along the file finds an end before its end. */
class Packed extends Transform {
  private last = Buffer.alloc(0);

  constructor(private readonly isDescribed: boolean) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const joined = Buffer.concat([this.last, chunk]);
    this.last = joined.subarray(-(descriptionMark.length - 1));
    if (this.isDescribed && joined.includes(descriptionMark)) done(new ArchiveRefused('BROKEN'));
    else done(null, chunk);
  }
}

/** Unpacked data, counted and thrown away. */
class Content extends Writable {
  private total = 0;
  private sinceTag = 0;
  private sinceRow = 0;

  constructor(
    private readonly part: Part,
    private readonly see: See,
  ) {
    super();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error) => void): void {
    const isNested = this.total === 0 && chunk.subarray(0, 4).equals(nestedMark);
    this.total += chunk.length;
    if (isNested) done(new ArchiveRefused('NESTED'));
    else if (this.total > this.part.unpacked || this.isTooLong(chunk)) done(new ArchiveRefused('TOO_LARGE'));
    else {
      if (isSheet(this.part)) this.see(this.part.name, chunk);
      done();
    }
  }

  requireWhole(): void {
    if (this.total !== this.part.unpacked) throw new ArchiveRefused('BROKEN');
  }

  /** A cell or a row that nobody can have typed is one string in the memory of who reads it. */
  private isTooLong(chunk: Buffer): boolean {
    if (!this.part.name.endsWith('.xml')) return false;
    const tag = chunk.lastIndexOf('<');
    const first = chunk.indexOf('<');
    if (this.sinceTag + (first < 0 ? chunk.length : first) > limits.textBytes) return true;
    this.sinceTag = tag < 0 ? this.sinceTag + chunk.length : chunk.length - tag;
    if (!isSheet(this.part)) return false;
    const row = chunk.lastIndexOf('<row');
    this.sinceRow = row < 0 ? this.sinceRow + chunk.length : chunk.length - row;
    return this.sinceRow > limits.rowBytes;
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead !== length) throw new ArchiveRefused('BROKEN');
  return buffer;
}

const isOfZlib = (error: unknown): boolean =>
  /^Z_|^ERR_ZLIB/.test((error as NodeJS.ErrnoException).code ?? '');
