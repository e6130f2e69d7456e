import type { UnitAnswer } from '@weisu/api';
import { contains, type Unit, type UnitKind } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { hasRole, type Actor } from '@weisu/identity';
import { reaches, requireArea } from '../reach/reach.js';

/** Roles that blow whistles or hand out work, and so must find whom they may call. */
const callers = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID'] as const;

export type UnitQuestion = Readonly<{ areaCode: string | null; kind: UnitKind | null }>;

/**
 * The units of an area and below it. Without an area: those of the caller's own subtree, and for level staff also the units that stand
 * directly at the areas above (departments and companies of the district, stations of the own street), because those are whom they
 * call; never those of a neighbour. In the order of area codes. Throws AREA_NOT_FOUND for an area outside the caller's subtree, be it
 * an ancestor.
 */
export function unitsFor(directory: Directory, actor: Actor, { areaCode, kind }: UnitQuestion): Unit[] {
  if (areaCode !== null) requireArea(directory, actor, areaCode);
  const listed = (unit: Unit): boolean =>
    areaCode !== null
      ? contains(areaCode, unit.areaCode)
      : reaches(actor, unit.areaCode) || standsAbove(actor, unit);
  return directory.allUnits
    .filter((unit) => (kind === null || unit.kind === kind) && listed(unit))
    .sort((a, b) => order(a.areaCode, b.areaCode) || order(a.id, b.id));
}

export function unitAnswer({ id, name, kind, areaCode, enforcement }: Unit): UnitAnswer {
  return { id, name, kind, areaCode, enforcementBasis: enforcement?.basis ?? null };
}

function standsAbove(actor: Actor, unit: Unit): boolean {
  return hasRole(actor, callers) && actor.areaCode !== null && contains(unit.areaCode, actor.areaCode);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
