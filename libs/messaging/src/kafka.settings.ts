import { readFileSync } from 'node:fs';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

export type KafkaSettings = Readonly<{
  /** `host:port` of some brokers; they name the others. */
  brokers: readonly string[];
  /** Begins the names of topics and groups, so that several installations share brokers. */
  prefix: string;
  tls: Readonly<{ ca?: string; cert?: string; key?: string }> | null;
  login: KafkaLogin | null;
}>;

export type TopicSettings = Readonly<{ partitions: number; replication: number; retentionHours: number }>;

const loginMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
type Mechanism = (typeof loginMechanisms)[number];
/** One type for each mechanism, as the client's own are. */
export type KafkaLogin = {
  [M in Mechanism]: Readonly<{ mechanism: M; username: string; password: string }>;
}[Mechanism];

const together = (...names: string[]) => ({ message: `${names.join(' and ')} go together`, path: names });

const kafkaSchema = z
  .object({
    KAFKA_BROKERS: z
      .string()
      .regex(/^[^,\s:]+:\d+(\s*,\s*[^,\s:]+:\d+)*$/, 'must be host:port, or several separated by commas'),
    /** Begins the names of topics and groups: `east.` makes `east.intake`. */
    KAFKA_PREFIX: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{0,100}$/)
      .default(''),
    KAFKA_TLS: z.enum(['true', 'false']).default('false'),
    /** PEM; without it the authorities that Node knows. */
    KAFKA_CA_FILE: z.string().min(1).optional(),
    KAFKA_CERT_FILE: z.string().min(1).optional(),
    KAFKA_KEY_FILE: z.string().min(1).optional(),
    KAFKA_SASL_MECHANISM: z.enum(loginMechanisms).optional(),
    KAFKA_USERNAME: z.string().min(1).optional(),
    KAFKA_PASSWORD: z.string().min(1).optional(),
  })
  .refine(
    (values) => !values.KAFKA_CERT_FILE === !values.KAFKA_KEY_FILE,
    together('KAFKA_CERT_FILE', 'KAFKA_KEY_FILE'),
  )
  .refine(
    (values) => {
      const given = [values.KAFKA_SASL_MECHANISM, values.KAFKA_USERNAME, values.KAFKA_PASSWORD];
      return given.every(Boolean) || !given.some(Boolean);
    },
    together('KAFKA_SASL_MECHANISM', 'KAFKA_USERNAME', 'KAFKA_PASSWORD'),
  )
  .refine((values) => values.KAFKA_TLS === 'true' || !(values.KAFKA_CA_FILE ?? values.KAFKA_CERT_FILE), {
    message: 'is false, but certificates are given',
    path: ['KAFKA_TLS'],
  });

const topicSchema = z.object({
  KAFKA_PARTITIONS: z.coerce.number().int().min(1).max(1_000).default(12),
  KAFKA_REPLICATION: z.coerce.number().int().min(1).max(9).default(3),
  KAFKA_RETENTION_HOURS: z.coerce.number().int().min(1).default(168),
});

/** How to reach Kafka, of the KAFKA_* variables; reads the certificates. Fails with the name of the variable, never with its value. */
export function kafkaSettings(environment: Environment): KafkaSettings {
  const values = read(kafkaSchema, environment);
  const file = (name: 'KAFKA_CA_FILE' | 'KAFKA_CERT_FILE' | 'KAFKA_KEY_FILE', key: string) => {
    const path = values[name];
    return path ? { [key]: readPem(name, path) } : {};
  };
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = values;
  return {
    brokers: values.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    prefix: values.KAFKA_PREFIX,
    tls:
      values.KAFKA_TLS === 'true'
        ? {
            ...file('KAFKA_CA_FILE', 'ca'),
            ...file('KAFKA_CERT_FILE', 'cert'),
            ...file('KAFKA_KEY_FILE', 'key'),
          }
        : null,
    login: mechanism && username && password ? { mechanism, username, password } : null,
  };
}

export function topicSettings(environment: Environment): TopicSettings {
  const values = read(topicSchema, environment);
  return {
    partitions: values.KAFKA_PARTITIONS,
    replication: values.KAFKA_REPLICATION,
    retentionHours: values.KAFKA_RETENTION_HOURS,
  };
}

function read<Shape extends z.ZodType>(shape: Shape, environment: Environment): z.infer<Shape> {
  // A variable that is set to nothing is not set: that is how compose files and charts leave one out.
  const result = shape.safeParse(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value)),
  );
  if (result.success) return result.data;
  throw new Error(
    result.error.issues.map((issue) => `${issue.path.join(', ')}: ${issue.message}`).join('; '),
  );
}

function readPem(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(
      `${name}: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      {
        cause: error,
      },
    );
  }
}
