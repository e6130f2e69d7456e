import { DomainError, type Duty, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';

/** The profile's duties say which unit does what; the token's role was only the upper bound. Throws FORBIDDEN. */
export function requireDuty(
  directory: Directory,
  profile: GovernanceProfile,
  duties: readonly Duty[],
  unitId: string | null,
  areaCode: string,
): void {
  if (!duties.some((duty) => directory.hasDuty(profile, duty, unitId, areaCode))) {
    throw new DomainError(
      'FORBIDDEN',
      `the profile ${profile.key} gives your unit none of: ${duties.join(', ')}`,
    );
  }
}

/** 离岗代理: whoever acts for a unit does not decide for it about the own one, nor about another that it stands in for at that instant. Throws FORBIDDEN. */
export function requireOtherSide(
  directory: Directory,
  { delegateId }: Actor,
  unitIds: readonly string[],
  now: Date,
): void {
  if (delegateId === undefined) return;
  const own = unitIds.find((id) => id === delegateId || directory.absences.actsFor(delegateId, id, now));
  if (own !== undefined) throw new DomainError('FORBIDDEN', 'your own unit is the other side');
}
