import { createHash, type KeyObject } from 'node:crypto';
import KeycloakConnect from 'keycloak-connect';
import { actorOf, type Actor } from './actor.js';
import { AuthenticationError } from './errors.js';
import { createRealmKeys } from './realm-keys.client.js';

const longestCacheMs = 5 * 60_000;
const mostCachedTokens = 10_000;
/** Keycloak's tokens are 1–2 kB; a header beyond this is not one of them. */
const longestToken = 16_384;

export type TokenVerifier = Readonly<{
  /**
   * Who holds the token. Throws AuthenticationError when it is missing, malformed, expired, of another realm, or not
   * an access token, and IdentityProviderError when the realm's keys cannot be fetched.
   */
  verify(bearer: string): Promise<Actor>;
}>;

export type TokenVerifierOptions = Readonly<{
  /** Base URL of the identity provider as it stands in `iss`, without `/realms/…`. */
  authServerUrl: string;
  realm: string;
  clientId: string;
  /** Where the keys are fetched when the public address cannot be reached from inside; default: below the realm. */
  certsUrl?: string;
  /** Real time, not the simulated time of a replay: tokens expire in the world of the identity provider. */
  now?: () => Date;
}>;

export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const now = options.now ?? (() => new Date());
  const authServerUrl = options.authServerUrl.replace(/\/+$/, '');
  const certsUrl =
    options.certsUrl ?? `${authServerUrl}/realms/${options.realm}/protocol/openid-connect/certs`;
  const keys = createRealmKeys({ certsUrl, now });
  const grants = grantManager({ ...options, authServerUrl }, (kid) => keys.find(kid));
  const cached = new Map<string, Readonly<{ actor: Actor; until: number }>>();

  function remember(digest: string, actor: Actor, expiresAt: number): void {
    if (cached.size >= mostCachedTokens) {
      const oldest = cached.keys().next();
      if (!oldest.done) cached.delete(oldest.value);
    }
    cached.set(digest, { actor, until: Math.min(expiresAt, now().getTime() + longestCacheMs) });
  }

  return {
    async verify(bearer) {
      if (!bearer || bearer.length > longestToken) throw new AuthenticationError('请先登录');
      const digest = createHash('sha256').update(bearer).digest('base64');
      const hit = cached.get(digest);
      if (hit && now().getTime() < hit.until) return hit.actor;
      cached.delete(digest);

      const { kid, expiresAt } = inspect(bearer);
      if (expiresAt <= now().getTime()) throw expired();
      // Fetched before the check, so that an unreachable identity provider is not reported as a bad token.
      if (!(await keys.find(kid))) throw untrusted();
      const actor = actorOf(await checkedClaims(grants, bearer));
      if (!actor) throw untrusted();
      remember(digest, actor, expiresAt);
      return actor;
    },
  };
}

const expired = () => new AuthenticationError('登录已过期，请重新登录');
const untrusted = (cause?: unknown) => new AuthenticationError('登录凭证无效，请重新登录', { cause });

/**
 * What keycloak-connect does not insist on: RS256 by name, a key id, and an expiry (a token without `exp` is valid for
 * ever to it).
 */
function inspect(bearer: string): { kid: string; expiresAt: number } {
  const [header, payload, signature, ...rest] = bearer.split('.');
  if (!header || !payload || !signature || rest.length > 0) throw untrusted();
  const { alg, kid } = decoded(header);
  const { exp } = decoded(payload);
  if (alg !== 'RS256' || typeof kid !== 'string' || typeof exp !== 'number') throw untrusted();
  return { kid, expiresAt: exp * 1_000 };
}

function decoded(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw untrusted(cause);
  }
  throw untrusted();
}

/** Signature, issuer, expiry and `typ`, as keycloak-connect checks them. */
async function checkedClaims(grants: KeycloakConnect.GrantManager, bearer: string): Promise<unknown> {
  try {
    const grant = await grants.createGrant(JSON.stringify({ access_token: bearer }));
    return (grant.access_token as KeycloakConnect.Token & { content: unknown }).content;
  } catch (cause) {
    throw untrusted(cause);
  }
}

function grantManager(
  options: Pick<TokenVerifierOptions, 'authServerUrl' | 'realm' | 'clientId'>,
  findKey: (kid: string) => Promise<KeyObject | null>,
): KeycloakConnect.GrantManager {
  const { grantManager: manager } = new KeycloakConnect(
    {},
    {
      'auth-server-url': options.authServerUrl,
      realm: options.realm,
      resource: options.clientId,
      'bearer-only': true,
      'ssl-required': 'none',
      'confidential-port': 0,
    },
  );
  // Its own key fetcher parses the answer inside an event handler, so a proxy's HTML page would end the process;
  // it also has no time-out and writes to the console for every unknown key id.
  const rotation = { getJWK: findKey };
  return Object.assign(manager, { rotation });
}
