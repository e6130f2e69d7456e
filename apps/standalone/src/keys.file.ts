import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const keysSchema = z.object({
  PERSONAL_DATA_KEYS: z.string(),
  WEBHOOK_KEYS: z.string(),
  PERSON_KEY: z.string(),
  TRACKING_KEY: z.string(),
  ADDRESS_KEY: z.string(),
  DATABASE_PASSWORD: z.string(),
});

export type Keys = z.infer<typeof keysSchema>;

/** The keys of this installation, made at first start and kept in `<dataDir>/keys.json`, readable by its owner only. */
export async function loadOrCreateKeys(dataDir: string): Promise<Keys> {
  const file = join(dataDir, 'keys.json');
  if (existsSync(file)) return keysSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const key = (): string => randomBytes(32).toString('base64');
  const keys: Keys = {
    PERSONAL_DATA_KEYS: `first:${key()}`,
    WEBHOOK_KEYS: `first:${key()}`,
    PERSON_KEY: key(),
    TRACKING_KEY: key(),
    ADDRESS_KEY: key(),
    DATABASE_PASSWORD: randomBytes(24).toString('base64url'),
  };
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
}
