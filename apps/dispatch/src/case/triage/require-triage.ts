import type { GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { requireDuty } from '../../ground/duty/require-duty.js';

/**
 * Who classifies or allocates decides what is to become of a matter. An unlocated matter (`areaCode` and `profile` null) lies on the district's desk: there the role
 * alone decides. Throws FORBIDDEN.
 */
export function requireTriage(
  directory: Directory,
  { areaCode, profile }: Readonly<{ areaCode: string | null; profile: GovernanceProfile | null }>,
  unitId: string | null,
): void {
  if (areaCode === null || profile === null) return;
  requireDuty(directory, profile, ['CLASSIFY', 'ALLOCATE'], unitId, areaCode);
}
