import type { Readable } from 'node:stream';

/** Where the bytes of files lie. Keys are those of `storageKeyOf`; a driver refuses any other. */
export type ObjectStore = Readonly<{
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** Null when there is no such object. */
  get(key: string): Promise<Readable | null>;
  /** Deleting what is not there is done already. */
  delete(key: string): Promise<void>;
}>;
