import type { DirectoryClient } from '@weisu/directory-client';
import { requireDuty } from '../duty/require-duty.js';
import type { Handling } from '../handling/handling.js';
import { profileOf } from '../handling/handling.store.js';

/** Who classifies or allocates decides what is to become of a matter. An unlocated matter lies on the district's desk: there the role alone decides. Throws FORBIDDEN. */
export async function requireTriage(
  directories: DirectoryClient,
  handling: Handling,
  unitId: string | null,
): Promise<void> {
  if (handling.areaCode === null) return;
  const directory = await directories.current();
  requireDuty(directory, profileOf(directory, handling), ['CLASSIFY', 'ALLOCATE'], unitId, handling.areaCode);
}
