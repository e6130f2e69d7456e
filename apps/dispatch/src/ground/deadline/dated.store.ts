import { startClocks } from '@weisu/clocks';
import { rungsOf, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';

/** The appeal or whistle that it is about, and the profile by which it speaks on its way. */
type About = Readonly<{ subject: string; areaCode: string | null; profile: GovernanceProfile }>;
type Dated = Readonly<{ ownerId: string; unitId: string | null; dueBy: Date }>;

/** Limits that end on a date which a leader or a meeting set: duties, tasks, corrections, what is on account. */
export async function startDated(
  work: Work,
  directory: Directory,
  { subject, areaCode, profile }: About,
  dated: readonly Dated[],
): Promise<void> {
  const rungs = rungsOf(profile, {});
  const starts = dated.map((one) => ({
    ...({ ...one, subject, kind: 'CUSTOM', source: 'LEADER' } as const),
    startedAt: work.now,
    rungs,
  }));
  await startClocks(work, starts, directory.calendarAt(areaCode));
}
