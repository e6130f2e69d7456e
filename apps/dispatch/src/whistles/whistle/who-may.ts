import { DomainError, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { withinActorArea, type Actor } from '@weisu/identity';
import { requireOtherSide } from '../../ground/duty/require-duty.js';
import type { Summons } from './summons.js';
import { streetOf, type Whistle } from './whistle.js';

/** The version of the profile that the whistle was blown by. */
export function profileOfWhistle(directory: Directory, whistle: Whistle): GovernanceProfile {
  const profile = directory.profileVersion(whistle.profileKey, whistle.profileVersion);
  if (!profile) throw new DomainError('PROFILE_MISSING');
  return profile;
}

/** Throws FORBIDDEN unless the actor's unit blew the whistle or is its street's desk. */
export function requireLead(directory: Directory, whistle: Whistle, actor: Actor, now: Date): void {
  requireOtherSide(directory, actor, whistle.unitIds, now);
  if (!mayLead(directory, profileOfWhistle(directory, whistle), whistle, actor.unitId)) {
    throw new DomainError('FORBIDDEN', 'who blew the whistle, or the desk of its street');
  }
}

/** Answers a summons, refuses it, reports in and finishes: the called unit itself. */
export function mayAnswer({ unitId }: Actor, summons: Pick<Summons, 'unitId'>): boolean {
  return unitId !== null && summons.unitId === unitId;
}

/** A refusal is decided by the district in which the whistle was blown, and not by who acts for the unit that refused. Throws NOT_FOUND, FORBIDDEN. */
export function requireDecidesRefusal(
  directory: Directory,
  actor: Actor,
  { summons, whistle }: Readonly<{ summons: Pick<Summons, 'unitId'>; whistle: Pick<Whistle, 'areaCode'> }>,
  now: Date,
): void {
  if (!withinActorArea(actor, whistle.areaCode)) throw new DomainError('NOT_FOUND');
  requireOtherSide(directory, actor, [summons.unitId], now);
}

/** The street's desk: its units that allocate or supervise by the profile, and its own office. */
export function actsForStreet(
  directory: Directory,
  profile: GovernanceProfile,
  unitId: string | null,
  areaCode: string,
): boolean {
  const unit = unitId === null ? null : directory.unit(unitId);
  if (unit?.areaCode !== streetOf(areaCode)) return false;
  return (
    unit.kind === 'AREA_OFFICE' ||
    directory.hasDuty(profile, 'ALLOCATE', unit.id, areaCode) ||
    directory.hasDuty(profile, 'SUPERVISE', unit.id, areaCode)
  );
}

/** Waives, completes and rates: who blew it, or its street; never one of the called units, which would rate itself. */
export function mayLead(
  directory: Directory,
  profile: GovernanceProfile,
  whistle: Whistle,
  unitId: string | null,
): boolean {
  if (unitId === null || whistle.unitIds.includes(unitId)) return false;
  return unitId === whistle.byId || actsForStreet(directory, profile, unitId, whistle.areaCode);
}
