import type { Announcement, GovernanceProfile } from '@weisu/contracts';
import { atRest, cancelClocks, lockClocks, saveClock, startClocks, type Clock } from '@weisu/clocks';
import type { Work } from '@weisu/messaging';
import type { Budget, Calendar } from '@weisu/working-time';
import { rescheduled } from '../../ground/deadline/rescheduled.js';
import type { Handling } from '../../ground/handling/handling.js';
import { workOrdersOf } from '../work-order/work-order.store.js';
import { relimited } from './relimit.js';

/** Sets anew the limits that depend on the class or level; answers each change of a deadline with its cause. */
export async function relimit(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
  calendar: Calendar,
  cause: 'RECLASSIFIED' | 'ESCALATED',
): Promise<Announcement[]> {
  const orders = await workOrdersOf(work.manager, [handling.id]);
  const announcements: Announcement[] = [];
  for (const before of await lockClocks(work, [handling.id, ...orders.map((order) => order.id)])) {
    const { clock: changed, again } = relimited(
      before,
      handling,
      profile,
      (clock) => atRest(clock, calendar, work.now),
      work.now,
    );
    if (changed === before) continue;
    const clock = again ? await startAgain(work, changed, calendar) : changed;
    if (!again) await saveClock(work, changed);
    if (clock.state !== 'RUNNING') continue;
    announcements.push(rescheduled(before, clock, cause));
  }
  return announcements;
}

async function startAgain(work: Work, changed: Clock, calendar: Calendar): Promise<Clock> {
  await cancelClocks(work, [changed.ownerId], [changed.kind]);
  const { subject, ownerId, unitId, kind, source, countsStart, rollOffRestDay, endOfDay, told, notAfter } =
    changed;
  const rungs = changed.rungs.map((rung) => rung.rule);
  const budget = { amount: changed.budgetAmount, unit: changed.budgetUnit } as Budget;
  const rule = {
    source: source === 'EXTERNAL' ? ('PROFILE' as const) : source,
    countsStart,
    rollOffRestDay,
    endOfDay,
    told,
    rungs,
  };
  const start = { subject, ownerId, unitId, kind, ...rule, startedAt: work.now, budget };
  const [clock] = await startClocks(
    work,
    [{ ...start, notAfter: notAfter && notAfter > work.now ? notAfter : null }],
    calendar,
  );
  return clock ?? changed;
}
