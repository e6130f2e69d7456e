import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const environmentSchema = z
  .object({
    DATA_DIR: z.string().min(1).default('.weisu'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    /** `1`: business time can be set, for tests and simulated replays. Refused in production. */
    WEISU_TEST_CLOCK: z.enum(['0', '1']).default('0'),
    NODE_ENV: z.string().default('development'),
    PUBLIC_OPERATIONS_PER_MINUTE: z.string().optional(),
    ALLOW_LOCAL_WEBHOOKS: z.enum(['true', 'false']).default('true'),
  })
  .refine((values) => !(values.NODE_ENV === 'production' && values.WEISU_TEST_CLOCK === '1'), {
    message: 'is refused in production: deadlines run on real time',
    path: ['WEISU_TEST_CLOCK'],
  });

export type StandaloneConfig = Readonly<{
  dataDir: string;
  port: number;
  host: string;
  logLevel: string;
  testClock: boolean;
  publicOperationsPerMinute: string | undefined;
  allowLocalWebhooks: boolean;
  /** A district that nobody keeps, such as a replay's own: its database does not wait for the disk. */
  disposable: boolean;
  packFolder: string;
  realmFile: string;
}>;

/** Fails with the names of the variables that are wrong, never with their values. */
export function standaloneConfig(
  environment: Readonly<Record<string, string | undefined>>,
): StandaloneConfig {
  const result = environmentSchema.safeParse(environment);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`configuration: ${problems.join('; ')}`);
  }
  const values = result.data;
  return Object.freeze({
    dataDir: values.DATA_DIR,
    port: values.PORT,
    host: values.HOST,
    logLevel: values.LOG_LEVEL,
    testClock: values.WEISU_TEST_CLOCK === '1',
    publicOperationsPerMinute: values.PUBLIC_OPERATIONS_PER_MINUTE,
    allowLocalWebhooks: values.ALLOW_LOCAL_WEBHOOKS === 'true',
    disposable: false,
    packFolder: `${root}deploy/districts/luohu`,
    realmFile: `${root}deploy/keycloak/realm.json`,
  });
}
