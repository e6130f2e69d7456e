import { parse, serialize } from 'cookie';

/** `__Host-`: set by this very host over TLS, for all of it, and by no neighbour of its domain (RFC 6265bis). Browsers take localhost for safe. */
const sessionName = '__Host-weisu';
const attemptName = '__Host-weisu-sign-in-';
const attemptSeconds = 600;
const kept = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const sessionIdIn = (header: string | undefined): string | null => valueIn(header, sessionName);

/** It ends with the browser, at the latest. */
export const sessionCookie = (id: string): string => serialize(sessionName, id, kept);

export const noSessionCookie = (): string => serialize(sessionName, '', { ...kept, maxAge: 0 });

/** Each attempt has its own: two tabs sign in beside each other. */
export const attemptIn = (header: string | undefined, state: string): string | null =>
  valueIn(header, nameOf(state));

export const attemptCookie = (state: string, sealed: string): string =>
  serialize(nameOf(state), sealed, { ...kept, maxAge: attemptSeconds });

export const noAttemptCookie = (state: string): string =>
  serialize(nameOf(state), '', { ...kept, maxAge: 0 });

const nameOf = (state: string): string =>
  `${attemptName}${state.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 12)}`;

function valueIn(header: string | undefined, name: string): string | null {
  return (header && parse(header)[name]) || null;
}
