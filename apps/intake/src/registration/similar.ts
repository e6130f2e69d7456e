import { civilDate, instantOf } from '@weisu/working-time';

/** Midnight is how a day without a time of day is stored: two matters of one day have nothing in common by that. */
export function tellsInstant(submittedAt: Date): boolean {
  return submittedAt.getTime() !== instantOf(civilDate(submittedAt), '00:00').getTime();
}
