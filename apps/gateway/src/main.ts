import { clientCredentials, createTokenVerifier } from '@weisu/identity';
import { createHttpCaller, Log, Metrics, metricsPort, serveMetrics, startTracing } from '@weisu/service-host';
import {
  createGateway,
  gatewayConfig,
  openStorage,
  placeConfig,
  signInConfig,
  storageConfig,
} from './index.js';

const place = placeConfig(process.env);
const inside = `${place.KEYCLOAK_INTERNAL_URL ?? place.KEYCLOAK_URL}/realms/${place.KEYCLOAK_REALM}/protocol/openid-connect`;
const realm = {
  authServerUrl: place.KEYCLOAK_URL,
  realm: place.KEYCLOAK_REALM,
  clientId: place.KEYCLOAK_CLIENT_ID,
  certsUrl: `${inside}/certs`,
};
const signIn = signInConfig(process.env);
const caller = createHttpCaller({
  DIRECTORY: place.DIRECTORY_URL,
  INTAKE: place.INTAKE_URL,
  DISPATCH: place.DISPATCH_URL,
  MEDIATION: place.MEDIATION_URL,
  EVALUATION: place.EVALUATION_URL,
  NOTIFICATION: place.NOTIFICATION_URL,
});
const log = Log.of('gateway', place.LOG_LEVEL);
if (!signIn) log.info({}, 'nobody can sign in: WEISU_URL or CONSOLE_CLIENT_SECRET is missing');
const tracing = startTracing('gateway', process.env, log);
const metrics = new Metrics('gateway');
metrics.watchProcess();
const gateway = await createGateway({
  caller,
  verifier: createTokenVerifier(realm),
  serviceToken: clientCredentials({
    tokenUrl: `${inside}/token`,
    clientId: place.KEYCLOAK_CLIENT_ID,
    clientSecret: place.KEYCLOAK_CLIENT_SECRET,
  }),
  storage: openStorage(storageConfig(process.env)),
  now: () => new Date(),
  config: gatewayConfig(process.env),
  ...(signIn && {
    signInPlace: {
      ...signIn,
      inside,
      issuer: `${place.KEYCLOAK_URL.replace(/\/+$/, '')}/realms/${place.KEYCLOAK_REALM}`,
    },
  }),
  log,
  metrics,
});
const scrapedAt = metricsPort(process.env);
const scraped = scrapedAt ? await serveMetrics(metrics, scrapedAt, place.HOST) : null;
await gateway.listen(place.PORT, place.HOST);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(
    signal,
    () =>
      void gateway
        .close()
        .then(() => caller.close())
        .then(() => scraped?.close())
        .then(() => tracing?.stop()),
  );
}
