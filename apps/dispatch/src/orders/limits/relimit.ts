import { limitFor, type GovernanceProfile } from '@weisu/contracts';
import type { Clock } from '@weisu/clocks';
import { ruleOf } from '../../ground/deadline/owner.js';
import type { Handling } from '../../ground/handling/handling.js';

/**
 * A limit as the matter's present class has it; the same clock where nothing changes. Limits given from outside keep their own. `again` says
 * that a unit's limit, counted from dispatch, would be over already: it did not know of the class, so it gets the whole of it from now on.
 * The matter's own (allocating, first contact) always count from their start, or late classification would buy time.
 */
export function relimited(
  clock: Clock,
  handling: Handling,
  profile: GovernanceProfile,
  /** The deadline as the clock's parts say. */
  project: (clock: Clock) => Clock,
  now: Date,
): { clock: Clock; again: boolean } {
  const rule = ruleOf(profile, clock);
  const budget = rule ? limitFor(rule, handling) : null;
  const same = { clock, again: false };
  if (!rule || !budget || clock.budgetUnit === null) return same;
  if (clock.state !== 'RUNNING' && clock.state !== 'SUSPENDED') return same;
  if (clock.budgetAmount === budget.amount && clock.budgetUnit === budget.unit) return same;
  const changed = project({
    ...clock,
    // what was promised was promised of the limit that this one replaces
    extensions: clock.extensions.filter((extension) => !extension.promise),
    source: rule.source,
    budgetAmount: budget.amount,
    budgetUnit: budget.unit,
  });
  const again =
    clock.ownerId !== clock.subject && clock.state === 'RUNNING' && clock.dueBy >= now && changed.dueBy < now;
  return { clock: changed, again };
}
