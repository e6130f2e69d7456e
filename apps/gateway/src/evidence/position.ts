import exifr from 'exifr';
import { stripHeic } from './heic.js';
import { stripJpeg } from './jpeg.js';
import type { MediaType } from './media-type.js';
import { positionInMp4, stripMp4 } from './mp4.js';
import { exifInPng, stripPng } from './png.js';

/** Degrees, WGS 84, as cameras write them. */
export type Position = Readonly<{ longitude: number; latitude: number }>;

export type Cleaned = Readonly<{ bytes: Uint8Array; position: Position | null }>;

type Format = Readonly<{
  /** A copy without the position. Throws when the bytes are not what they begin like. */
  strip(bytes: Uint8Array): Uint8Array;
  read(bytes: Uint8Array): Promise<Position | null>;
}>;

const inExif = async (bytes: Uint8Array): Promise<Position | null> => {
  const found = (await exifr.gps(bytes)) as Partial<Position> | undefined;
  return valid(found?.longitude, found?.latitude);
};
const inChunk = async (bytes: Uint8Array): Promise<Position | null> => {
  // exifr gives up on a PNG with bytes behind its end, but reads the structure inside
  const exif = exifInPng(bytes);
  return exif && inExif(exif);
};
const inBoxes = async (bytes: Uint8Array): Promise<Position | null> => {
  const found = positionInMp4(bytes);
  return found && valid(found.longitude, found.latitude);
};

const formats: Readonly<Partial<Record<MediaType, Format>>> = {
  'image/jpeg': { strip: stripJpeg, read: inExif },
  'image/png': { strip: stripPng, read: inChunk },
  'image/heic': { strip: stripHeic, read: inExif },
  'video/mp4': { strip: stripMp4, read: inBoxes },
};

/** Takes the position out of a file. Null when the file is damaged, or when a position could still be read afterwards. */
export async function withoutPosition(bytes: Uint8Array, mediaType: MediaType): Promise<Cleaned | null> {
  const format = formats[mediaType];
  if (!format) return { bytes, position: null };
  const position = await unlessUnreadable(() => format.read(bytes));
  const stripped = await unlessUnreadable(async () => format.strip(bytes));
  if (!stripped || (await stillFound(stripped, format))) return null;
  return { bytes: stripped, position };
}

async function stillFound(bytes: Uint8Array, format: Format): Promise<boolean> {
  // the names under which XMP writes a position, wherever such a packet may stand
  if (
    ['exif:GPSLatitude', 'exif:GPSLongitude'].some((name) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name),
    )
  ) {
    return true;
  }
  return (await unlessUnreadable(() => format.read(bytes))) !== null;
}

/** A file that was tampered with must not end the request with an error of the parser. */
async function unlessUnreadable<Answer>(read: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await read();
  } catch {
    // damaged: the caller refuses what could not be stripped, and a position that cannot be read cannot be kept
    return null;
  }
}

function valid(longitude: unknown, latitude: unknown): Position | null {
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return null;
  return { longitude, latitude };
}
