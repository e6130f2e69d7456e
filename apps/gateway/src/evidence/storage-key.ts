import { mediaTypes, type MediaType } from './media-type.js';

/** `.part` is what a disk holds while a file is being written. */
const safe =
  /^\d{4}\/\d{2}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(?:jpg|png|heic|pdf|mp4)(?:\.part)?$/;

/** Where a file is stored: by month, so that no folder grows without end. Nothing of the client's name is in it. */
export function storageKeyOf(id: string, mediaType: MediaType, now: Date): string {
  const month = now.toISOString().slice(0, 7).replace('-', '/');
  return safeKey(`${month}/${id}.${mediaTypes[mediaType][0]}`);
}

export const isStorageKey = (key: string): boolean => safe.test(key);

/** The key itself, if it is one of ours. Throws for anything that could lead out of the storage. */
export function safeKey(key: string): string {
  if (!isStorageKey(key)) throw new Error('not a storage key');
  return key;
}
