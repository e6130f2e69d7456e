import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { civilDate } from '@weisu/working-time';
import { movedTo, type Handling } from '../../ground/handling/handling.js';

/** A matter that was located while it was merged works by the profile that is in force there. */
export function underProfile(handling: Handling, directory: Directory, now: Date): Handling {
  const { areaCode, profileKey } = handling;
  if (areaCode === null || profileKey !== null) return handling;
  return movedTo(handling, areaCode, directory.profileOn(areaCode, civilDate(now)));
}

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
