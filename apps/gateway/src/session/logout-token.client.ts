import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { Refusal } from '../calling/refusal.js';

export type LogoutPlace = Readonly<{ issuer: string; clientId: string; certsUrl: string }>;

/** What the identity provider ended: one of its sessions, or all of a person. */
export type Ended = Readonly<{ providerSession: string | null; subject: string | null }>;

export type ReadLogoutToken = (token: unknown) => Promise<Ended>;

const event = 'http://schemas.openid.net/event/backchannel-logout';
const longest = '2 minutes';

/** Reads and verifies a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6). Throws INVALID_ARGUMENT for anything else, and UNAVAILABLE. */
export function logoutTokens({ issuer, clientId, certsUrl }: LogoutPlace): ReadLogoutToken {
  const keys = createRemoteJWKSet(new URL(certsUrl), { timeoutDuration: 5_000 });
  return async (token) => {
    if (typeof token !== 'string') throw new Refusal('INVALID_ARGUMENT');
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: clientId,
        algorithms: ['RS256'],
        maxTokenAge: longest,
      });
      const { sub, sid, nonce, events } = payload;
      const subject = typeof sub === 'string' ? sub : null;
      const providerSession = typeof sid === 'string' ? sid : null;
      const isLogout = typeof events === 'object' && events !== null && event in events;
      if (!isLogout || nonce !== undefined || (subject ?? providerSession) === null)
        throw new Refusal('INVALID_ARGUMENT');
      return { providerSession, subject };
    } catch (cause) {
      if (cause instanceof Refusal) throw cause;
      const isTheirs = cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout);
      throw new Refusal(isTheirs ? 'INVALID_ARGUMENT' : 'UNAVAILABLE', undefined, undefined, { cause });
    }
  };
}
