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

/**
 * A copy without any metadata but what is needed to show it: JFIF, colour profile, Adobe's transform, and the orientation. What stands
 * behind the end of the image (previews, films of motion photos, each with a position of its own) is cut off.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (source.readUInt16BE(0) !== 0xff00 + SOI) throw new Error('no JPEG');
  const kept: Buffer[] = [source.subarray(0, 2)];
  let orientation = 1;
  let at = 2;
  for (;;) {
    const marker = markerAt(source, at);
    if (marker === EOI) {
      const oriented = orientation === 1 ? [] : [orientationSegment(orientation)];
      return Buffer.concat([...kept.slice(0, 1), ...oriented, ...kept.slice(1), Buffer.from([0xff, EOI])]);
    }
    const end = at + 2 + source.readUInt16BE(at + 2);
    if (end > source.length) throw new Error('a segment is longer than the file');
    const segment = source.subarray(at, end);
    if (marker === APP1) orientation = orientationIn(segment) ?? orientation;
    if (isShown(marker, segment)) kept.push(segment);
    at = end;
    if (marker === SOS) {
      at = endOfScan(source, end);
      kept.push(source.subarray(end, at));
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
  for (let at = source.indexOf(0xff, from); at >= 0; at = source.indexOf(0xff, at + 1)) {
    const next = source[at + 1];
    if (next === undefined) break;
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
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

/** Tag 0x0112 of the first directory; null when this is no EXIF, or names none. */
function orientationIn(segment: Buffer): number | null {
  if (!begins(segment, 'Exif\0\0')) return null;
  const tiff = segment.subarray(10);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const u32 = (at: number) =>
    at + 4 > tiff.length ? 0 : order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const directory = u32(4);
  for (let entry = 0; entry < u16(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    const value = u16(at + 8);
    if (u16(at) === 0x0112 && value >= 1 && value <= 8) return value;
  }
  return null;
}

/** EXIF with one entry. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  const head = Buffer.from([0xff, APP1, 0, 2 + 6 + tiff.length]);
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff]);
}
