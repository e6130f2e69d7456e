import { clientCredentials, createTokenVerifier } from '@weisu/identity';
import { Log } from '@weisu/service-host';
import {
  createGateway,
  createHttpCaller,
  gatewayConfig,
  openStorage,
  placeConfig,
  storageConfig,
} from './index.js';

const place = placeConfig(process.env);
const realm = {
  authServerUrl: place.KEYCLOAK_URL,
  realm: place.KEYCLOAK_REALM,
  clientId: place.KEYCLOAK_CLIENT_ID,
};
const caller = createHttpCaller({
  DIRECTORY: place.DIRECTORY_URL,
  INTAKE: place.INTAKE_URL,
  DISPATCH: place.DISPATCH_URL,
  MEDIATION: place.MEDIATION_URL,
  EVALUATION: place.EVALUATION_URL,
  NOTIFICATION: place.NOTIFICATION_URL,
});
const gateway = await createGateway({
  caller,
  verifier: createTokenVerifier(realm),
  serviceToken: clientCredentials({
    tokenUrl: `${place.KEYCLOAK_URL}/realms/${place.KEYCLOAK_REALM}/protocol/openid-connect/token`,
    clientId: place.KEYCLOAK_CLIENT_ID,
    clientSecret: place.KEYCLOAK_CLIENT_SECRET,
  }),
  storage: openStorage(storageConfig(process.env)),
  now: () => new Date(),
  config: gatewayConfig(process.env),
  log: Log.of('gateway', place.LOG_LEVEL),
});
await gateway.listen(place.PORT, place.HOST);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void gateway.close().then(() => caller.close()));
}
