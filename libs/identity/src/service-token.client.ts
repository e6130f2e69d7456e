import { IdentityProviderError } from './errors.js';

const renewalMarginMs = 30_000;
const fetchTimeoutMs = 5_000;

export type ServiceTokenOptions = Readonly<{
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** Real time. */
  now?: () => Date;
}>;

/**
 * A getter of this service's own access token (OAuth 2.0 client credentials), for calls to other services. One token is
 * used until thirty seconds before its end; callers that ask together share one request. Throws IdentityProviderError.
 */
export function clientCredentials(options: ServiceTokenOptions): () => Promise<string> {
  const now = options.now ?? (() => new Date());
  let token = '';
  let renewAt = 0;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const answer = await requestToken(options);
    token = answer.token;
    // A life shorter than the margin is used to its half, not asked for on every call.
    const lifeMs = answer.expiresInSeconds * 1_000;
    renewAt = now().getTime() + Math.max(lifeMs - renewalMarginMs, lifeMs / 2);
    return token;
  }

  return async () => {
    if (now().getTime() < renewAt) return token;
    asking ??= ask().finally(() => (asking = null));
    return asking;
  };
}

async function requestToken(
  options: ServiceTokenOptions,
): Promise<{ token: string; expiresInSeconds: number }> {
  const basic = [options.clientId, options.clientSecret].map(encodeURIComponent).join(':');
  try {
    const response = await fetch(options.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(fetchTimeoutMs),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const answer = (await response.json()) as { access_token?: unknown; expires_in?: unknown };
    if (typeof answer.access_token !== 'string' || typeof answer.expires_in !== 'number') {
      throw new Error('the answer holds no token');
    }
    return { token: answer.access_token, expiresInSeconds: answer.expires_in };
  } catch (cause) {
    throw new IdentityProviderError(`no token for ${options.clientId}`, { cause });
  }
}
