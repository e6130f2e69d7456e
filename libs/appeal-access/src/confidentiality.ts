import type { Directory } from '@weisu/directory-client';
import type { Actor, AppealScope } from '@weisu/identity';
import { civilDate } from '@weisu/working-time';

/** What decides who may know who asked. */
export type Asked = Pick<AppealScope, 'areaCode' | 'residentSubject' | 'registeredBy'> &
  Readonly<{ confidential: boolean }>;

/**
 * Who asked for confidentiality is known to the district and to the units that classify or allocate in the area, and to who sent the matter; to nobody
 * else. Without the reference data (null) nobody is a desk.
 */
export function mayKnowWho(asked: Asked, actor: Actor, directory: Directory | null, now: Date): boolean {
  return (
    !asked.confidential ||
    actor.roles.includes('DISTRICT') ||
    (actor.roles.includes('RESIDENT') && asked.residentSubject === actor.subject) ||
    (actor.roles.includes('INTEGRATION') && asked.registeredBy === actor.client) ||
    isDesk(asked.areaCode, actor, directory, now)
  );
}

/**
 * That two matters are of the same person tells who asked in one to whoever knows who asked in the other: so it is for those who may know it in both,
 * and a link to the other is not shown in either direction to anybody else.
 */
export const mayKnowSame = (
  ends: readonly Asked[],
  actor: Actor,
  directory: Directory | null,
  now: Date,
): boolean => ends.every((asked) => mayKnowWho(asked, actor, directory, now));

function isDesk(areaCode: string | null, actor: Actor, directory: Directory | null, now: Date): boolean {
  const profile = areaCode === null ? null : directory?.profileOn(areaCode, civilDate(now));
  if (!profile || areaCode === null) return false;
  return (['ALLOCATE', 'CLASSIFY'] as const).some((duty) =>
    directory?.hasDuty(profile, duty, actor.unitId, areaCode),
  );
}
