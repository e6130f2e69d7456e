import { DomainError, type ErasureGround } from '@weisu/contracts';
import { withinActorArea, type Actor } from '@weisu/identity';
import { endedBefore, lastDayOfTerm } from '@weisu/working-time';
import type { RetentionTerms } from './terms.js';

/** How far a matter is, as intake has heard it. */
export type Course = Readonly<{
  id: string;
  /** Null while it is open. A merged matter is as open as the one that it is handled with. */
  endedAt: Date | null;
  /** A mediation of it has neither succeeded nor failed. */
  mediating: boolean;
  /** The last entry of its mediations. */
  mediatedAt: Date | null;
  erasedAt: Date | null;
}>;

/** Nothing was written since it was erased. A matter that was reopened afterwards and ended again is erased again. */
export function isErased({ endedAt, mediatedAt, mediating, erasedAt }: Course): boolean {
  if (erasedAt === null || endedAt === null || mediating) return false;
  return endedAt <= erasedAt && (mediatedAt === null || mediatedAt <= erasedAt);
}

/**
 * Throws ERASURE_MATTER_OPEN or ERASURE_TERM_RUNS (with the last day of the term). Who asks (PIPL art. 47) need not wait for the term of
 * the appellant's data, which is ours; the term of a mediation's file holds back both.
 */
export function checkErasable(course: Course, ground: ErasureGround, now: Date, terms: RetentionTerms): void {
  const { endedAt, mediatedAt, mediating } = course;
  if (endedAt === null || mediating) throw new DomainError('ERASURE_MATTER_OPEN');
  const running: (readonly [Date, number])[] = [
    ...(mediatedAt === null ? [] : [[mediatedAt, terms.mediationDays] as const]),
    ...(ground === 'TERM' ? [[endedAt, terms.appellantDays] as const] : []),
  ];
  for (const [since, days] of running)
    if (since >= endedBefore(now, days))
      throw new DomainError('ERASURE_TERM_RUNS', lastDayOfTerm(since, days));
}

export function isErasable(course: Course, ground: ErasureGround, now: Date, terms: RetentionTerms): boolean {
  try {
    checkErasable(course, ground, now, terms);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/**
 * The district whatever it sees, a street what lies in it. A street that was only called to a neighbour's matter sees it, but its record is not
 * this street's to erase. Throws FORBIDDEN.
 */
export function checkEraser(actor: Actor, areaCode: string | null): void {
  if (actor.roles.includes('DISTRICT')) return;
  if (areaCode === null || !withinActorArea(actor, areaCode)) throw new DomainError('FORBIDDEN');
}
