import { parse, serialize } from 'cookie';

/** `__Host-`: set by this very host over TLS, for all of it, and by no neighbour of its domain (RFC 6265bis). Browsers take localhost for safe. */
const sessionName = '__Host-weisu';
const attemptName = '__Host-weisu-sign-in-';
export const attemptSeconds = 600;
/** Beside the one that begins. */
const mostAttempts = 2;
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

/** What ends attempts that were never finished, but for some: whoever begins many fills no header with them. */
export function olderAttempts(header: string | undefined): string[] {
  const names = Object.keys(header ? parse(header) : {}).filter((name) => name.startsWith(attemptName));
  return names.slice(0, -mostAttempts).map((name) => serialize(name, '', { ...kept, maxAge: 0 }));
}

const nameOf = (state: string): string =>
  `${attemptName}${state.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 12)}`;

function valueIn(header: string | undefined, name: string): string | null {
  return (header && parse(header)[name]) || null;
}
