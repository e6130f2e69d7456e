import { beginsLikePng } from './png.js';

/** The kinds of evidence; each with the endings that its files have, the first of which we give ourselves. */
export const mediaTypes = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/heic': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  'video/mp4': ['mp4', 'm4v'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type MediaType = keyof typeof mediaTypes;

/** The first brand of an ISO file says what it is; these are images of HEIF, one or several. */
const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1']);
/** AVIF, QuickTime, Apple's film shop, sound alone, a raw image of Canon, telephones before 2010: none of the kinds. */
const otherBrand = /^(?:avi[fs]|qt {2}|M4V|M4[AB]|F4[AB]|crx|3g)/;

/**
 * What the bytes are, whatever their name says; null when it is none of the kinds. Only the first twelve bytes are looked at: what libraries for all the
 * formats of the world do with a stranger's bytes (unpack a ZIP, count the chunks of a PNG) nobody here needs.
 */
export async function sniff(bytes: Uint8Array): Promise<MediaType | null> {
  const head = Buffer.from(bytes.subarray(0, 12));
  if (head.toString('hex', 0, 3) === 'ffd8ff') return 'image/jpeg';
  if (beginsLikePng(head)) return 'image/png';
  if (head.toString('latin1', 0, 5) === '%PDF-') return 'application/pdf';
  if (head.toString('latin1', 4, 8) !== 'ftyp' || head.length < 12) return null;
  const brand = head.toString('latin1', 8, 12);
  if (heicBrands.has(brand)) return 'image/heic';
  return otherBrand.test(brand) || !/^[ -~]/.test(brand) ? null : 'video/mp4';
}

/** A name without an ending says nothing, so it contradicts nothing. */
export function contradicts(name: string, mediaType: MediaType): boolean {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.trim().toLowerCase();
  return ending !== undefined && !(mediaTypes[mediaType] as readonly string[]).includes(ending);
}
