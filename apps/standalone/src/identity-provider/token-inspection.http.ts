import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, jwtVerify, type JWK, type JWTPayload } from 'jose';
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

  function isClient(id: string, secret: string): boolean {
    const expected = secretOf(id);
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(secret), digest(expected ?? '')) && expected !== undefined;
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
      const { id, secret } = credentials(request, form);
      if (!isClient(id, secret)) {
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

/** Client authentication as RFC 6749 2.3.1 has it: Basic with both parts form-encoded, or in the form. */
function credentials(request: IncomingMessage, form: URLSearchParams): { id: string; secret: string } {
  const basic = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!basic) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const pair = new URLSearchParams(`id=${id}&secret=${secret}`);
  return { id: pair.get('id') ?? '', secret: pair.get('secret') ?? '' };
}
