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

/** 离岗代理: whoever acts for a unit does not decide for it about the own one. Throws FORBIDDEN. */
export function requireOtherSide(actor: Actor, unitIds: readonly string[]): void {
  if (actor.delegateId !== undefined && unitIds.includes(actor.delegateId))
    throw new DomainError('FORBIDDEN', 'your own unit is the other side');
}
