import type { ActorRef } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';

/** What a use case gets beside its arguments. In a mutation `work` is the transaction that its answer is stored in, too. */
export type OperationContext = Readonly<{
  actor: Actor;
  work: Work;
  now: Date;
  correlationId: string;
  /** Keyed digest of the caller's network (an IPv4 address, a /64 of IPv6), as the gateway makes it, for limits: no address leaves the gateway. */
  network: string;
  /** Id of the proof of work that the call was paid for with, as the gateway verified it; null: it cost nothing (docs/adr/0038). */
  proof: string | null;
  /**
   * An effect outside the transaction (a counted guess) that this call has once, by name: a call that is refused for what a service has not heard yet is
   * decided again.
   */
  once<Answer>(name: string, effect: () => Promise<Answer>): Promise<Answer>;
}>;

/** Nobody signed in. */
export const anonymous: Actor = {
  subject: 'anonymous',
  name: '',
  roles: [],
  unitId: null,
  areaCode: null,
  posts: [],
  client: '',
};

export function actorRef(actor: Actor): ActorRef {
  const { subject, unitId, delegateId } = actor;
  const through = delegateId ? { delegateId } : {};
  if (actor === anonymous || actor.roles.includes('RESIDENT'))
    return { subject: actor.subject, kind: 'RESIDENT', unitId: null };
  if (actor.roles.includes('INTEGRATION'))
    return { subject: actor.client, kind: 'INTEGRATION', unitId, ...through };
  if (actor.roles.includes('SERVICE')) return { subject: actor.client, kind: 'SYSTEM', unitId: null };
  return { subject, kind: 'STAFF', unitId, ...through };
}
