import type { FastifyRequest } from 'fastify';
import { Refusal } from '../calling/refusal.js';
import type { Caller } from '../calling/service-caller.js';
import { cookieUse, sessionHeader } from './cookie-use.js';
import { sessionIdIn } from './session-cookie.js';
import type { LiveSession } from './sessions.client.js';
import type { SigningIn } from './signing-in.client.js';

/** What a page does by itself: polls, streams. Everything else that names the session is a sign of its person. */
const byPageHeader = 'x-weisu-by';

/** Runs work of the caller's network when it has its turn: ids that are made up wait behind themselves (docs/adr/0038). */
export type InTurn = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/**
 * Who is signed in by the cookie of a request; null: nobody, or one that is not to be believed here. Throws FORBIDDEN for a page from elsewhere, UNAUTHENTICATED where the page
 * names a session that has ended, and SESSION_CHANGED where it was made for another one.
 */
export async function signedInBy(
  request: FastifyRequest,
  { publicUrl, sessions }: SigningIn,
  asker: Omit<Caller, 'bearer' | 'actingFor'>,
  inTurn: InTurn,
): Promise<LiveSession | null> {
  const { headers, method } = request;
  const id = sessionIdIn(headers.cookie);
  const named = headers[sessionHeader];
  if (!id && named === undefined) return null;
  const [path = ''] = request.url.split('?', 1);
  const use = cookieUse({ method, path, headers }, new URL(publicUrl).origin);
  if (use === 'REFUSED') throw new Refusal('FORBIDDEN');
  if (use === 'NOBODYS') return null;
  const byPerson = named !== undefined && headers[byPageHeader] !== 'page';
  const find = (known: string) => sessions.find(known, byPerson, asker);
  const session = id && (await (sessions.knows(id) ? find(id) : inTurn(() => find(id))));
  if (named === undefined) return session || null;
  if (!session) throw new Refusal('UNAUTHENTICATED');
  if (named !== session.tag) throw new Refusal('SESSION_CHANGED');
  return session;
}
