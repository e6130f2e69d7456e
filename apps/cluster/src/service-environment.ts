/** One replica of a service, or the gateway. */
export type Replica = Readonly<{ app: App; index: number; port: number; metricsPort: number }>;

export const services = [
  'directory',
  'intake',
  'dispatch',
  'mediation',
  'evaluation',
  'notification',
] as const;
export type ServiceApp = (typeof services)[number];
export type App = ServiceApp | 'gateway';

/** Replicas where two at once could do a thing twice: they claim clocks, relay lanes and share partitions. */
export const replicasOf: Readonly<Record<App, number>> = {
  directory: 1,
  intake: 2,
  dispatch: 2,
  mediation: 1,
  evaluation: 2,
  notification: 1,
  gateway: 1,
};

/** What all services of one district share. */
export type DistrictPlace = Readonly<{
  /** Begins the names of its topics and groups, so that several districts share a broker. */
  name: string;
  /** Owner of the district's database. */
  ownerUrl: string;
  databasePassword: string;
  brokers: string;
  keycloakUrl: string;
  /** Of the realm's clients: one for each service and the gateway. */
  clientSecrets: Readonly<Record<string, string>>;
  keys: Readonly<Record<string, string>>;
  folder: string;
  testClock: boolean;
  logLevel: string;
  /** What a test wants otherwise. */
  extra: Readonly<Record<string, string>>;
}>;

/** The environment that one replica is started with; nothing of the caller's own but the path. */
export function environmentOf(
  place: DistrictPlace,
  replica: Replica,
  replicas: readonly Replica[],
): Record<string, string> {
  const { app } = replica;
  const addresses = Object.fromEntries(
    services.map((service) => [
      `${service.toUpperCase()}_URL`,
      replicas
        .filter((one) => one.app === service)
        .map((one) => `http://127.0.0.1:${one.port}`)
        .join(','),
    ]),
  );
  const common = {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    HOST: '127.0.0.1',
    PORT: String(replica.port),
    METRICS_PORT: String(replica.metricsPort),
    LOG_LEVEL: place.logLevel,
    NODE_ENV: place.testClock ? 'test' : 'production',
    WEISU_TEST_CLOCK: place.testClock ? '1' : '0',
    KEYCLOAK_URL: place.keycloakUrl,
    KEYCLOAK_CLIENT_SECRET: place.clientSecrets[app] ?? '',
    ...addresses,
    ...place.keys,
    ...place.extra,
  };
  if (app === 'gateway')
    return {
      ...common,
      FILES_DIR: `${place.folder}/files`,
      WEISU_URL: `http://localhost:${replica.port}`,
      CONSOLE_CLIENT_SECRET: place.clientSecrets['console'] ?? '',
    };
  return {
    ...common,
    DATABASE_URL: runtimeUrl(place, app),
    KAFKA_BROKERS: place.brokers,
    KAFKA_PREFIX: `${place.name}.`,
    ...(app === 'notification'
      ? { SMS_FILE: `${place.folder}/text-messages.jsonl`, ALLOW_LOCAL_WEBHOOKS: 'true' }
      : {}),
  };
}

/** As the role a service runs as. */
export function runtimeUrl(
  place: Pick<DistrictPlace, 'ownerUrl' | 'databasePassword'>,
  schema: string,
): string {
  const url = new URL(place.ownerUrl);
  url.username = `weisu_${schema}`;
  url.password = place.databasePassword;
  return url.toString();
}
