import { levelOf, levels, type GovernanceProfile, type Level, type Unit } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';

/** Organs that stand in line with the levels: what is late at a street is no business of its communities. */
const inLine = new Set<Unit['kind']>(['AREA_OFFICE', 'STREET_OFFICE', 'STATION']);

const height = (level: Level): number => levels.length - levels.indexOf(level);

/**
 * Who hears at a level that a unit is late: those that supervise there, else the office of the area. Departments and companies stand beside the
 * communities, so for them the ladder begins at the street. Empty: nobody above the unit at this level.
 */
export function targetsOf(
  directory: Directory,
  profile: GovernanceProfile,
  level: Level,
  areaCode: string,
  lateUnitId: string | null,
): readonly string[] {
  const late = lateUnitId === null ? null : directory.unit(lateUnitId);
  if (late && height(level) < (inLine.has(late.kind) ? height(levelOf(late.areaCode)) : height('STREET')))
    return [];
  const supervisors = directory
    .unitsWithDuty(profile, 'SUPERVISE', areaCode)
    .filter((unit) => levelOf(unit.areaCode) === level);
  const found = supervisors.length ? supervisors : directory.select({ level, kind: 'AREA_OFFICE' }, areaCode);
  return [...new Set(found.map((unit) => unit.id))].filter((id) => id !== lateUnitId);
}
