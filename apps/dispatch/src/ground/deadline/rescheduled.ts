import { announce, ClockRescheduled, type Announcement } from '@weisu/contracts';
import type { Clock } from '@weisu/clocks';

export type RescheduleCause = 'EXTENDED' | 'RECLASSIFIED' | 'ESCALATED' | 'RESUMED' | 'CALENDAR';

/** Every change of a deadline is announced with its reason, and with what it was: who was told of the old one can be told of the new. */
export function rescheduled(before: Clock, after: Clock, cause: RescheduleCause): Announcement {
  return announce(ClockRescheduled, {
    clockId: after.id,
    kind: after.kind,
    unitId: after.unitId,
    dueBy: after.dueBy,
    cause,
    before: before.dueBy,
    told: after.told,
    provisional: after.provisional,
    calendarVersion: after.calendarVersion,
    kept: after.extensions.some((extension) => extension.promise),
  });
}
