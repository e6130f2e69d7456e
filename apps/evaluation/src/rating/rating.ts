import { createHash, timingSafeEqual } from 'node:crypto';
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

/**
 * Whether a secret is the one behind a verifier (its SHA-256, hexadecimal or base64), in a time that tells nothing. People type a secret
 * with gaps and in lower case, so that its plain form is tried, too. No verifier: never, after the same work.
 */
export function isSecretOf(secret: string, verifier: string | null): boolean {
  const plain = secret.replace(/[\s-]/g, '').toUpperCase();
  const wanted = verifier === null ? Buffer.alloc(32) : digestOf(verifier);
  const matches = [secret, plain].map((candidate) => {
    const digest = createHash('sha256').update(candidate).digest();
    return wanted.length === digest.length && timingSafeEqual(digest, wanted);
  });
  return verifier !== null && matches.includes(true);
}

function digestOf(verifier: string): Buffer {
  return Buffer.from(verifier, /^[0-9a-f]{64}$/i.test(verifier) ? 'hex' : 'base64');
}
