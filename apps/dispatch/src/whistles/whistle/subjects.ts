import type { Announcement } from '@weisu/contracts';

/** A whistle as its events know it. */
export type Concern = Readonly<{ id: string; appealIds: readonly string[] }>;

/** An announcement and the appeal (or whistle) it is about. */
export type Addressed = Readonly<{ subject: string; announcement: Announcement }>;

/** The events of a whistle are about each of its appeals, or about itself where it concerns none; `first` marks the one that effects react to. */
export function aboutEach(
  whistle: Concern,
  say: (about: { whistleId: string; first: boolean }) => Announcement,
): Addressed[] {
  const subjects = whistle.appealIds.length ? whistle.appealIds : [whistle.id];
  return subjects.map((subject, index) => ({
    subject,
    announcement: say({ whistleId: whistle.id, first: index === 0 }),
  }));
}

/** What the clocks and notes of a whistle belong to. */
export function subjectOf(whistle: Concern): string {
  return whistle.appealIds[0] ?? whistle.id;
}
