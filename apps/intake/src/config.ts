import type { SnapshotSource } from '@weisu/directory-client';
import { keyRing, type KeyRing } from '@weisu/personal-data';
import { z } from 'zod';
import { retentionTerms, type RetentionTerms } from './retention/terms.js';

/** Keys of everything that could tell who someone is. */
export type PersonalKeys = Readonly<{
  /** For names, phones and positions; rotated by putting a new key first. */
  sealing: KeyRing;
  /** For person keys and content marks. Never rotates: repeats would no longer be recognised. */
  person: Buffer;
  /** For tracking secrets. Never rotates: receipts would no longer be honoured. */
  tracking: Buffer;
}>;

export type IntakeConfig = Readonly<{
  keys: PersonalKeys;
  directory: SnapshotSource;
  retention: RetentionTerms;
}>;

const keyBytes = 32;

const key = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === keyBytes, `must be ${keyBytes} bytes in base64`);

const environment = z.object({ PERSONAL_DATA_KEYS: keyRing, PERSON_KEY: key, TRACKING_KEY: key });

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
  const { PERSONAL_DATA_KEYS: sealing, PERSON_KEY: person, TRACKING_KEY: tracking } = result.data;
  return Object.freeze({
    keys: { sealing, person, tracking },
    directory,
    retention: retentionTerms(variables),
  });
}
