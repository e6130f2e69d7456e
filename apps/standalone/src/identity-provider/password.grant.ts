import { errors, type Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import type { Login } from './login.store.js';

type PasswordParams = { username?: string; password?: string };

/**
 * Keycloak's direct access grant, for the command line only: oidc-provider has none, as OAuth 2.1 drops it. It answers an
 * access token and nothing to renew it with, like the realm's client that says `use.refresh.tokens: false`.
 */
export function registerPasswordGrant(
  provider: Provider,
  login: Login,
  accessTokenFor: (
    ctx: TokenEndpointGrantContext<PasswordParams>,
    accountId: string,
  ) => Promise<Record<string, unknown>>,
): void {
  provider.registerGrantType<PasswordParams>(
    'password',
    async (ctx) => {
      const { username, password } = ctx.oidc.params;
      if (!username || !password) throw new errors.InvalidRequest('missing required parameter(s)', 400);
      const user = await login(username, password);
      if (!user) throw new errors.InvalidGrant('invalid user credentials');
      ctx.body = await accessTokenFor(ctx, user.subject);
    },
    ['username', 'password', 'scope'],
  );
}
