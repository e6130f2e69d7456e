import { DomainError, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Handling } from '../../ground/handling/handling.js';

/**
 * The unit that may claim a matter: of a sphere that the profile leaves to its kind, in its own area, and before anybody allocated it. Throws
 * NOT_CLASSIFIED, STATE_FORBIDS, CLAIM_NOT_YOURS.
 */
export function requireClaimable(
  handling: Handling,
  { allocation }: Pick<GovernanceProfile, 'allocation'>,
  directory: Directory,
  unitId: string | null,
): string {
  const { areaCode } = handling;
  if (handling.status !== 'REGISTERED' || areaCode === null)
    throw new DomainError('STATE_FORBIDS', handling.status);
  if (!handling.category) throw new DomainError('NOT_CLASSIFIED');
  const { spheres, by } = allocation.claim ?? { spheres: [], by: [] };
  const units = by.flatMap((selector) => directory.select(selector, areaCode));
  const own = units.find(({ id }) => id === unitId);
  if (!own || handling.sphere === null || !spheres.includes(handling.sphere))
    throw new DomainError('CLAIM_NOT_YOURS');
  return own.id;
}
