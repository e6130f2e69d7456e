import { randomBytes } from 'node:crypto';
import { AuthenticationError, type TokenVerifier } from '@weisu/identity';
import { nonceBytes, seal, unseal, type KeyRing } from '@weisu/personal-data';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusal, Refusal } from '../calling/refusal.js';
import type { Admission } from '../admission/admission.js';
import { scopeOf, type RequestScope } from '../request/request-scope.http.js';
import {
  attemptCookie,
  attemptIn,
  attemptSeconds,
  noAttemptCookie,
  noSessionCookie,
  olderAttempts,
  sessionCookie,
  sessionIdIn,
} from './session-cookie.js';
import type { LiveSession } from './sessions.client.js';
import { GrantEnded, type Attempt } from './sign-in.client.js';
import type { SigningIn } from './signing-in.client.js';
import { wayBack } from './way-back.js';

/** Why nobody is signed in after trying to; the console has the sentence. */
type Why = 'EXPIRED' | 'REFUSED' | 'AWAY' | 'TLS';

/** `at`: milliseconds of real time. */
type Remembered = Attempt & Readonly<{ to: string; at: number }>;

/**
 * Signing in and out by the gateway (docs/adr/0051): GET /session/sign-in?to=, where the identity provider sends back to, who is signed in, for whom she acts, the end, and what
 * the identity provider ended. No token ever reaches a script. Where nothing is set up nobody is signed in, and systems go on sending their tokens.
 */
export function sessionRoutes(
  server: FastifyInstance,
  signingIn: SigningIn | null,
  { verifier, admission }: Readonly<{ verifier: TokenVerifier; admission: Pick<Admission, 'read'> }>,
): void {
  const inTurn = <Answer>(scope: RequestScope, work: () => Promise<Answer>): Promise<Answer> =>
    admission.read({ ...scope, proof: null }, work);

  server.get('/session', async (request, reply) => {
    const scope = scopeOf(request);
    const { session, actor } = scope;
    const gone = session ? null : sessionIdIn(request.headers.cookie);
    if (gone) {
      void reply.header('set-cookie', noSessionCookie());
      // it may live on at the identity provider, in the way of who signs in next
      if (signingIn) await inTurn(scope, () => signingIn.sessions.end(gone, scope));
    }
    return { offered: signingIn !== null, session: session && answerOf(session, actor?.name ?? '') };
  });
  if (!signingIn) return;
  const { publicUrl, sessions } = signingIn;
  const there = new URL(publicUrl);

  server.get<{ Querystring: { to?: unknown } }>('/session/sign-in', async (request, reply) => {
    const to = wayBack(request.query.to);
    if (there.protocol === 'http:' && !isLocal(there.hostname)) return failed(reply, 'TLS', to);
    // who typed 127.0.0.1 is sent to where her cookie will be good
    if (request.hostname !== there.hostname && isLocal(request.hostname))
      return reply.redirect(`${publicUrl}/session/sign-in?to=${encodeURIComponent(to)}`, 303);
    const { url, attempt } = await signingIn.signIn.begin();
    const sealed = sealAttempt(signingIn.keys, { ...attempt, to, at: Date.now() });
    const cookies = [...olderAttempts(request.headers.cookie), attemptCookie(attempt.state, sealed)];
    return reply.header('set-cookie', cookies).redirect(url, 303);
  });

  server.get<{ Querystring: { state?: unknown; error?: unknown } }>(
    '/session/back',
    async (request, reply) => {
      const { state, error } = request.query;
      const scope = scopeOf(request);
      const remembered = attemptOf(signingIn.keys, request, state);
      if (!remembered) return failed(reply, 'EXPIRED', wayBack(null));
      const cookies = [noAttemptCookie(remembered.state)];
      try {
        if (error !== undefined) return failed(reply.header('set-cookie', cookies), 'REFUSED', remembered.to);
        const query = new URL(request.url, publicUrl).search.slice(1);
        const tokens = await inTurn(scope, () => signingIn.signIn.complete(remembered, query));
        const actor = await verifier.verify(tokens.access);
        const before = sessionIdIn(request.headers.cookie);
        // first: once the new one is open nothing keeps her from it
        if (before) await sessions.leave(before, actor.subject, scope);
        const id = await sessions.open(tokens, actor, scope);
        return reply.header('set-cookie', [...cookies, sessionCookie(id)]).redirect(remembered.to, 303);
      } catch (cause) {
        return failed(reply.header('set-cookie', cookies), whyOf(cause), remembered.to);
      }
    },
  );

  server.post<{ Body: { unitId?: unknown } | null }>('/session/post', async (request, reply) => {
    const scope = scopeOf(request);
    const unitId = request.body?.unitId ?? null;
    if (unitId !== null && typeof unitId !== 'string') throw refusal('INVALID_ARGUMENT', 'unitId');
    const id = scope.session && (await sessions.move(idOf(request), unitId, scope));
    if (!id) throw new Refusal('UNAUTHENTICATED');
    const moved = await sessions.find(id, true, scope);
    if (!moved) throw new Refusal('UNAUTHENTICATED');
    void reply.header('set-cookie', sessionCookie(id));
    return { session: answerOf(moved, scope.actor?.name ?? '') };
  });

  server.post('/session/end', async (request, reply) => {
    const scope = scopeOf(request);
    if (!scope.session) throw new Refusal('UNAUTHENTICATED');
    const endedAtProvider = await sessions.end(idOf(request), scope);
    // what the browser kept of files is for nobody after her
    void reply.headers({ 'set-cookie': noSessionCookie(), 'clear-site-data': '"cache"' });
    return { endedAtProvider };
  });

  server.post<{ Body: { logout_token?: unknown } | null }>('/session/ended', async (request) => {
    const ended = await signingIn.readLogoutToken(request.body?.logout_token);
    await sessions.endOf(ended, scopeOf(request));
    return {};
  });
}

function answerOf({ tag, subject, actingFor, idleUntil, until }: LiveSession, name: string): object {
  return { tag, subject, name, actingFor, idleUntil, until };
}

function idOf(request: FastifyRequest): string {
  const id = sessionIdIn(request.headers.cookie);
  if (!id) throw new Refusal('UNAUTHENTICATED');
  return id;
}

function failed(reply: FastifyReply, why: Why, to: string): FastifyReply {
  return reply.redirect(`/console/sign-in?${new URLSearchParams({ why, to }).toString()}`, 303);
}

function whyOf(cause: unknown): Why {
  if (cause instanceof GrantEnded) return 'EXPIRED';
  if (cause instanceof AuthenticationError) return 'REFUSED';
  if (cause instanceof Refusal || (cause as { code?: unknown }).code === 'TRY_LATER') return 'AWAY';
  throw cause;
}

function isLocal(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function sealAttempt(keys: KeyRing, attempt: Remembered): string {
  return seal(keys, JSON.stringify(attempt), contextOf(attempt.state), randomBytes(nonceBytes));
}

/** Null: this browser did not begin it, it is too long ago, or the key is gone. */
function attemptOf(keys: KeyRing, { headers }: FastifyRequest, state: unknown): Remembered | null {
  const sealed = typeof state === 'string' ? attemptIn(headers.cookie, state) : null;
  if (typeof state !== 'string' || !sealed) return null;
  try {
    const remembered = JSON.parse(unseal(keys, sealed, contextOf(state))) as Remembered;
    return Date.now() - remembered.at < attemptSeconds * 1_000 ? remembered : null;
  } catch {
    // whatever it is, we have not sealed it
    return null;
  }
}

const contextOf = (state: string): string => `sign-in:${state}`;
