import { clientCredentials, createTokenVerifier, type TokenVerifier } from '@weisu/identity';
import { SimulatedTime, SystemTime, type Time } from '@weisu/messaging';
import { z } from 'zod';
import type { Log } from './log.js';
import { createHttpCaller } from './http-caller.js';
import { CallRefused, type InternalCall } from './surroundings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One address, or those of several replicas, comma separated. */
export const addressList = z
  .string()
  .refine((list) => list.split(',').every((one) => URL.canParse(one.trim())), {
    message: 'must be an address, or several separated by commas',
  });

const servingSchema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    HOST: z.string().min(1).default('0.0.0.0'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    NODE_ENV: z.string().default('development'),
    DATABASE_URL: z.url(),
    /** Direct connection for session locks and LISTEN, where DATABASE_URL goes through a transaction pooler. */
    RELAY_DATABASE_URL: z.url().optional(),
    /** Connections of one replica; about four for each core of the database server, divided by the replicas, serve best. */
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(8),
    /** As it stands in the tokens' `iss`, without `/realms/…`. */
    KEYCLOAK_URL: z.url(),
    /** Where keys and tokens are fetched, when the public address cannot be reached from inside. */
    KEYCLOAK_INTERNAL_URL: z.url().optional(),
    KEYCLOAK_REALM: z.string().min(1).default('weisu'),
    KEYCLOAK_CLIENT_ID: z.string().min(1).optional(),
    KEYCLOAK_CLIENT_SECRET: z.string().min(1),
    DIRECTORY_URL: addressList.optional(),
    INTAKE_URL: addressList.optional(),
    DISPATCH_URL: addressList.optional(),
    MEDIATION_URL: addressList.optional(),
    EVALUATION_URL: addressList.optional(),
    NOTIFICATION_URL: addressList.optional(),
    /** `1`: business time is read from a row of the database, so that tests live through days in seconds. */
    WEISU_TEST_CLOCK: z.enum(['0', '1']).default('0'),
  })
  .refine((values) => !(values.NODE_ENV === 'production' && values.WEISU_TEST_CLOCK === '1'), {
    message: 'is refused in production: deadlines run on real time',
    path: ['WEISU_TEST_CLOCK'],
  });

export type Serving = Readonly<z.infer<typeof servingSchema>>;

const migratingSchema = z.object({
  /** May create schemas, tables and roles; only the migration job has it. */
  OWNER_DATABASE_URL: z.url(),
  /** Of the role that the service runs as. */
  DATABASE_PASSWORD: z.string().min(1).optional(),
});

export type Migrating = Readonly<z.infer<typeof migratingSchema>>;

export const servingConfig = (environment: Environment): Serving => read(servingSchema, environment);
export const migratingConfig = (environment: Environment): Migrating => read(migratingSchema, environment);

/** Fails with the name of each variable that is missing or wrong, never with its value. */
function read<Shape extends z.ZodType>(shape: Shape, environment: Environment): z.infer<Shape> {
  const result = shape.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`configuration: ${problems.join('; ')}`);
}

/** Real time, or with WEISU_TEST_CLOCK the row that all processes of a test read. */
export async function businessTime(
  config: Serving,
  log: Log,
): Promise<Readonly<{ time: Time; close(): Promise<void> }>> {
  if (config.WEISU_TEST_CLOCK !== '1') return { time: new SystemTime(), close: () => Promise.resolve() };
  const time = await SimulatedTime.open({
    url: config.RELAY_DATABASE_URL ?? config.DATABASE_URL,
    onError: (error) => log.failed({ part: 'test clock' }, error),
  });
  return { time, close: () => time.close() };
}

export function verifierOf(config: Serving, client: string): TokenVerifier {
  return createTokenVerifier({
    authServerUrl: config.KEYCLOAK_URL,
    realm: config.KEYCLOAK_REALM,
    clientId: client,
    certsUrl: `${realmUrl(config)}/certs`,
  });
}

/** Internal operations over HTTP, with this service's own token. */
export function internalCalls(config: Serving, client: string): InternalCall {
  const token = clientCredentials({
    tokenUrl: `${realmUrl(config)}/token`,
    clientId: client,
    clientSecret: config.KEYCLOAK_CLIENT_SECRET,
  });
  const caller = createHttpCaller({
    ...(config.DIRECTORY_URL ? { DIRECTORY: config.DIRECTORY_URL } : {}),
    ...(config.INTAKE_URL ? { INTAKE: config.INTAKE_URL } : {}),
    ...(config.DISPATCH_URL ? { DISPATCH: config.DISPATCH_URL } : {}),
    ...(config.MEDIATION_URL ? { MEDIATION: config.MEDIATION_URL } : {}),
    ...(config.EVALUATION_URL ? { EVALUATION: config.EVALUATION_URL } : {}),
    ...(config.NOTIFICATION_URL ? { NOTIFICATION: config.NOTIFICATION_URL } : {}),
  });
  return async (owner, operation, args) => {
    const headers = { authorization: `Bearer ${await token()}` };
    const { body } = await caller.call(owner, { operation, args, headers });
    const { data, error } = body as { data?: unknown; error?: { code: string } };
    if (error) throw new CallRefused(operation, error.code);
    return data;
  };
}

function realmUrl(config: Serving): string {
  const base = (config.KEYCLOAK_INTERNAL_URL ?? config.KEYCLOAK_URL).replace(/\/+$/, '');
  return `${base}/realms/${config.KEYCLOAK_REALM}/protocol/openid-connect`;
}
