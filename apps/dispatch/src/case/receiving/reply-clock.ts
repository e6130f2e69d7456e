import type { ClockStart } from '@weisu/clocks';
import type { Handling } from '../../ground/handling/handling.js';

/** The sender's own limit for an answer. Null where no other system sent the matter, or when it is over before it would start. */
export function replyClock(handling: Handling, startedAt: Date): ClockStart | null {
  const { externalDueBy: dueBy } = handling;
  if (!dueBy || dueBy <= startedAt) return null;
  return {
    subject: handling.id,
    ownerId: handling.id,
    unitId: null,
    kind: 'REPLY',
    source: 'EXTERNAL',
    startedAt,
    dueBy,
  };
}
