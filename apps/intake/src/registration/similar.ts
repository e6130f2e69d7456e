import { civilDate, instantOf } from '@weisu/working-time';

/** Midnight is how a day without a time of day is stored: two matters of one day have nothing in common by that. */
export function tellsInstant(submittedAt: Date): boolean {
  return submittedAt.getTime() !== dayOf(submittedAt).getTime();
}

/** The same row as a version before may have read it: it took the day and left the time of day in a column beside it. */
export function dayOf(submittedAt: Date): Date {
  return instantOf(civilDate(submittedAt), '00:00');
}
