import { announce, AppealRated, DomainError, type Announcement } from '@weisu/contracts';

export type Rating = Readonly<{
  appealId: string;
  stars: number;
  /** What the resident first gave, whatever becomes of it after an objection. */
  original: number;
  objected: boolean;
  comment: string | null;
  at: Date;
}>;

export const maxCommentLength = 1_000;

/** A resident's rating. One or two stars are a bad rating (好差评: the two lowest grades). Throws STARS_INVALID. */
export function rate(
  appealId: string,
  given: Readonly<{ stars: number; comment: string | null }>,
  now: Date,
): { rating: Rating; announcements: readonly Announcement[] } {
  const { stars } = given;
  if (!Number.isInteger(stars) || stars < 1 || stars > 5) throw new DomainError('STARS_INVALID');
  const comment = given.comment?.trim() ? given.comment.trim() : null;
  if (comment && comment.length > maxCommentLength)
    throw new DomainError('INVALID_ARGUMENT', `comment: at most ${maxCommentLength} characters`);
  const rating = { appealId, stars, original: stars, objected: false, comment, at: now };
  return { rating, announcements: [announce(AppealRated, { appealId, stars })] };
}
