import { civilDate, instantOf } from './civil-date.js';

const dayMs = 86_400_000;

/** What ended before this instant has had its term of so many days: the day of the end is not counted, and the last day is over. */
export function endedBefore(now: Date, termDays: number): Date {
  return new Date(instantOf(civilDate(now)).getTime() - termDays * dayMs);
}

/** The last day of a term, as a person reads it (Civil Code art. 201). */
export function lastDayOfTerm(endedAt: Date, termDays: number): string {
  return civilDate(new Date(endedAt.getTime() + termDays * dayMs));
}
