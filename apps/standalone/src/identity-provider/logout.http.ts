import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { clientCredentials, isSecret } from './client-credentials.js';
import { answer, readForm } from './form.http.js';

/**
 * A client ends a session by its refresh token, as Keycloak lets it (POST …/logout): what the provider itself knows is only the browser's own way out. A token that is not, or
 * no more, good ends nothing and is no fault: it has ended.
 */
export function logoutByToken(
  parts: Readonly<{ provider: Provider; secretOf: (clientId: string) => string | undefined }>,
) {
  const { provider, secretOf } = parts;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = await readForm(request);
    if (!form) return answer(response, 413, { error: 'invalid_request' }, { connection: 'close' });
    const { id, secret } = clientCredentials(request.headers.authorization, form);
    if (!isSecret(secret, secretOf(id))) return answer(response, 401, { error: 'invalid_client' });
    const token = await provider.RefreshToken.find(form.get('refresh_token') ?? '', {
      ignoreExpiration: true,
    });
    if (token?.clientId !== id) return answer(response, 400, { error: 'invalid_grant' });
    const session = token.sessionUid ? await provider.Session.findByUid(token.sessionUid) : undefined;
    await session?.destroy();
    const { grantId } = token;
    await token.destroy();
    if (grantId) await (await provider.Grant.find(grantId))?.destroy();
    response.writeHead(204).end();
  };
}
