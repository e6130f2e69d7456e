import type { ClockKind, GovernanceProfile, SupervisionCause } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import type { Handling } from '../../ground/handling/handling.js';
import { issueNotice } from './notice.store.js';
import {
  isBadRating,
  isReopenedOften,
  isReturnedOften,
  isSupervisedForRefusal,
  isSupervisedWhenOverdue,
} from './triggers.js';

type About = Readonly<{
  subject: string;
  areaCode: string | null;
  profile: GovernanceProfile | null;
}>;

/** 潍坊 2021 art. 26: what has a notice issued without a person, where the profile says so. */
async function issue(
  work: Work,
  directory: Directory,
  about: About,
  unitId: string | null,
  cause: SupervisionCause,
): Promise<void> {
  if (unitId === null) return;
  await issueNotice(work, directory, { ...about, unitId, cause, noteId: null, issuedById: null });
}

const ofMatter = ({ id, areaCode }: Handling, profile: GovernanceProfile): About => ({
  subject: id,
  areaCode,
  profile,
});

/** A limit of a unit has passed. */
export async function superviseOverdue(
  work: Work,
  directory: Directory,
  about: About,
  clock: Readonly<{ kind: ClockKind; unitId: string | null }>,
): Promise<void> {
  if (isSupervisedWhenOverdue(about.profile, clock.kind))
    await issue(work, directory, about, clock.unitId, 'OVERDUE');
}

/** The district insists, and the unit has not come yet. */
export async function superviseRefusal(
  work: Work,
  directory: Directory,
  about: About,
  unitId: string,
): Promise<void> {
  if (isSupervisedForRefusal(about.profile)) await issue(work, directory, about, unitId, 'REFUSAL');
}

/** Given back once more: who allocates has to look where it belongs. */
export async function superviseReturns(
  work: Work,
  directory: Directory,
  handling: Handling,
  profile: GovernanceProfile,
): Promise<void> {
  if (!profile.supervision) return;
  const [row] = await work.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM request WHERE appeal_id = $1 AND kind = 'RETURN' AND approved`,
    [handling.id],
  );
  if (!isReturnedOften(profile, row?.count ?? 0)) return;
  const [allocator] = directory.unitsWithDuty(profile, 'ALLOCATE', handling.areaCode ?? '');
  await issue(work, directory, ofMatter(handling, profile), allocator?.id ?? null, 'RETURNED_OFTEN');
}

/** The lead answers for it. `round` is 1 before the first reopening. */
export async function superviseReopening(
  work: Work,
  directory: Directory,
  handling: Handling,
  profile: GovernanceProfile,
  leadUnitId: string | null,
): Promise<void> {
  if (!isReopenedOften(profile, handling.round)) return;
  await issue(work, directory, ofMatter(handling, profile), leadUnitId, 'REOPENED_OFTEN');
}

/** The lead answers for a bad rating, too. */
export async function superviseRating(
  work: Work,
  directory: Directory,
  handling: Handling,
  profile: GovernanceProfile,
  { stars, leadUnitId }: Readonly<{ stars: number; leadUnitId: string | null }>,
): Promise<void> {
  if (!isBadRating(profile, stars)) return;
  await issue(work, directory, ofMatter(handling, profile), leadUnitId, 'BAD_EFFECT');
}
