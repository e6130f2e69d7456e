import type { SnapshotSource } from '@weisu/directory-client';
import { z } from 'zod';
import type { KeyRing } from './personal-data/cipher.js';

export type MediationConfig = Readonly<{
  directory: SnapshotSource;
  personalDataKeys: KeyRing;
}>;

const keyRing = z.string().transform((text, context): KeyRing => {
  const keys = new Map<string, Buffer>();
  let writesWith = '';
  for (const entry of text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [, id, encoded] = /^([A-Za-z0-9-]+):([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? [];
    if (id === undefined || encoded === undefined || keys.has(id)) {
      // The entry itself is a secret and never part of the message.
      context.addIssue('must be `id:base64 of 32 bytes`, separated by commas, each id once');
      return z.NEVER;
    }
    keys.set(id, Buffer.from(encoded, 'base64'));
    writesWith ||= id;
  }
  if (!keys.size) {
    context.addIssue('needs at least one key');
    return z.NEVER;
  }
  return { writesWith, keys };
});

const environmentSchema = z.object({
  /** Keys of the parties' data, newest first: the first writes, all read. */
  PERSONAL_DATA_KEYS: keyRing,
});

/** Throws an error that names the bad variable and never its value. */
export function mediationConfig(
  environment: Readonly<Record<string, string | undefined>>,
  directory: SnapshotSource,
): MediationConfig {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'invalid'}`);
  }
  return Object.freeze({ directory, personalDataKeys: read.data.PERSONAL_DATA_KEYS });
}
