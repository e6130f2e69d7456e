import { hourMs, minuteMs } from './civil-date.js';

export const budgetUnits = ['MINUTE', 'NATURAL_HOUR', 'NATURAL_DAY', 'WORKING_HOUR', 'WORKING_DAY'] as const;
export type BudgetUnit = (typeof budgetUnits)[number];

export type Budget = Readonly<{ amount: number; unit: BudgetUnit }>;

/** Natural or office milliseconds of a budget in minutes or hours. */
export function budgetMs({ amount, unit }: Budget): number {
  const ms = Math.round(amount * (unit === 'MINUTE' ? minuteMs : hourMs));
  if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`not a budget: ${amount} ${unit}`);
  return ms;
}

/** Half a day is a budget in hours: a day of law is whole. */
export function budgetDays({ amount, unit }: Budget): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not a budget: ${amount} ${unit}`);
  return amount;
}
