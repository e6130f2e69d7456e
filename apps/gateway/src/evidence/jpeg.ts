import { orientationIn, orientationTiff } from './orientation.js';
import type { PixelSize } from './pixel-size.js';

/** JPEG, ITU-T T.81 annex B: marker segments, of which the application segments hold what the camera says about itself. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;

/** A panorama with its depth has some 300; the bytes alone would allow five million. */
const mostSegments = 10_000;
const exifHead = 'Exif\0\0';

/** `scan`: the compressed data behind a start of scan. */
type Part = Readonly<{ marker: number | 'scan'; bytes: Buffer }>;

/**
 * A copy without any metadata but what is needed to show it: JFIF, colour profile, Adobe's transform, and the orientation. What stands
 * behind the end of the image (previews, films of motion photos, each with a position of its own) is cut off.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  const kept: Buffer[] = [];
  let exif: Buffer | null = null;
  for (const { marker, bytes: part } of partsOf(bytes)) {
    if (marker === APP1) exif ??= exifIn(part);
    if (marker === 'scan' || isShown(marker, part)) kept.push(part);
  }
  const orientation = exif ? orientationIn(exif) : 1;
  const oriented = orientation === 1 ? [] : [orientationSegment(orientation)];
  return Buffer.concat([Buffer.from([0xff, SOI]), ...oriented, ...kept, Buffer.from([0xff, EOI])]);
}

/** The TIFF structure of the first Exif segment: what a file has of them beyond the first, no program shows. */
export function exifInJpeg(bytes: Uint8Array): Buffer | null {
  for (const { marker, bytes: part } of partsOf(bytes)) {
    const exif = marker === APP1 ? exifIn(part) : null;
    if (exif) return exif;
  }
  return null;
}

/** What each frame header claims. Throws when there is none, or when the height is to come later (DNL), which no camera writes. */
export function sizesInJpeg(bytes: Uint8Array): readonly PixelSize[] {
  const sizes: PixelSize[] = [];
  for (const { marker, bytes: part } of partsOf(bytes)) {
    if (marker === 'scan' || !isFrame(marker)) continue;
    const [height, width] = [part.readUInt16BE(5), part.readUInt16BE(7)];
    if (width === 0 || height === 0) throw new Error('an image without a size');
    sizes.push({ width, height });
  }
  if (!sizes.length) throw new Error('an image without a frame');
  return sizes;
}

/** SOF0 to SOF15 without the tables among them (DHT, JPG, DAC), and the frame of frames (DHP). */
const isFrame = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) ||
  marker === 0xde;

/** What stands between the start and the end of the image. Throws when there is no end. */
function* partsOf(bytes: Uint8Array): Generator<Part> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (source.readUInt16BE(0) !== 0xff00 + SOI) throw new Error('no JPEG');
  let at = 2;
  for (let count = 0; ; count += 1) {
    if (count > mostSegments) throw new Error('more segments than an image needs');
    const marker = markerAt(source, at);
    if (marker === EOI) return;
    const end = at + 2 + source.readUInt16BE(at + 2);
    if (end > source.length) throw new Error('a segment is longer than the file');
    yield { marker, bytes: source.subarray(at, end) };
    at = end;
    if (marker === SOS) {
      at = endOfScan(source, end);
      yield { marker: 'scan', bytes: source.subarray(end, at) };
    }
  }
}

function markerAt(source: Buffer, at: number): number {
  if (source.readUInt8(at) !== 0xff) throw new Error('no marker where one must be');
  const marker = source.readUInt8(at + 1);
  if (marker === 0x00 || marker === SOI || (marker >= 0xd0 && marker <= 0xd7))
    throw new Error('a marker out of place');
  return marker;
}

/** Compressed data runs to the next marker that is neither an escaped FF nor a restart. */
function endOfScan(source: Buffer, from: number): number {
  // a loop of our own: a call of indexOf for each of ten million escaped bytes costs a second
  const last = source.length - 1;
  for (let at = from; at < last; at += 1) {
    if (source[at] !== 0xff) continue;
    const next = source[at + 1] ?? 0;
    if (next === 0xff) continue;
    if (next !== 0x00 && (next < 0xd0 || next > 0xd7)) return at;
    at += 1;
  }
  throw new Error('the image has no end');
}

function isShown(marker: number, segment: Buffer): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP0) return begins(segment, 'JFIF\0');
  if (marker === APP2) return begins(segment, 'ICC_PROFILE\0');
  return marker === APP14 && begins(segment, 'Adobe');
}

function begins(segment: Buffer, text: string): boolean {
  return segment.toString('latin1', 4, 4 + text.length) === text;
}

const exifIn = (segment: Buffer): Buffer | null =>
  begins(segment, exifHead) ? segment.subarray(4 + exifHead.length) : null;

function orientationSegment(orientation: number): Buffer {
  const tiff = orientationTiff(orientation);
  const head = Buffer.from([0xff, APP1, 0, 2 + 6 + tiff.length]);
  return Buffer.concat([head, Buffer.from(exifHead, 'latin1'), tiff]);
}
