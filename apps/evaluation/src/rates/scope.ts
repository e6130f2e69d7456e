import { areaAt, DomainError, levels, levelOf, type Level } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { contains, type Actor } from '@weisu/identity';

export type RatesQuestion = Readonly<{
  areaCode?: string | null;
  unitId?: string | null;
  from: string;
  until: string;
  by?: Level | null;
}>;

/** Which matters a question is about: those of an area, of a lead unit, or of a unit in an area. Null does not limit. */
export type Scope = Readonly<{ areaCode: string | null; unitId: string | null }>;

const areaRoles = new Set(['DISTRICT', 'STREET', 'COMMUNITY', 'GRID']);

/**
 * An area role asks inside its own area, a department or company about itself, an auditor about everything. Throws AREA_NOT_FOUND or
 * UNIT_NOT_FOUND beyond that, exactly as for what does not exist.
 */
export function scopeOf(actor: Actor, question: RatesQuestion, directory: Directory): Scope {
  if (question.from > question.until) throw new DomainError('INVALID_ARGUMENT', 'from lies after until');
  const seesAll = actor.roles.includes('AUDITOR');
  const byArea = actor.roles.some((role) => areaRoles.has(role));
  const areaCode = question.areaCode ?? null;
  if (areaCode !== null && !(directory.area(areaCode) && (seesAll || mayAsk(actor, areaCode))))
    throw new DomainError('AREA_NOT_FOUND');
  const unitId = question.unitId ?? null;
  if (!seesAll && !byArea) {
    if (actor.unitId === null || (unitId !== null && unitId !== actor.unitId))
      throw new DomainError('UNIT_NOT_FOUND');
    return { areaCode, unitId: actor.unitId };
  }
  if (unitId !== null && !directory.unit(unitId)) throw new DomainError('UNIT_NOT_FOUND');
  if (areaCode === null && !seesAll && actor.areaCode === null) throw new DomainError('AREA_NOT_FOUND');
  return { areaCode: areaCode ?? actor.areaCode, unitId };
}

function mayAsk(actor: Actor, areaCode: string): boolean {
  return actor.areaCode !== null && contains(actor.areaCode, areaCode);
}

/**
 * The rows of an answer that is split by a level, in order: every area of that level inside the scope, and areas that have figures without
 * being one of them (a code that ended, or matters located no deeper than above the level), so that the rows add up to the whole.
 */
export function rowsOf(
  level: Level,
  root: string | null,
  withFigures: readonly string[],
  directory: Directory,
): string[] {
  if (root !== null && levels.indexOf(level) < levels.indexOf(levelOf(root)))
    throw new DomainError('INVALID_ARGUMENT', `by: the area lies below the level ${level}`);
  const areas = directory.areas
    .filter(
      (area) =>
        area.level === level && area.validUntil === null && (root === null || contains(root, area.code)),
    )
    .map((area) => area.code);
  return [...new Set([...areas, ...withFigures])].sort();
}

/** Digits of a code at a level. */
export function codeLength(level: Level): number {
  return areaAt(level, '0'.repeat(15))?.length ?? 15;
}
