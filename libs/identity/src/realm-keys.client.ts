import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { IdentityProviderError } from './errors.js';

const secondsBetweenFetches = 10;
const fetchTimeoutMs = 5_000;

export type RealmKeys = Readonly<{
  /** The key, fetching the realm's keys when the id is unknown; null if the realm does not have it. */
  find(kid: string): Promise<KeyObject | null>;
}>;

/**
 * The signing keys of a realm, by key id. An unknown id fetches them again (the realm has rotated), but at most once
 * in ten seconds, so that invented ids do not become requests to the identity provider.
 */
export function createRealmKeys(options: { certsUrl: string; now: () => Date }): RealmKeys {
  let keys = new Map<string, KeyObject>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    keys = await fetchKeys(options.certsUrl);
    fetchedAt = options.now().getTime();
  }

  return {
    async find(kid) {
      const key = keys.get(kid);
      if (key) return key;
      if (!fetching) {
        if (options.now().getTime() - fetchedAt < secondsBetweenFetches * 1_000) return null;
        fetching = refresh().finally(() => (fetching = null));
      }
      await fetching;
      return keys.get(kid) ?? null;
    },
  };
}

async function fetchKeys(certsUrl: string): Promise<Map<string, KeyObject>> {
  try {
    const response = await fetch(certsUrl, { signal: AbortSignal.timeout(fetchTimeoutMs) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const { keys } = (await response.json()) as { keys?: unknown };
    if (!Array.isArray(keys)) throw new Error('the answer is not a key set');
    return new Map(
      (keys as (JsonWebKey & { kid?: string; use?: string })[])
        .filter(({ kty, use, kid }) => kty === 'RSA' && use !== 'enc' && typeof kid === 'string')
        .map((jwk) => [jwk.kid as string, createPublicKey({ key: jwk, format: 'jwk' })]),
    );
  } catch (cause) {
    throw new IdentityProviderError('身份服务暂时不可用，请稍后再试', { cause });
  }
}
