/** Boxes of the ISO base media file format (ISO/IEC 14496-12): HEIC and MP4 are made of them. Offsets are of the whole file. */
export type Box = Readonly<{
  type: string;
  start: number;
  /** Where the content begins. */ body: number;
  end: number;
}>;

/** A film of 20 MB in fragments of a second has some thousand; an empty box takes eight bytes, so the bytes alone would allow 2.6 million. */
const mostBoxes = 10_000;
/** `moov/trak/mdia/minf/stbl` is five. */
export const deepest = 16;

/** The boxes of one file. It counts them, because each is held as an object. */
export class BoxReader {
  private count = 0;
  private readonly known = new Map<string, readonly Box[]>();

  constructor(readonly file: Buffer) {}

  /** The boxes between two offsets. Throws when they do not fill the space exactly, so that nothing hides behind the last one. */
  within(from: number, until: number): readonly Box[] {
    const key = `${from}-${until}`;
    const boxes = this.known.get(key) ?? this.read(from, until);
    this.known.set(key, boxes);
    return boxes;
  }

  /** The boxes at the beginning of the file, up to the first bytes that are none. */
  *leading(): Generator<Box> {
    for (let start = 0; this.file.length - start >= 8;) {
      const box = boxIfAny(this.file, start, this.file.length);
      if (!box) return;
      this.count += 1;
      if (this.count > mostBoxes) throw new Error('more boxes than a file needs');
      yield box;
      start = box.end;
    }
  }

  private read(from: number, until: number): readonly Box[] {
    const boxes: Box[] = [];
    let start = from;
    while (start < until) {
      if (until - start < 8) throw new Error('bytes that are no box');
      const box = boxAt(this.file, start, until);
      boxes.push(box);
      this.count += 1;
      if (this.count > mostBoxes) throw new Error('more boxes than a file needs');
      start = box.end;
    }
    return boxes;
  }
}

function boxAt(file: Buffer, start: number, until: number): Box {
  const box = boxIfAny(file, start, until);
  if (!box) throw new Error('a box is longer than what it lies in');
  return box;
}

/** Null for what does not fit into the space, or says of itself that it is shorter than its own head. */
function boxIfAny(file: Buffer, start: number, until: number): Box | null {
  const size = file.readUInt32BE(start);
  const type = file.toString('latin1', start + 4, start + 8);
  const large = size === 1;
  // a size of 0 means: to the end
  if (large && until - start < 16) return null;
  const length = size === 0 ? until - start : large ? Number(file.readBigUInt64BE(start + 8)) : size;
  const body = start + (large ? 16 : 8);
  if (start + length > until || body > start + length) return null;
  return { type, start, body, end: start + length };
}

/** The content of a `meta` box: ISO puts version and flags before it, QuickTime does not. */
export function metaBody(file: Buffer, meta: Box): number {
  return file.toString('latin1', meta.body + 4, meta.body + 8) === 'hdlr' ? meta.body : meta.body + 4;
}

/** Makes free space of a box. Its length stays, because other boxes point into the file by offset. */
export function blank(file: Buffer, box: Box): void {
  file.write('free', box.start + 4, 'latin1');
  file.fill(0, box.body, box.end);
}

/** An unsigned integer of 0 to 6 or 8 bytes. */
export function uint(file: Buffer, at: number, bytes: number): number {
  if (bytes === 0) return 0;
  return bytes === 8 ? Number(file.readBigUInt64BE(at)) : file.readUIntBE(at, bytes);
}
