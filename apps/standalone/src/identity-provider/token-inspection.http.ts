import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, jwtVerify, type JWK, type JWTPayload } from 'jose';
import { clientCredentials, isSecret } from './client-credentials.js';
import { answer, readForm } from './form.http.js';

type InspectionParts = Readonly<{
  issuer: string;
  publicKey: JWK;
  secretOf: (clientId: string) => string | undefined;
}>;

/**
 * Userinfo and introspection, which Keycloak answers for its JWT access tokens and oidc-provider only for opaque ones.
 */
export function tokenInspection({ issuer, publicKey, secretOf }: InspectionParts) {
  const keys = createLocalJWKSet({ keys: [publicKey] });

  async function claimsOf(token: string): Promise<JWTPayload | null> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'sub'],
      });
      return payload['typ'] === 'Bearer' ? payload : null;
    } catch {
      return null; // Both endpoints answer the same for every token that is not good, and must not say why.
    }
  }

  return {
    async userinfo(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const claims = await claimsOf(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
      if (!claims) {
        return answer(
          response,
          401,
          { error: 'invalid_token' },
          { 'www-authenticate': 'Bearer error="invalid_token"' },
        );
      }
      const { sub, name, preferred_username, unit, area, posts, groups } = claims;
      answer(response, 200, { sub, name, preferred_username, unit, area, posts, groups });
    },

    async introspect(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const form = await readForm(request);
      if (!form) return answer(response, 413, { error: 'invalid_request' }, { connection: 'close' });
      const { id, secret } = clientCredentials(request.headers.authorization, form);
      if (!isSecret(secret, secretOf(id))) {
        return answer(
          response,
          401,
          { error: 'invalid_client' },
          { 'www-authenticate': 'Basic realm="weisu"' },
        );
      }
      const claims = await claimsOf(form.get('token') ?? '');
      answer(
        response,
        200,
        claims ? { ...claims, client_id: claims['azp'], active: true } : { active: false },
      );
    },
  };
}
