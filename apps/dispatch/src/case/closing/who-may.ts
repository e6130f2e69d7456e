import type { Duty, GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { requireDuty } from '../../ground/duty/require-duty.js';

/** Who closes a matter, and so waives what of it is not finished: the unit that gives out matters here, or that watches over them. */
const closers: readonly Duty[] = ['ALLOCATE', 'SUPERVISE'];

/** Who calls the resident afterwards hears that it is not settled, and takes the matter up again. */
const reopeners: readonly Duty[] = [...closers, 'FOLLOW_UP'];

type Place = Readonly<{ profile: GovernanceProfile; unitId: string | null; areaCode: string }>;

/** Throws FORBIDDEN. */
export function requireMayClose(directory: Directory, { profile, unitId, areaCode }: Place): void {
  requireDuty(directory, profile, closers, unitId, areaCode);
}

/** Throws FORBIDDEN. */
export function requireMayReopen(directory: Directory, { profile, unitId, areaCode }: Place): void {
  requireDuty(directory, profile, reopeners, unitId, areaCode);
}
