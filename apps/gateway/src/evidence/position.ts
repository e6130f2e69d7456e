import { framesOfAmr } from './amr.js';
import { positionInTiff, type Position } from './gps.js';
import { exifInHeic, stripHeic } from './heic.js';
import { exifInJpeg, stripJpeg } from './jpeg.js';
import type { MediaType } from './media-type.js';
import { framesOfMp3 } from './mp3.js';
import { stripSound } from './mp4-sound.js';
import { positionInMp4, stripMp4 } from './mp4.js';
import { cutPdf } from './pdf.js';
import { exifInPng, stripPng } from './png.js';
import { exifInWebp, stripWebp } from './webp.js';

export type Cleaned = Readonly<{ bytes: Uint8Array; position: Position | null }>;

type Format = Readonly<{
  /** What is kept: without the position, and without what stands behind the end. Throws when the bytes are not what they begin like. */
  strip(bytes: Uint8Array): Uint8Array;
  read(bytes: Uint8Array): Position | null;
  /** Packets of XMP are part of what somebody wrote, and stay. */
  keepsPackets?: true;
}>;

const byExif =
  (exifIn: (bytes: Uint8Array) => Buffer | null) =>
  (bytes: Uint8Array): Position | null => {
    const exif = exifIn(bytes);
    return exif && valid(positionInTiff(exif));
  };

const inBoxes = (bytes: Uint8Array): Position | null => valid(positionInMp4(bytes));
/** A position in words, among the tags of a recording, is removed with them and not understood. */
const unread = (): null => null;

/** A text or a workbook is kept as it came: what is in its pictures is part of what somebody wrote (docs/adr/0042). */
const formats: Readonly<Partial<Record<MediaType, Format>>> = {
  'image/jpeg': { strip: stripJpeg, read: byExif(exifInJpeg) },
  'image/png': { strip: stripPng, read: byExif(exifInPng) },
  'image/webp': { strip: stripWebp, read: byExif(exifInWebp) },
  'image/heic': { strip: stripHeic, read: byExif(exifInHeic) },
  'application/pdf': { strip: cutPdf, read: unread, keepsPackets: true },
  'video/mp4': { strip: stripMp4, read: inBoxes },
  'video/quicktime': { strip: stripMp4, read: inBoxes },
  'audio/mp4': { strip: stripSound, read: inBoxes },
  'audio/mpeg': { strip: framesOfMp3, read: unread },
  'audio/amr': { strip: framesOfAmr, read: unread },
  'audio/amr-wb': { strip: framesOfAmr, read: unread },
};

/** Takes the position out of a file, and cuts off what stands behind its end. Null when the file is damaged, or when a position could still be read afterwards. */
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
    !format.keepsPackets &&
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
