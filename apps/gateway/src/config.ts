import { hkdfSync } from 'node:crypto';
import { keyRing, type KeyRing } from '@weisu/personal-data';
import { addressList } from '@weisu/service-host';
import { z } from 'zod';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

/** What the gateway itself needs, wherever it runs. */
const gateway = z.object({
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: list.default([]),
  /** Changes of people without an account that cost them nothing, per minute and network, on one replica. */
  PUBLIC_OPERATIONS_PER_MINUTE: z.coerce.number().int().positive().default(60),
  /** Key of the HMAC under which addresses of anonymous uploaders are counted. The same on every replica. */
  ADDRESS_KEY: z.string().min(32),
  /** Keys of challenges, comma separated: the first signs, the second (the one before) is still accepted. Without them one is made from ADDRESS_KEY. */
  PROOF_KEYS: list.pipe(z.array(z.string().min(32)).max(2)).default([]),
  NODE_ENV: z.string().default('development'),
});

/** What it needs so that people can sign in at the console. */
const signingIn = z.object({
  /** The gateway's own address, as browsers reach it. */
  WEISU_URL: z.url({ protocol: /^https?$/ }),
  /** Of the realm's client `console`. */
  CONSOLE_CLIENT_SECRET: z.string().min(1),
  ADDRESS_KEY: z.string().min(32),
  /** Keys of sessions, `id:base64 of 32 bytes`, comma separated: the first seals, all open. Without them one is made from ADDRESS_KEY. The same on every replica. */
  SESSION_KEYS: keyRing.optional(),
  /** Seconds until a session ends without a sign of its person, and in all; as the realm has them (ssoSessionIdleTimeout, ssoSessionMaxLifespan). */
  SESSION_IDLE_SECONDS: z.coerce.number().int().positive().default(1_800),
  SESSION_MOST_SECONDS: z.coerce.number().int().positive().default(36_000),
});

const s3 = z.object({
  S3_ENDPOINT: z.url(),
  S3_BUCKET: z.string().min(1),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
});

const disk = z.object({ FILES_DIR: z.string().min(1) });

/** What it needs beside that when it runs alone. */
const alone = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** As it stands in the tokens' `iss`, without `/realms/…`. */
  KEYCLOAK_URL: z.url(),
  /** Where keys and tokens are fetched, when the public address cannot be reached from inside. */
  KEYCLOAK_INTERNAL_URL: z.url().optional(),
  KEYCLOAK_REALM: z.string().min(1).default('weisu'),
  KEYCLOAK_CLIENT_ID: z.string().min(1).default('gateway'),
  KEYCLOAK_CLIENT_SECRET: z.string().min(1),
  DIRECTORY_URL: addressList,
  INTAKE_URL: addressList,
  DISPATCH_URL: addressList,
  MEDIATION_URL: addressList,
  EVALUATION_URL: addressList,
  NOTIFICATION_URL: addressList,
});

export type GatewayConfig = Readonly<{
  trustedProxies: readonly string[];
  publicOperationsPerMinute: number;
  addressKey: string;
  proofKeys: readonly string[];
  introspection: boolean;
}>;

export type StorageConfig =
  | Readonly<{ kind: 'disk'; folder: string }>
  | Readonly<{
      kind: 's3';
      endpoint: string;
      bucket: string;
      region: string;
      accessKeyId: string;
      secretAccessKey: string;
    }>;

type Environment = Readonly<Record<string, string | undefined>>;

export function gatewayConfig(environment: Environment): GatewayConfig {
  const values = read(gateway, environment);
  return Object.freeze({
    trustedProxies: values.TRUSTED_PROXIES,
    publicOperationsPerMinute: values.PUBLIC_OPERATIONS_PER_MINUTE,
    addressKey: values.ADDRESS_KEY,
    proofKeys: values.PROOF_KEYS.length
      ? values.PROOF_KEYS
      : [keyFrom(values.ADDRESS_KEY, 'weisu: proofs of work').toString('hex')],
    introspection: values.NODE_ENV !== 'production',
  });
}

export type SignInConfig = Readonly<{
  publicUrl: string;
  clientId: string;
  clientSecret: string;
  keys: KeyRing;
  idle: number;
  most: number;
}>;

/** Null where the address of the gateway or the secret of the realm's client is not given: then nobody signs in, and systems go on with their tokens. */
export function signInConfig(environment: Environment): SignInConfig | null {
  if (!environment['WEISU_URL'] || !environment['CONSOLE_CLIENT_SECRET']) return null;
  const values = read(signingIn, environment);
  const key = keyFrom(values.ADDRESS_KEY, 'weisu: sessions of the console');
  return Object.freeze({
    publicUrl: values.WEISU_URL.replace(/\/+$/, ''),
    clientId: 'console',
    clientSecret: values.CONSOLE_CLIENT_SECRET,
    keys: values.SESSION_KEYS ?? { writesWith: 'own', keys: new Map([['own', key]]) },
    idle: values.SESSION_IDLE_SECONDS,
    most: values.SESSION_MOST_SECONDS,
  });
}

/** Of its own purpose, so that neither key tells the other. */
function keyFrom(addressKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', addressKey, '', purpose, 32));
}

/** S3 where an endpoint is named, else a folder. */
export function storageConfig(environment: Environment): StorageConfig {
  if (!environment['S3_ENDPOINT']) return { kind: 'disk', folder: read(disk, environment).FILES_DIR };
  const values = read(s3, environment);
  return {
    kind: 's3',
    endpoint: values.S3_ENDPOINT.replace(/\/+$/, ''),
    bucket: values.S3_BUCKET,
    region: values.S3_REGION,
    accessKeyId: values.S3_ACCESS_KEY_ID,
    secretAccessKey: values.S3_SECRET_ACCESS_KEY,
  };
}

export function placeConfig(environment: Environment): Readonly<z.infer<typeof alone>> {
  return Object.freeze(read(alone, environment));
}

/** Fails with the names of the variables that are missing or wrong, and never with their values. */
function read<Shape extends z.ZodObject>(shape: Shape, environment: Environment): z.infer<Shape> {
  const result = shape.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`configuration of the gateway: ${problems.join('; ')}`);
}
