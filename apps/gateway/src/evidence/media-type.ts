import { fileTypeFromBuffer } from 'file-type';

/** The kinds of evidence; each with the endings that its files have, the first of which we give ourselves. */
export const mediaTypes = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/heic': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  'video/mp4': ['mp4', 'm4v'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type MediaType = keyof typeof mediaTypes;

/** HEIC has four names, by whether its first brand says one image or several. */
const heicNames = ['image/heif', 'image/heic-sequence', 'image/heif-sequence'];

/** What the bytes are, whatever their name says; null when it is none of the kinds. */
export async function sniff(bytes: Uint8Array): Promise<MediaType | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (!found) return null;
  const mime: string = heicNames.includes(found.mime) ? 'image/heic' : found.mime;
  return isMediaType(mime) ? mime : null;
}

/** A name without an ending says nothing, so it contradicts nothing. */
export function contradicts(name: string, mediaType: MediaType): boolean {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.trim().toLowerCase();
  return ending !== undefined && !(mediaTypes[mediaType] as readonly string[]).includes(ending);
}

function isMediaType(mime: string): mime is MediaType {
  return Object.hasOwn(mediaTypes, mime);
}
