import { mediaTypes, type MediaType } from './media-type.js';

/** The longest side of a rendition, in pixels. */
export const renditionSizes = [320, 2048] as const;
export type RenditionSize = (typeof renditionSizes)[number];

const endings = Object.values(mediaTypes).map(([ending]) => ending);
const idPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** What is made of a file stands beside it, under its key: its renditions, and that they cannot be made. */
const beside = `(?:\\.(?:${renditionSizes.join('|')})\\.jpg|\\.failed)`;
/** Which of several that came under one key. */
const copy = '(?:-[0-9a-f]{8})?';
/** `.part` is what a disk holds while a file is being written. */
const safe = new RegExp(
  `^\\d{4}/\\d{2}/${idPattern}${copy}\\.(?:${endings.join('|')})${beside}?(?:\\.part)?$`,
);
const madeEnding = new RegExp(`${beside}$`);
const imageEnding = new RegExp(`${idPattern}${copy}\\.(?:jpg|png|webp|heic)$`);

/**
 * Where a file is stored: by month, so that no folder grows without end. Nothing of the client's name is in it; its id stands first, by which intake finds it. `copyId`: of a file that may come again
 * under its key, so that what came first is never written over.
 */
export function storageKeyOf(id: string, mediaType: MediaType, now: Date, copyId?: string): string {
  const month = now.toISOString().slice(0, 7).replace('-', '/');
  const name = copyId === undefined ? id : `${id}-${copyId}`;
  return safeKey(`${month}/${name}.${mediaTypes[mediaType][0]}`);
}

/** Where a rendition of a file is stored. */
export const renditionKeyOf = (key: string, size: RenditionSize): string => safeKey(`${key}.${size}.jpg`);

/** Where it is written down how often renditions of a file could not be made. */
export const failureKeyOf = (key: string): string => safeKey(`${key}.failed`);

/** Of what was made of a file: the key of that file. Of a file itself: its own. */
export const originalKeyOf = (key: string): string => key.replace(madeEnding, '');

/** Everything that may have been made of a file, and has to go with it. */
export function keysMadeOf(key: string): readonly string[] {
  if (!imageEnding.test(key)) return [];
  return [...renditionSizes.map((size) => renditionKeyOf(key, size)), failureKeyOf(key)];
}

export const isStorageKey = (key: string): boolean => safe.test(key);

/** The key itself, if it is one of ours. Throws for anything that could lead out of the storage. */
export function safeKey(key: string): string {
  if (!isStorageKey(key)) throw new Error('not a storage key');
  return key;
}
