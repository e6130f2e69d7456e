import type { Clock } from './clock.js';
import { isReminder } from './rungs.js';

/** A limit as the contract's `Clock` shows it. What keeps a promise is no extension that anybody gave. */
export function clockAnswer(clock: Clock) {
  const { id, kind, source, startedAt, budgetAmount, budgetUnit, dueBy, state, metAt } = clock;
  const { provisional, suspensions, calendarVersion, told, rungs, rungsFired } = clock;
  return {
    id,
    kind,
    source,
    startedAt,
    budget: budgetAmount !== null && budgetUnit !== null ? { amount: budgetAmount, unit: budgetUnit } : null,
    dueBy,
    state,
    metAt,
    provisional,
    suspensions,
    extensions: clock.extensions
      .filter((extension) => !extension.promise)
      .map(({ amount, unit }) => ({ amount, unit })),
    calendarVersion,
    told,
    rungs: rungs.map(({ rule, at }, index) => ({
      at,
      to: isReminder(rule) ? null : rule.to,
      fired: rungsFired.includes(index),
    })),
  };
}
