import { positionInTiff, type Position } from './gps.js';
import { exifInHeic, stripHeic } from './heic.js';
import { exifInJpeg, stripJpeg } from './jpeg.js';
import type { MediaType } from './media-type.js';
import { positionInMp4, stripMp4 } from './mp4.js';
import { exifInPng, stripPng } from './png.js';

export type Cleaned = Readonly<{ bytes: Uint8Array; position: Position | null }>;

type Format = Readonly<{
  /** A copy without the position. Throws when the bytes are not what they begin like. */
  strip(bytes: Uint8Array): Uint8Array;
  read(bytes: Uint8Array): Position | null;
}>;

const byExif =
  (exifIn: (bytes: Uint8Array) => Buffer | null) =>
  (bytes: Uint8Array): Position | null => {
    const exif = exifIn(bytes);
    return exif && valid(positionInTiff(exif));
  };

const formats: Readonly<Partial<Record<MediaType, Format>>> = {
  'image/jpeg': { strip: stripJpeg, read: byExif(exifInJpeg) },
  'image/png': { strip: stripPng, read: byExif(exifInPng) },
  'image/heic': { strip: stripHeic, read: byExif(exifInHeic) },
  'video/mp4': { strip: stripMp4, read: (bytes) => valid(positionInMp4(bytes)) },
};

/** Takes the position out of a file. Null when the file is damaged, or when a position could still be read afterwards. */
export async function withoutPosition(bytes: Uint8Array, mediaType: MediaType): Promise<Cleaned | null> {
  const format = formats[mediaType];
  if (!format) return { bytes, position: null };
  const position = unlessUnreadable(() => format.read(bytes));
  const stripped = unlessUnreadable(() => format.strip(bytes));
  if (!stripped || stillFound(stripped, format)) return null;
  return { bytes: stripped, position };
}

function stillFound(bytes: Uint8Array, format: Format): boolean {
  // the names under which XMP writes a position, wherever such a packet may stand
  if (
    ['exif:GPSLatitude', 'exif:GPSLongitude'].some((name) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name),
    )
  ) {
    return true;
  }
  return unlessUnreadable(() => format.read(bytes)) !== null;
}

/** A file that was tampered with must not end the request with an error of the parser. */
function unlessUnreadable<Answer>(read: () => Answer): Answer | null {
  try {
    return read();
  } catch {
    // damaged: the caller refuses what could not be stripped, and a position that cannot be read cannot be kept
    return null;
  }
}

function valid(found: Position | null): Position | null {
  if (!found) return null;
  const { longitude, latitude } = found;
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? found : null;
}
