import type { Readable } from 'node:stream';

export type StoredObject = Readonly<{ key: string; at: Date }>;

/** Where the bytes of files lie. Keys are those of `storageKeyOf`; a driver refuses any other. */
export type ObjectStore = Readonly<{
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** Null when there is no such object. */
  get(key: string): Promise<Readable | null>;
  /** Everything that is stored, also what was left half written, and when it was; in no order. */
  list(): AsyncIterable<StoredObject>;
  /** Bytes that still fit; null where nobody can say. */
  free(): Promise<number | null>;
  /** Deleting what is not there is done already. */
  delete(key: string): Promise<void>;
}>;
