import type { StorageConfig } from '../config.js';
import { diskStore } from './disk.store.js';
import type { ObjectStore } from './object-store.js';
import { s3Store } from './s3.store.js';

export function openStorage(config: StorageConfig): ObjectStore {
  return config.kind === 's3' ? s3Store(config) : diskStore(config.folder);
}
