import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from './object-store.js';
import { safeKey } from './storage-key.js';

/** Files in a folder. A file is there whole or not at all: it is written beside its place, synced, then renamed. */
export function diskStore(folder: string): ObjectStore {
  const pathOf = (key: string) => join(folder, safeKey(key));
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const beside = `${path}.part`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(beside, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    },
    async get(key) {
      try {
        const file = await open(pathOf(key));
        return createReadStream('', { fd: file });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}
