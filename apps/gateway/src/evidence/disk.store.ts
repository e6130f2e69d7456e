import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { ObjectStore } from './object-store.js';
import { isStorageKey, safeKey } from './storage-key.js';

/** Files in a folder. A file is there whole or not at all: it is written beside its place, synced, then renamed. */
export function diskStore(folder: string): ObjectStore {
  const pathOf = (key: string) => join(folder, safeKey(key));
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const beside = `${path}.part`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await write(beside, bytes);
        await rename(beside, path);
      } catch (error) {
        // on a full disk the part that was written would keep it full
        await rm(beside, { force: true });
        throw error;
      }
    },
    async get(key) {
      const file = await whereThere(open(pathOf(key)));
      return file && createReadStream('', { fd: file });
    },
    async *list() {
      for await (const path of filesIn(folder)) {
        const key = relative(folder, path).split(sep).join('/');
        const found = isStorageKey(key) ? await whereThere(stat(path)) : null;
        if (found) yield { key, at: found.mtime };
      }
    },
    async free() {
      // the folder is made with the first file
      const place = (await whereThere(statfs(folder))) ?? (await whereThere(statfs(dirname(folder))));
      return place && place.bavail * place.bsize;
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Null for what is not there, or not any more. */
async function whereThere<Found>(asked: Promise<Found>): Promise<Found | null> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** By ourselves: `opendir(…, { recursive: true })` of Node 20 ends after its first buffer of 32 entries. */
async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const entry of (await whereThere(opendir(folder))) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}
