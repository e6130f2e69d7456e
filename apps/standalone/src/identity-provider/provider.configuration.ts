import {
  interactionPolicy,
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { problemPage } from './login-page.js';
import { holderClaims, type Principals } from './principals.js';
import { redirectPatterns, type Realm, type RealmClient } from './realm.js';
import type { IdentitySecrets } from './secrets.file.js';

/** All access tokens are for the one API; as a URI, because a resource indicator (RFC 8707) is one. */
export const api = 'urn:weisu:api';
const scopes = ['openid', 'profile', 'email'];
export const grantedScope = scopes.join(' ');

/** Signed JWTs, with the audience that the realm file's scope `weisu` writes. */
export const apiServer = {
  scope: grantedScope,
  audience: api,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'RS256' } },
} as const;

type ConfigurationParts = Readonly<{
  issuer: string;
  issuerBase: string;
  realm: Realm;
  principals: Principals;
  secrets: IdentitySecrets;
  adapter: NonNullable<Configuration['adapter']>;
}>;

/** oidc-provider set up to look like one realm of Keycloak. */
export function providerConfiguration(parts: ConfigurationParts): Configuration {
  const { issuer, realm, principals, secrets } = parts;
  return {
    adapter: parts.adapter,
    clients: clientsOf(parts),
    jwks: { keys: [secrets.signingKey] },
    cookies: { keys: secrets.cookieKeys },
    scopes,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    routes: routesOf(),
    discovery: {
      userinfo_endpoint: `${issuer}/protocol/openid-connect/userinfo`,
      introspection_endpoint: `${issuer}/protocol/openid-connect/token/introspect`,
      end_session_endpoint: `${issuer}/protocol/openid-connect/logout`,
    },
    ttl: {
      AccessToken: realm.accessTokenLifespan,
      ClientCredentials: realm.accessTokenLifespan,
      IdToken: realm.accessTokenLifespan,
      AuthorizationCode: realm.accessCodeLifespan,
      Interaction: realm.accessCodeLifespanLogin,
      // A refresh token dies when idle; all of them die with the session, which nothing prolongs.
      RefreshToken: realm.ssoSessionIdleTimeout,
      Session: realm.ssoSessionMaxLifespan,
      Grant: realm.ssoSessionMaxLifespan,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // Answered by token-inspection.http.ts.
      userinfo: { enabled: false },
      introspection: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      // Answered by logout.http.ts: the gateway ends a session, without the browser.
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api,
        useGrantedResource: () => true,
        getResourceServerInfo: () => apiServer,
      },
    },
    formats: {
      customizers: {
        jwt(_ctx, token, jwt) {
          const client = token.clientId ?? '';
          const holder =
            'accountId' in token
              ? principals.bySubject.get(token.accountId)
              : principals.byClientId.get(client);
          if (!holder) throw new Error(`no account stands behind the token of client ${client}`);
          const { exp, iat, jti, iss, aud, scope } = jwt.payload;
          jwt.header = { typ: 'JWT' };
          jwt.payload = { exp, iat, jti, iss, aud, scope, ...holderClaims(holder, client) };
        },
      },
    },
    interactions: {
      policy: loginOnly(),
      url: (_ctx, interaction) => `${issuer}/login-actions/authenticate/${interaction.uid}`,
    },
    findAccount: (_ctx, subject) => {
      const user = principals.bySubject.get(subject);
      if (!user) return undefined;
      return {
        accountId: subject,
        claims: () => ({ sub: subject, name: user.name, preferred_username: user.username }),
      };
    },
    loadExistingGrant,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, origin, client) =>
      originsOf(realm, client.clientId, parts.issuerBase).includes(origin),
    renderError: (ctx, out) => show(ctx, problemPage(out.error)),
  };
}

function clientsOf({ realm, principals, secrets, issuerBase }: ConfigurationParts): ClientMetadata[] {
  const systems = [...principals.byClientId.keys()].filter(
    (id) => !realm.clients.some(({ clientId }) => clientId === id),
  );
  return [
    ...realm.clients.map((client) => clientMetadata(client, secrets, issuerBase)),
    ...systems.map((clientId) => ({
      ...credentialsOnly,
      client_id: clientId,
      client_secret: secretOf(secrets, clientId),
    })),
  ];
}

const credentialsOnly = {
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
} satisfies Partial<ClientMetadata>;

function clientMetadata(client: RealmClient, secrets: IdentitySecrets, issuerBase: string): ClientMetadata {
  const grants = [
    ...(client.standardFlowEnabled ? ['authorization_code', 'refresh_token'] : []),
    ...(client.directAccessGrantsEnabled ? ['password'] : []),
    ...(client.serviceAccountsEnabled ? ['client_credentials'] : []),
  ];
  // The provider wants registered addresses; which ones are allowed is decided by the patterns of the realm file.
  const addresses = redirectPatterns(client, issuerBase).map((pattern) => pattern.replace(/\*$/, ''));
  return {
    client_id: client.clientId,
    grant_types: grants,
    response_types: client.standardFlowEnabled ? ['code'] : [],
    redirect_uris: addresses,
    ...(client.publicClient
      ? { token_endpoint_auth_method: 'none' as const }
      : { client_secret: secretOf(secrets, client.clientId) }),
  };
}

function secretOf(secrets: IdentitySecrets, clientId: string): string {
  const secret = secrets.clients[clientId]?.secret;
  if (!secret) throw new Error(`no secret for client ${clientId}`);
  return secret;
}

function routesOf(): NonNullable<Configuration['routes']> {
  const base = '/protocol/openid-connect';
  return {
    authorization: `${base}/auth`,
    token: `${base}/token`,
    jwks: `${base}/certs`,
    revocation: `${base}/revoke`,
  };
}

/** The console is ours: logging in is all that is asked of people, there is nothing to consent to. */
function loginOnly(): interactionPolicy.Prompt[] {
  return interactionPolicy.base().filter(({ name }) => name === 'login');
}

async function loadExistingGrant(ctx: KoaContextWithOIDC) {
  const { provider, client, session } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known ? await provider.Grant.find(known) : undefined;
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(grantedScope);
  grant.addResourceScope(api, grantedScope);
  await grant.save();
  return grant;
}

/** `+` stands for the origins of the redirect addresses, as in Keycloak. */
function originsOf(realm: Realm, clientId: string, issuerBase: string): readonly string[] {
  const client = realm.clients.find((candidate) => candidate.clientId === clientId);
  if (!client) return [];
  return client.webOrigins.flatMap((origin) =>
    origin === '+' ? redirectPatterns(client, issuerBase).map((uri) => new URL(uri).origin) : [origin],
  );
}

function show(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = 'html';
  ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  ctx.body = html;
}
