import { entryOf, firstDirectory, tiffOf } from './gps.js';

const orientationTag = 0x0112;

/** How the image lies, by the first directory of its EXIF: 1 to 8; 1, as it lies, when that names none. */
export function orientationIn(exif: Buffer): number {
  const tiff = tiffOf(exif);
  const entry = tiff && entryOf(tiff, firstDirectory(tiff), orientationTag);
  const value = tiff && entry !== null ? tiff.u16(entry + 8) : 1;
  return value >= 1 && value <= 8 ? value : 1;
}

/** EXIF with one entry. */
export function orientationTiff(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
