import { announce, AppealRelocated, DomainError, type Announcement, type PayloadOf } from '@weisu/contracts';
import { withinActorArea, type Actor } from '@weisu/identity';

/**
 * Who may move an appeal from where: the district anything it sees; a street what lies in it, or what lies nowhere yet and it received.
 * What lies in another street goes back through the district. Throws FORBIDDEN.
 */
export function checkMover(actor: Actor, from: string | null): void {
  if (actor.roles.includes('DISTRICT') || from === null || withinActorArea(actor, from)) return;
  throw new DomainError('FORBIDDEN');
}

export type Reception = NonNullable<PayloadOf<typeof AppealRelocated>['reception']>;

/** Whether the first receiver has to do with a matter that lies there: one outside its area is another's to follow. Null without a receiver that we know. */
export function receptionAt(
  areaCode: string,
  receiver: Readonly<{ id: string; areaCode: string }> | null | undefined,
): Reception | null {
  return receiver ? { unitId: receiver.id, ends: !areaCode.startsWith(receiver.areaCode) } : null;
}

/** Nothing is said of a correction within one area. */
export function relocated(
  appealId: string,
  from: string | null,
  to: string,
  reception: Reception | null,
): readonly Announcement[] {
  if (from === to) return [];
  return [announce(AppealRelocated, { appealId, from, to, ...(reception ? { reception } : {}) })];
}
