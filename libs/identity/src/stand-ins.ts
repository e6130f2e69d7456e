import type { Actor } from './actor.js';

/** Who may act for a unit that is away. A service that does not provide it knows everybody only as who they are. */
export abstract class StandIns {
  /** The actor as one of that unit, with the rights of its own roles. Throws NOT_DELEGATED where its unit does not stand in for it at that instant. */
  abstract standIn(actor: Actor, unitId: string, now: Date): Promise<Actor>;
}
