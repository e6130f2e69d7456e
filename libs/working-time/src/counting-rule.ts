import type { BudgetUnit } from './budget.js';

/** How one clock counts; a property of the clock, because the laws differ. */
export type CountingRule = Readonly<{
  /**
   * Hours: true runs from the moment, false from the next full hour. Days: true counts the starting day as a day, false
   * starts with the next. Minutes always run from the moment.
   */
  countsStart: boolean;
  /** Natural days only: a last day on a rest day moves to the first working day after. Hours have no last day; working days end on one anyway. */
  rollOffRestDay: boolean;
  /** When the last day of a budget in days ends: at midnight, or at the last of the office hours. */
  endOfDay: '24:00' | 'BUSINESS_CLOSE';
}>;

/** Civil Code 201–203: hours run from the moment, the starting day is not counted. */
export function civilCode(unit: BudgetUnit): CountingRule {
  const countsStart = unit !== 'NATURAL_DAY' && unit !== 'WORKING_DAY';
  return { countsStart, rollOffRestDay: true, endOfDay: '24:00' };
}

/** Civil Procedure Law 85: neither the starting hour nor the starting day is counted. */
export const civilProcedure: CountingRule = { countsStart: false, rollOffRestDay: true, endOfDay: '24:00' };
