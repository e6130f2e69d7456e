import { DomainError } from '@weisu/contracts';
import type { Handling } from '../handling/handling.js';

const dayMs = 24 * 3_600_000;
/** Days after both have ended in which a merge is taken back. */
const daysToSeparate = 30;

/**
 * 撤销并案: its own matter again, to be allocated anew; class, profile and round stay. A merged matter ends when the one that it is handled with ends. Throws
 * STATE_FORBIDS, UNMERGE_TOO_LATE.
 */
export function separated(handling: Handling, target: Handling | null, now: Date): Handling {
  if (handling.status !== 'MERGED') throw new DomainError('STATE_FORBIDS', handling.status);
  const endedAt = target?.closedAt ?? null;
  if (endedAt && now.getTime() > endedAt.getTime() + daysToSeparate * dayMs)
    throw new DomainError('UNMERGE_TOO_LATE');
  return { ...handling, status: 'REGISTERED', mergedInto: null };
}
