import type { ObjectStore } from './object-store.js';
import { keysMadeOf } from './storage-key.js';

/**
 * Deletes a file and whatever was made of it. The file goes first: who is making a rendition of it meanwhile looks for it once more when the rendition is stored, and
 * takes that back (renditions.operations.ts).
 */
export async function deleteWithRenditions(storage: ObjectStore, key: string): Promise<void> {
  await storage.delete(key);
  await deleteRenditions(storage, key);
}

/** What was made of a file. */
export async function deleteRenditions(storage: ObjectStore, key: string): Promise<void> {
  for (const made of keysMadeOf(key)) await storage.delete(made);
}
