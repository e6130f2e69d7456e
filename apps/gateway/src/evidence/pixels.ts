import { sizesInHeic } from './heic.js';
import { sizesInJpeg } from './jpeg.js';
import type { MediaType } from './media-type.js';
import { mostPixelsOf } from './most-pixels.js';
import type { PixelSize } from './pixel-size.js';
import { sizeInPng } from './png.js';
import { sizesInWebp } from './webp.js';

const headers: Readonly<Partial<Record<MediaType, (bytes: Uint8Array) => readonly PixelSize[]>>> = {
  'image/jpeg': sizesInJpeg,
  'image/png': (bytes) => [sizeInPng(bytes)],
  'image/webp': sizesInWebp,
  'image/heic': sizesInHeic,
};

/** Whether an image has more pixels than anybody is to decode, by what its headers claim; false for what is no image. Throws when no header says it. */
export function hasTooManyPixels(bytes: Uint8Array, mediaType: MediaType): boolean {
  const sizesIn = headers[mediaType];
  if (!sizesIn) return false;
  const most = mostPixelsOf(mediaType);
  const sizes = sizesIn(bytes);
  if (!sizes.length || sizes.some(({ width, height }) => width === 0 || height === 0))
    throw new Error('an image without a size');
  return sizes.some(({ width, height }) => width * height > most);
}
