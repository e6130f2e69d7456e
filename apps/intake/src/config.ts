import type { SnapshotSource } from '@weisu/directory-client';
import { z } from 'zod';
import type { SealingKeys } from './person/sealing.js';

/** Keys of everything that could tell who someone is. */
export type PersonalKeys = Readonly<{
  /** For names, phones and positions; rotated by putting a new key first. */
  sealing: SealingKeys;
  /** For person keys and content marks. Never rotates: repeats would no longer be recognised. */
  person: Buffer;
  /** For tracking secrets. Never rotates: receipts would no longer be honoured. */
  tracking: Buffer;
}>;

export type IntakeConfig = Readonly<{ keys: PersonalKeys; directory: SnapshotSource }>;

const keyBytes = 32;

const key = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === keyBytes, `must be ${keyBytes} bytes in base64`);

const sealingKeys = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .pipe(z.array(z.string().regex(/^[A-Za-z0-9_-]+:.+$/, 'must be id:base64, the current key first')).min(1))
  .transform((entries) =>
    entries.map((entry) => [entry.slice(0, entry.indexOf(':')), entry.slice(entry.indexOf(':') + 1)]),
  )
  .pipe(z.array(z.tuple([z.string(), key])))
  .refine((pairs) => new Set(pairs.map(([id]) => id)).size === pairs.length, 'names a key id twice');

const environment = z.object({ PERSONAL_DATA_KEYS: sealingKeys, PERSON_KEY: key, TRACKING_KEY: key });

/** Fails with the names of the variables that are missing or wrong, and never with their values. `directory` comes from the place it runs in. */
export function intakeConfig(
  variables: Readonly<Record<string, string | undefined>>,
  directory: SnapshotSource,
): IntakeConfig {
  const result = environment.safeParse(variables);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`configuration of intake: ${problems.join('; ')}`);
  }
  const { PERSONAL_DATA_KEYS: pairs, PERSON_KEY: person, TRACKING_KEY: tracking } = result.data;
  const [[current] = ['']] = pairs;
  return Object.freeze({ keys: { sealing: { current, keys: new Map(pairs) }, person, tracking }, directory });
}
