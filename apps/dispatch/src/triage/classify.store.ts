import {
  announce,
  AppealClassified,
  ClockRescheduled,
  limitFor,
  type Announcement,
  type GovernanceProfile,
} from '@weisu/contracts';
import { lockClocks, projected, saveClock } from '@weisu/clocks';
import type { Work } from '@weisu/messaging';
import type { Calendar } from '@weisu/working-time';
import { classified, type Classification, type Handling } from '../handling/handling.js';
import { saveHandling } from '../handling/handling.store.js';
import { workOrdersOf } from '../work-order/work-order.store.js';

/** Classifies and sets anew the limits that depend on the class; each change of a deadline is announced with its cause. */
export async function classify(
  work: Work,
  before: Handling,
  by: Classification,
  profile: GovernanceProfile,
  calendar: Calendar,
): Promise<Handling> {
  const handling = await saveHandling(work, classified(before, profile, by));
  const suggestion = before.suggestion;
  const announcements: Announcement[] = [
    announce(AppealClassified, {
      appealId: handling.id,
      category: by.category,
      nature: by.nature,
      urgency: by.urgency,
      sphere: by.sphere,
      complex: by.complex,
      responseLevel: handling.responseLevel ?? 1,
      asSuggested: suggestion
        ? suggestion.category === by.category &&
          suggestion.nature === by.nature &&
          suggestion.urgency === by.urgency
        : null,
    }),
  ];
  const orders = await workOrdersOf(work.manager, [handling.id]);
  for (const clock of await lockClocks(work, [handling.id, ...orders.map((order) => order.id)])) {
    const rule = profile.clocks.find((one) => one.kind === clock.kind);
    const budget = rule ? limitFor(rule, handling) : null;
    if (clock.state !== 'RUNNING' || clock.source === 'EXTERNAL' || !budget || clock.budgetUnit === null)
      continue;
    if (clock.budgetAmount === budget.amount && clock.budgetUnit === budget.unit) continue;
    const changed = projected(
      { ...clock, budgetAmount: budget.amount, budgetUnit: budget.unit },
      calendar,
      work.now,
    );
    await saveClock(work, changed);
    announcements.push(
      announce(ClockRescheduled, {
        clockId: clock.id,
        kind: clock.kind,
        unitId: clock.unitId,
        dueBy: changed.dueBy,
        cause: 'RECLASSIFIED',
      }),
    );
  }
  await work.announce(handling.id, announcements);
  return handling;
}
