import type { PixelSize } from './pixel-size.js';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** What shows the image: PNG (third edition), without the chunks that describe how it came about. */
const shown = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT'.split(' '),
);
/** A moving picture (APNG) is no kind of evidence; it says so before its first data. */
const moving = 'acTL';

/** 20 MB in pieces of 8 kB, as most programs write them, are 2 500; the bytes alone would allow 1.7 million. */
const mostChunks = 100_000;

type Chunk = Readonly<{ type: string; start: number; end: number }>;

/** A copy with the chunks that show the image, and none that hold EXIF, texts (XMP is one), times or anything private. */
export function stripPng(bytes: Uint8Array): Uint8Array {
  const source = bufferOf(bytes);
  const kept: Buffer[] = [signature];
  for (const { type, start, end } of chunksOf(source)) {
    if (type === moving) throw new Error('a moving picture');
    if (shown.has(type)) kept.push(source.subarray(start, end));
  }
  return Buffer.concat(kept);
}

/** The TIFF structure that cameras write their EXIF in. */
export function exifInPng(bytes: Uint8Array): Buffer | null {
  const source = bufferOf(bytes);
  for (const { type, start, end } of chunksOf(source))
    if (type === 'eXIf') return source.subarray(start + 8, end - 4);
  return null;
}

/** What the header claims. Throws when the first chunk is none. */
export function sizeInPng(bytes: Uint8Array): PixelSize {
  const source = bufferOf(bytes);
  if (source.toString('latin1', 12, 16) !== 'IHDR') throw new Error('a PNG without its header');
  return { width: source.readUInt32BE(16), height: source.readUInt32BE(20) };
}

export function beginsLikePng(bytes: Uint8Array): boolean {
  return signature.equals(bytes.subarray(0, signature.length));
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Up to IEND: what stands behind it is not part of the image. */
function* chunksOf(source: Buffer): Generator<Chunk> {
  if (!beginsLikePng(source)) throw new Error('no PNG');
  let start = signature.length;
  for (let count = 0; count < mostChunks; count += 1) {
    const end = start + 12 + source.readUInt32BE(start);
    if (end > source.length) throw new Error('a chunk is longer than the file');
    const type = source.toString('latin1', start + 4, start + 8);
    yield { type, start, end };
    if (type === 'IEND') return;
    start = end;
  }
  throw new Error('more chunks than an image needs');
}
