import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac, randomUUID } from 'node:crypto';
import { AuthenticationError, IdentityProviderError, type Actor, type TokenVerifier } from '@weisu/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from '../admission/admission.js';
import { Refusal } from '../calling/refusal.js';
import type { Caller } from '../calling/service-caller.js';
import type { SigningIn } from '../session/signing-in.client.js';
import type { LiveSession } from '../session/sessions.client.js';
import { signedInBy, type InTurn } from '../session/signed-in.http.js';
import { networkOf } from './network.js';

/** Who asks, in which request. */
export type RequestScope = Caller &
  Readonly<{
    actor: Actor | null;
    /** The session that the cookie names, where it is what says who asks. */
    session: LiveSession | null;
    idempotencyKey: string | null;
    /** The answer to a challenge, as it was sent. */
    proofSent: string | null;
    /** Nobody waits for the answer any more. */
    isGone(): boolean;
  }>;

const scopes = new WeakMap<FastifyRequest, RequestScope>();
const current = new AsyncLocalStorage<RequestScope>();
const acceptedCorrelationId = /^[A-Za-z0-9_-]{1,64}$/;

/** The scope of a request that passed `openScope`. */
export function scopeOf(request: FastifyRequest): RequestScope {
  const scope = scopes.get(request);
  if (!scope) throw new Error('the request has no scope yet');
  return scope;
}

/** Null for a request that was refused before it was named, or that a mounted server answers. */
export function correlationIdOf(request: FastifyRequest): string | null {
  return scopes.get(request)?.correlationId ?? null;
}

/** The scope of the request being answered, for code that Apollo calls without its context. */
export function currentScope(): RequestScope | undefined {
  return current.getStore();
}

/** Names the request before anything else can fail. */
export function openScope(request: FastifyRequest, reply: FastifyReply, addressKey: string): void {
  const given = request.headers['x-correlation-id'];
  const correlationId = typeof given === 'string' && acceptedCorrelationId.test(given) ? given : randomUUID();
  const key = request.headers['idempotency-key'];
  const unit = request.headers['x-weisu-acting-for'];
  const proof = request.headers['x-weisu-proof'];
  scopes.set(request, {
    actor: null,
    session: null,
    bearer: null,
    correlationId,
    idempotencyKey: typeof key === 'string' && key !== '' ? key : null,
    proofSent: typeof proof === 'string' && proof !== '' ? proof : null,
    isGone: () => request.raw.socket.destroyed,
    network: createHmac('sha256', addressKey).update(networkOf(request.ip)).digest('hex'),
    actingFor: typeof unit === 'string' && unit !== '' ? unit : null,
  });
  void reply.header('x-correlation-id', correlationId);
}

/** A token that is there must be good, also where none is needed; without one the cookie may say who asks. Throws Refusal. */
export async function authenticate(
  request: FastifyRequest,
  verifier: TokenVerifier,
  signingIn: SigningIn | null,
  admission: Pick<Admission, 'read'>,
): Promise<void> {
  const { authorization } = request.headers;
  const scope = scopeOf(request);
  if (authorization !== undefined) {
    const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!bearer) throw new Refusal('UNAUTHENTICATED');
    scopes.set(request, { ...scope, bearer, actor: await verified(verifier, bearer) });
    return;
  }
  const inTurn: InTurn = (work) => admission.read({ ...scope, proof: null }, work);
  const session = signingIn && (await signedInBy(request, signingIn, scope, inTurn));
  if (!session) return;
  const { bearer, actingFor } = session;
  scopes.set(request, { ...scope, session, bearer, actingFor, actor: await verified(verifier, bearer) });
}

async function verified(verifier: TokenVerifier, bearer: string): Promise<Actor> {
  try {
    return await verifier.verify(bearer);
  } catch (cause) {
    if (cause instanceof AuthenticationError)
      throw new Refusal('UNAUTHENTICATED', undefined, undefined, { cause });
    if (cause instanceof IdentityProviderError)
      throw new Refusal('UNAVAILABLE', undefined, undefined, { cause });
    throw cause;
  }
}

/** Runs the rest of the request so that `currentScope` knows it. After the body was read: its events run outside. */
export function enterScope(request: FastifyRequest, proceed: () => void): void {
  current.run(scopeOf(request), proceed);
}
