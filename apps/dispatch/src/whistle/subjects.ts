import { DomainError, type Announcement } from '@weisu/contracts';

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

const longest = 20_000;

/** A text that a person has to write. Throws TEXT_EMPTY or TEXT_TOO_LONG. */
export function written(text: string): string {
  if (!text.trim()) throw new DomainError('TEXT_EMPTY');
  if (text.length > longest) throw new DomainError('TEXT_TOO_LONG');
  return text;
}

/** Most files of one step. */
const mostFiles = 50;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids of files as they are stored. Throws ATTACHMENT_NOT_FOUND for what cannot be one. */
export function fileIds(attachments: readonly string[] | null | undefined): string[] {
  const ids = [...new Set((attachments ?? []).map((id) => id.toLowerCase()))];
  if (ids.length > mostFiles) throw new DomainError('INVALID_ARGUMENT', `attachments: at most ${mostFiles}`);
  const wrong = ids.find((id) => !uuid.test(id));
  if (wrong !== undefined) throw new DomainError('ATTACHMENT_NOT_FOUND', wrong);
  return ids;
}

export function isId(value: string): boolean {
  return uuid.test(value);
}
