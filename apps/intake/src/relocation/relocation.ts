import { announce, AppealRelocated, DomainError, type Announcement } from '@weisu/contracts';
import { withinActorArea, type Actor } from '@weisu/identity';

/**
 * Who may move an appeal from where: the district anything it sees; a street what lies in it, or what lies nowhere yet and it received.
 * What lies in another street goes back through the district. Throws FORBIDDEN.
 */
export function checkMover(actor: Actor, from: string | null): void {
  if (actor.roles.includes('DISTRICT') || from === null || withinActorArea(actor, from)) return;
  throw new DomainError('FORBIDDEN');
}

/** Nothing is said of a correction within one area. */
export function relocated(appealId: string, from: string | null, to: string): readonly Announcement[] {
  return from === to ? [] : [announce(AppealRelocated, { appealId, from, to })];
}
