import { orientationIn, orientationTiff } from './orientation.js';
import type { PixelSize } from './pixel-size.js';

/** What shows the image: RFC 9649 §2.7. EXIF, XMP and chunks of others' making are left out. */
const shown = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);
/** A moving picture is no kind of evidence. */
const moving = new Set(['ANIM', 'ANMF']);

/** An image that does not move has six; empty ones would be 2.6 million. */
const mostChunks = 1_000;
const headBytes = 12;
const flags = { exif: 0x08, xmp: 0x04, moving: 0x02 } as const;
const exifHead = 'Exif\0\0';

/** `body`: the content, without the byte that fills it up to an even number. */
type Chunk = Readonly<{ type: string; start: number; body: Buffer; end: number }>;

/** A copy with the chunks that show the image, and the orientation where it does not lie as it is. What stands behind the image is cut off. */
export function stripWebp(bytes: Uint8Array): Uint8Array {
  const source = bufferOf(bytes);
  const kept: Buffer[] = [];
  let extended: Buffer | null = null;
  let orientation = 1;
  let images = 0;
  for (const { type, start, body, end } of chunksOf(source)) {
    if (moving.has(type)) throw new Error('a moving picture');
    if (type === 'EXIF') orientation = orientationIn(tiffIn(body));
    if (type === 'VP8 ' || type === 'VP8L') images += 1;
    if (!shown.has(type)) continue;
    // a copy: flags in it are changed below
    const part = Buffer.concat([source.subarray(start, end), Buffer.alloc((end - start) & 1)]);
    if (type === 'VP8X' && extended) throw new Error('two heads');
    if (type === 'VP8X') extended = part;
    kept.push(part);
  }
  if (images !== 1) throw new Error('a WebP holds one image');
  if (extended) {
    const named = extended.readUInt8(8);
    if (named & flags.moving) throw new Error('a moving picture');
    extended.writeUInt8((named & ~(flags.exif | flags.xmp)) | (orientation === 1 ? 0 : flags.exif), 8);
    if (orientation !== 1) kept.push(chunkOf('EXIF', orientationTiff(orientation)));
  }
  return whole(kept);
}

/** The TIFF structure that cameras write their EXIF in. */
export function exifInWebp(bytes: Uint8Array): Buffer | null {
  for (const { type, body } of chunksOf(bufferOf(bytes))) if (type === 'EXIF') return tiffIn(body);
  return null;
}

/** What the canvas and each image claim. */
export function sizesInWebp(bytes: Uint8Array): readonly PixelSize[] {
  return [...chunksOf(bufferOf(bytes))].flatMap(({ type, body }) => {
    switch (type) {
      case 'VP8X':
        return [{ width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 }];
      case 'VP8 ':
        // behind the frame tag and the start code; the two highest bits scale what is shown
        if (body.toString('hex', 3, 6) !== '9d012a') throw new Error('VP8 that begins with no key frame');
        return [{ width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }];
      case 'VP8L': {
        if (body.readUInt8(0) !== 0x2f) throw new Error('VP8L without its signature');
        const packed = body.readUInt32LE(1);
        return [{ width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }];
      }
      default:
        return [];
    }
  });
}

export function beginsLikeWebp(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Some programs write the head of JPEG's segment before it. */
const tiffIn = (body: Buffer): Buffer =>
  body.toString('latin1', 0, exifHead.length) === exifHead ? body.subarray(exifHead.length) : body;

/** Up to the end that the file claims: what stands behind it is not part of the image. */
function* chunksOf(source: Buffer): Generator<Chunk> {
  if (!beginsLikeWebp(source.subarray(0, headBytes))) throw new Error('no WebP');
  const until = 8 + source.readUInt32LE(4);
  if (until > source.length) throw new Error('the file ends before the image');
  let start = headBytes;
  for (let count = 0; start < until; count += 1) {
    if (count === mostChunks) throw new Error('more chunks than an image needs');
    const from = start + 8;
    if (from > until) throw new Error('bytes that are no chunk');
    const length = source.readUInt32LE(start + 4);
    if (from + length > until) throw new Error('a chunk is longer than the file');
    const end = Math.min(from + length + (length & 1), until);
    yield {
      type: source.toString('latin1', start, start + 4),
      start,
      body: source.subarray(from, from + length),
      end,
    };
    start = end;
  }
}

function chunkOf(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length & 1)]);
}

function whole(chunks: readonly Buffer[]): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  const file = Buffer.concat([head, ...chunks]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}
