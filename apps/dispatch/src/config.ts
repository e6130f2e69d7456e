import type { SnapshotSource } from '@weisu/directory-client';
import { keyRing, type KeyRing } from '@weisu/personal-data';
import { z } from 'zod';
import type { Others } from './reading/export/others.client.js';

/** What dispatch is told by the place it runs in: the reference data, the keys of exports, and what other services say of the matters in one. */
export type DispatchConfig = Readonly<{
  directory: SnapshotSource;
  /** Seals the claims of who asked for an export and the key of its pages, newest first: the first writes, all read. */
  exportKeys: KeyRing;
  others: Others;
}>;

const environmentSchema = z.object({ PERSONAL_DATA_KEYS: keyRing });

/** Fails with the name of the variable that is missing or wrong, never with its value. */
export function exportKeys(environment: Readonly<Record<string, string | undefined>>): KeyRing {
  const result = environmentSchema.safeParse(environment);
  if (result.success) return result.data.PERSONAL_DATA_KEYS;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`configuration of dispatch: ${problems.join('; ')}`);
}
