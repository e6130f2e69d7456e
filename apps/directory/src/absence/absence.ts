import { areaAt, contains, DomainError, levelOf, type Absence, type Unit } from '@weisu/contracts';
import { requireOwnUnit, type Absences, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';

/** Longest absence, in days; who is away longer is replaced. */
const longestDays = 366;
const dayMilliseconds = 86_400_000;

/** How long an absence that is over stays in the reference data, in days; the journal keeps it. */
const keptDays = 31;

const offices = new Set<Unit['kind']>(['AREA_OFFICE', 'STREET_OFFICE']);

/**
 * Whether a unit may stand in for another: one of the same kind at the same level of the same street (of the district, where there is no street), or an
 * office above it. Nothing is handed down, and nothing to a neighbouring street. Throws UNIT_NOT_FOUND or DELEGATE_UNFIT.
 */
export function requireFit(unit: Unit, delegate: Unit | null, delegateId: string): Unit {
  const higher = delegate !== null && delegate.areaCode.length < unit.areaCode.length;
  const above =
    delegate !== null &&
    contains(delegate.areaCode, unit.areaCode) &&
    (higher || delegate.kind === 'AREA_OFFICE');
  const beside = delegate !== null && areaAt('STREET', delegate.areaCode) === areaAt('STREET', unit.areaCode);
  if (!delegate || !(above || beside)) throw new DomainError('UNIT_NOT_FOUND', delegateId);
  const alike =
    beside && delegate.kind === unit.kind && levelOf(delegate.areaCode) === levelOf(unit.areaCode);
  if (delegate.id === unit.id || !(alike || (above && offices.has(delegate.kind))))
    throw new DomainError('DELEGATE_UNFIT', delegate.name);
  return delegate;
}

/**
 * Who may say that a unit is away: the unit itself, or the office of the area that it lies in. A sister unit may not: it could name itself, and would have the
 * other's duties. Throws UNIT_NOT_FOUND for a neighbour's unit, FORBIDDEN.
 */
export function requireRecorder(directory: Directory, actor: Actor, unitId: string): Unit {
  const unit = requireOwnUnit(directory, actor, unitId);
  const own = actor.unitId === null ? null : directory.unit(actor.unitId);
  const office = own?.kind === 'AREA_OFFICE' && contains(own.areaCode, unit.areaCode);
  if (own?.id !== unit.id && !office)
    throw new DomainError('FORBIDDEN', 'the unit itself, or the office of its area');
  return unit;
}

/** Nobody was away for a unit before it was said: an earlier beginning counts from now. Throws ABSENCE_INVALID. */
export function requirePeriod(from: Date, until: Date, now: Date): Readonly<{ from: Date; until: Date }> {
  const begins = from < now ? now : from;
  if (until <= begins) throw new DomainError('ABSENCE_INVALID', 'it ends before it begins');
  if (until.getTime() - begins.getTime() > longestDays * dayMilliseconds)
    throw new DomainError('ABSENCE_INVALID', `at most ${longestDays} days`);
  return { from: begins, until };
}

/** Throws ABSENCE_INVALID for a second absence at the same time and DELEGATION_LOOP where nobody would act at some instant. */
export function requireSomebody(
  absences: Absences,
  added: Absence,
  nameOf: (unitId: string) => string,
): void {
  if (absences.overlaps(added)) throw new DomainError('ABSENCE_INVALID', 'it touches another absence');
  const ring = absences.ringWith(added);
  if (ring) throw new DomainError('DELEGATION_LOOP', [...ring, added.unitId].map(nameOf).join(' → '));
}

/** Those that are over for so long that nobody asks for them any more. */
export function forgotten(absences: readonly Absence[], now: Date): readonly Absence[] {
  return absences.filter(({ until }) => Date.parse(until) < now.getTime() - keptDays * dayMilliseconds);
}
