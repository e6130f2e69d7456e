/** Degrees, WGS 84, as cameras write them. */
export type Position = Readonly<{ longitude: number; latitude: number }>;

/** What a directory of TIFF 6.0 holds is read by number, never by what it claims: `rows` is at most what its bytes can hold. */
type Tiff = Readonly<{ u16(at: number): number; u32(at: number): number; length: number }>;

const entryBytes = 12;
const gpsDirectory = 0x8825;
const latitudeTag = { side: 1, value: 2 } as const;
const longitudeTag = { side: 3, value: 4 } as const;
const rational = 5;

/** Null when this is no TIFF. What lies outside reads as 0. */
export function tiffOf(bytes: Buffer): Tiff | null {
  const order = bytes.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const little = order === 'II';
  return {
    length: bytes.length,
    u16: (at) => (at + 2 > bytes.length ? 0 : little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)),
    u32: (at) => (at + 4 > bytes.length ? 0 : little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)),
  };
}

/** Where the entry with a tag begins in the directory at an offset; null when there is none. */
export function entryOf(tiff: Tiff, directory: number, tag: number): number | null {
  const held = Math.floor((tiff.length - directory - 2) / entryBytes);
  const count = Math.min(tiff.u16(directory), held);
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * entryBytes;
    if (tiff.u16(at) === tag) return at;
  }
  return null;
}

/** The first directory. */
export const firstDirectory = (tiff: Tiff): number => tiff.u32(4);

/** The position in a TIFF structure, as EXIF 2.32 §4.6.6 has it: three rationals each, and the side of the globe. */
export function positionInTiff(bytes: Buffer): Position | null {
  const tiff = tiffOf(bytes);
  const pointer = tiff && entryOf(tiff, firstDirectory(tiff), gpsDirectory);
  if (!tiff || pointer === null) return null;
  const gps = tiff.u32(pointer + 8);
  const latitude = degreesOf(bytes, tiff, gps, latitudeTag, 'S');
  const longitude = degreesOf(bytes, tiff, gps, longitudeTag, 'W');
  if (latitude === null || longitude === null) return null;
  return { longitude, latitude };
}

function degreesOf(
  bytes: Buffer,
  tiff: Tiff,
  gps: number,
  { side, value }: Readonly<{ side: number; value: number }>,
  negative: 'S' | 'W',
): number | null {
  const entry = entryOf(tiff, gps, value);
  if (entry === null || tiff.u16(entry + 2) !== rational) return null;
  const at = tiff.u32(entry + 8);
  const parts = Math.min(tiff.u32(entry + 4), 3);
  if (parts === 0 || at + parts * 8 > tiff.length) return null;
  let degrees = 0;
  for (let part = 0; part < parts; part += 1) {
    const below = tiff.u32(at + part * 8 + 4);
    // 0/0 is how some cameras write that there are no seconds
    if (below !== 0) degrees += tiff.u32(at + part * 8) / below / 60 ** part;
  }
  const sideEntry = entryOf(tiff, gps, side);
  const isNegative =
    sideEntry !== null && bytes.toString('latin1', sideEntry + 8, sideEntry + 9) === negative;
  return isNegative ? -degrees : degrees;
}
