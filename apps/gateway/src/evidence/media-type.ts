import { bandOfAmr } from './amr.js';
import { beginsLikeMp3 } from './mp3.js';
import { isSoundAlone } from './mp4-sound.js';
import { officeKindOf } from './office-kind.js';
import { beginsLikePng } from './png.js';
import { beginsLikeWebp } from './webp.js';

/** The kinds of evidence; each with the endings that its files have, the first of which we give ourselves. */
export const mediaTypes = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif', 'hif'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov', 'qt'],
  'audio/mp4': ['m4a'],
  'audio/mpeg': ['mp3'],
  'audio/amr': ['amr'],
  'audio/amr-wb': ['awb'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type MediaType = keyof typeof mediaTypes;

/** The first brand of an ISO file says what it is; these are images of HEIF, one or several. */
const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1']);
/** AVIF, Apple's film shop, books that are read aloud, a raw image of Canon, telephones before 2010: none of the kinds. */
const otherBrand = /^(?:avi[fs]|M4V|M4B|F4[AB]|crx|3g)/;

/**
 * What the bytes are, whatever their name says; null when it is none of the kinds. The first twelve bytes are looked at, and where they leave it open (a film
 * without a picture, a ZIP, a sound without a head) what our own bounded readers find: libraries for all the formats of the world unpack and count whatever
 * a stranger's bytes claim.
 */
export async function sniff(bytes: Uint8Array): Promise<MediaType | null> {
  const head = Buffer.from(bytes.subarray(0, 12));
  if (head.toString('hex', 0, 3) === 'ffd8ff') return 'image/jpeg';
  if (beginsLikePng(head)) return 'image/png';
  if (beginsLikeWebp(head)) return 'image/webp';
  if (head.toString('latin1', 0, 5) === '%PDF-') return 'application/pdf';
  if (head.toString('latin1', 4, 8) === 'ftyp' && head.length === 12)
    return ofBrand(head.toString('latin1', 8, 12), bytes);
  const band = bandOfAmr(head);
  if (band) return band === 'wide' ? 'audio/amr-wb' : 'audio/amr';
  const office = officeKindOf(bytes);
  if (office) return officeTypes[office];
  return beginsLikeMp3(bytes) ? 'audio/mpeg' : null;
}

const officeTypes = {
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xl: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<string, MediaType>;

function ofBrand(brand: string, bytes: Uint8Array): MediaType | null {
  if (heicBrands.has(brand)) return 'image/heic';
  if (brand === 'M4A ') return 'audio/mp4';
  if (otherBrand.test(brand) || !/^[ -~]/.test(brand)) return null;
  if (isSoundAlone(bytes)) return 'audio/mp4';
  return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}
