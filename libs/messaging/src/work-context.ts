import type { ActorRef } from '@weisu/contracts';

export type WorkContext = Readonly<{
  now: Date;
  actor: ActorRef;
  correlationId: string;
  /** The event that caused it, for a reaction. */
  causationId: string | null;
}>;
