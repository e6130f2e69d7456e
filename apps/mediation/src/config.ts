import type { SnapshotSource } from '@weisu/directory-client';
import { keyRing, type KeyRing } from '@weisu/personal-data';
import { z } from 'zod';

export type MediationConfig = Readonly<{
  directory: SnapshotSource;
  personalDataKeys: KeyRing;
}>;

const environmentSchema = z.object({
  /** Keys of the parties' data, newest first: the first writes, all read. */
  PERSONAL_DATA_KEYS: keyRing,
});

/** Throws an error that names the bad variable and never its value. */
export function personalDataKeys(environment: Readonly<Record<string, string | undefined>>): KeyRing {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'invalid'}`);
  }
  return read.data.PERSONAL_DATA_KEYS;
}

/** Throws as `personalDataKeys` does. */
export function mediationConfig(
  environment: Readonly<Record<string, string | undefined>>,
  directory: SnapshotSource,
): MediationConfig {
  return Object.freeze({ directory, personalDataKeys: personalDataKeys(environment) });
}
