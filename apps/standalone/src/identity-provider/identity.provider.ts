import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import type { DemoUser } from './demo-user.js';
import { answer } from './form.http.js';
import { createIdentityTables, deleteExpiredPayloads, type Query } from './identity-tables.store.js';
import { logoutByToken } from './logout.http.js';
import { loginHandler } from './login.http.js';
import { createLogin } from './login.store.js';
import { oidcPayloadStore } from './oidc-payload.store.js';
import { registerPasswordGrant } from './password.grant.js';
import { principalsOf } from './principals.js';
import { api, apiServer, grantedScope, providerConfiguration } from './provider.configuration.js';
import { matchesRedirect, realmFile, redirectPatterns, type Realm } from './realm.js';
import type { IdentitySecrets } from './secrets.file.js';
import { tokenInspection } from './token-inspection.http.js';

const cleaningIntervalMs = 3_600_000;

export type IdentityProviderOptions = Readonly<{
  /** Address of the gateway as people and services reach it, without a slash at the end. */
  issuerBase: string;
  /** The parsed `deploy/keycloak/realm.json`. */
  realm: unknown;
  users: readonly DemoUser[];
  secrets: IdentitySecrets;
  query: Query;
  /** Hears of errors that are ours, never of a wrong password or a bad request. */
  onError: (error: Error) => void;
  /** Real time, for locks and stored sessions; tokens themselves are dated by the provider. */
  now?: () => Date;
}>;

export type IdentityProvider = Readonly<{
  issuer: string;
  /** True for the requests that `callback` answers. */
  owns(url: string): boolean;
  /** Answers a request whose body nobody has read yet. */
  callback(request: IncomingMessage, response: ServerResponse): void;
  close(): void;
}>;

/** One realm of Keycloak, embedded: its addresses, grants, tokens and locks, from the same realm file. */
export async function createIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { issuerBase, users, secrets, query, onError } = options;
  const now = options.now ?? (() => new Date());
  const realm = realmFile.parse(options.realm);
  const mount = `/realms/${realm.realm}`;
  const issuer = `${issuerBase}${mount}`;
  const principals = principalsOf(realm, users);

  await createIdentityTables(query);
  await deleteExpiredPayloads(query, now());

  const provider = new Provider(
    issuer,
    providerConfiguration({
      issuer,
      issuerBase,
      realm,
      principals,
      secrets,
      adapter: oidcPayloadStore(query, now),
    }),
  );
  provider.proxy = issuerBase.startsWith('https:');
  provider.on('server_error', (_ctx, error) => onError(error));
  // Koa's own event, which the provider's types leave out; without a listener it writes to the console.
  (provider as EventEmitter).on('error', onError);
  allowRedirectPatterns(provider, realm, issuerBase);

  const login = createLogin({
    query,
    now,
    limits: realm,
    users: principals.byUsername,
    hashOf: (username) => secrets.accounts[username]?.hash,
  });
  registerPasswordGrant(provider, login, accessTokenFor);

  const { kid, kty, n, e } = secrets.signingKey;
  const secretOf = (clientId: string) => secrets.clients[clientId]?.secret;
  const inspection = tokenInspection({
    issuer,
    publicKey: { kid, kty, n, e, alg: 'RS256', use: 'sig' },
    secretOf,
  });
  const endSession = logoutByToken({ provider, secretOf });
  const showLogin = loginHandler({ provider, login, title: `${realm.displayName} · 登录` });
  const protocol = provider.callback();

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const path = url.slice(mount.length).replace(/\?.*$/, '');
    if (path.startsWith('/login-actions/authenticate/')) return showLogin(request, response);
    if (path === '/protocol/openid-connect/userinfo') return inspection.userinfo(request, response);
    if (path === '/protocol/openid-connect/token/introspect') return inspection.introspect(request, response);
    if (path === '/protocol/openid-connect/logout' && request.method === 'POST')
      return endSession(request, response);
    // As a mounted application: the provider's routes are relative, and it finds its prefix by comparing the two.
    Object.assign(request, { originalUrl: url, url: url.slice(mount.length) });
    await protocol(request, response);
  }

  const cleaning = setInterval(() => {
    deleteExpiredPayloads(query, now()).catch(onError);
  }, cleaningIntervalMs);
  cleaning.unref();

  return {
    issuer,
    owns: (url) => url.startsWith(`${mount}/`),
    callback(request, response) {
      route(request, response).catch((error: Error) => {
        onError(error);
        if (response.headersSent) response.destroy();
        else answer(response, 500, { error: 'server_error' });
      });
    },
    close: () => clearInterval(cleaning),
  };
}

/** An access token without a session behind it, for the password grant. */
async function accessTokenFor(
  ctx: TokenEndpointGrantContext,
  accountId: string,
): Promise<Record<string, unknown>> {
  const { provider, client } = ctx.oidc;
  // No grant is stored: nothing looks up a signed token, and there is no refresh token to hang on it.
  const token = new provider.AccessToken({ accountId, client, gty: 'password', grantId: '' });
  token.resourceServer = new provider.ResourceServer(api, apiServer);
  token.scope = grantedScope;
  const value = await token.save();
  return { access_token: value, expires_in: token.expiration, token_type: 'Bearer', scope: token.scope };
}

/** The provider compares redirect addresses whole; Keycloak's realm file holds patterns. */
function allowRedirectPatterns(provider: Provider, realm: Realm, issuerBase: string): void {
  const allowed = function (this: { clientId: string }, uri: string): boolean {
    const client = realm.clients.find(({ clientId }) => clientId === this.clientId);
    return client
      ? redirectPatterns(client, issuerBase).some((pattern) => matchesRedirect(pattern, uri))
      : false;
  };
  Object.assign(provider.Client.prototype, { redirectUriAllowed: allowed });
}
