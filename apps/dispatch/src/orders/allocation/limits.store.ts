import {
  cancelClocks,
  lockClocks,
  resumed,
  saveClock,
  startClocks,
  type Clock,
  type ClockStart,
} from '@weisu/clocks';
import { AppealReopened } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { Calendar } from '@weisu/working-time';
import type { WorkOrder } from '../work-order/work-order.js';
import { isUnmet } from './staying.js';

/** When the present round began: null for the first one. Our own journal says it, in the same transaction. */
export async function roundSince(work: Work, appealId: string): Promise<Date | null> {
  const [row] = await work.query<{ at: Date | null }>(
    'SELECT max(at) AS at FROM journal WHERE subject = $1 AND type = $2',
    [appealId, AppealReopened.type],
  );
  return row?.at ?? null;
}

/** Limits of these orders, locked, so that none of them fires meanwhile. */
export function limitsOf(work: Work, orders: readonly WorkOrder[]): Promise<Clock[]> {
  return lockClocks(
    work,
    orders.map(({ id }) => id),
  );
}

/**
 * What a resident was told and waits for: a new lead goes on with it, also when it has passed. A call that was not made in time stays on record where it
 * was owed; the new lead owes one of its own.
 */
export const toldLimits = (clocks: readonly Clock[]): Clock[] =>
  clocks.filter(
    (clock) => clock.told && isUnmet(clock) && !(clock.kind === 'CONTACT' && clock.state === 'OVERDUE'),
  );

/** Starts limits; those of a kind that is gone on with (`former`) as they were: start, extensions, pauses, deadline, and whether it has passed. */
export async function startOrGoOn(
  work: Work,
  starts: readonly ClockStart[],
  former: readonly Clock[],
  calendar: Calendar,
): Promise<Clock[]> {
  const formerOf = ({ kind, cancelled }: ClockStart): Clock | undefined =>
    cancelled ? undefined : former.findLast((clock) => clock.kind === kind);
  const fresh = await startClocks(
    work,
    starts.filter((start) => !formerOf(start)),
    calendar,
  );
  const continued: Clock[] = [];
  for (const start of starts) {
    const before = formerOf(start);
    if (before) continued.push(await goOn(work, start, resumed(before, work.now, calendar), calendar));
  }
  return [...fresh, ...continued];
}

async function goOn(work: Work, start: ClockStart, before: Clock, calendar: Calendar): Promise<Clock> {
  const { source, startedAt, countsStart, rollOffRestDay, endOfDay, budgetAmount, budgetUnit } = before;
  const { subject, ownerId, unitId, kind, told } = start;
  const given = {
    subject,
    ownerId,
    unitId,
    kind,
    told,
    source,
    startedAt,
    countsStart,
    rollOffRestDay,
    endOfDay,
  };
  const rungs = before.rungs.map(({ rule }) => rule);
  const length =
    budgetAmount !== null && budgetUnit !== null
      ? { budget: { amount: budgetAmount, unit: budgetUnit }, notAfter: before.notAfter }
      : { dueBy: before.dueBy };
  const [begun] = await startClocks(work, [{ ...given, rungs, ...length }], calendar);
  if (!begun) throw new Error(`the limit ${kind} did not start`);
  const clock: Clock = { ...before, id: begun.id, ownerId, unitId, told: told ?? false };
  await saveClock(work, clock);
  if (before.firedAt)
    await work.query('UPDATE clock SET fired_at = $2 WHERE id = $1', [clock.id, before.firedAt]);
  return clock;
}

type RoleChange = Readonly<{
  /** The order's limits as they were. */
  own: readonly Clock[];
  /** What residents were told by the lead so far. */
  told: readonly Clock[];
  /** What the order would have in its new role. */
  starts: readonly ClockStart[];
  calendar: Calendar;
}>;

/**
 * Who changes from lead to assistant, or back, keeps the limits that both roles have. An assistant does without the lead's own (contact, opinion), and residents
 * follow it no more. A new lead gets those, and goes on with what residents were told: where its own limit says another day, theirs counts.
 */
export async function changeRole(
  work: Work,
  { own, told, starts, calendar }: RoleChange,
  role: WorkOrder['role'],
): Promise<Clock[]> {
  const running = own.filter(isUnmet);
  const wanted = new Set(starts.map(({ kind }) => kind));
  const needless = running.filter(({ kind }) => !wanted.has(kind));
  const otherDay = running.filter((clock) => role === 'LEAD' && formerly(told, clock) === 'another day');
  for (const { ownerId, kind } of [...needless, ...otherDay]) await cancelClocks(work, [ownerId], [kind]);
  const kept = running.filter((clock) => !needless.includes(clock) && !otherDay.includes(clock));
  const toldKinds = new Set(starts.filter((start) => start.told).map(({ kind }) => kind));
  for (const clock of kept.filter((one) => one.told !== toldKinds.has(one.kind)))
    await work.query('UPDATE clock SET told = $2 WHERE id = $1', [clock.id, toldKinds.has(clock.kind)]);
  const done = new Set(own.filter((clock) => clock.metAt !== null).map(({ kind }) => kind));
  const has = new Set(kept.map(({ kind }) => kind));
  const missing = starts.filter(({ kind }) => !has.has(kind) && !done.has(kind));
  return [...kept, ...(await startOrGoOn(work, missing, role === 'LEAD' ? told : [], calendar))];
}

function formerly(told: readonly Clock[], { kind, dueBy }: Clock): 'another day' | 'the same' {
  const before = told.findLast((clock) => clock.kind === kind);
  return before && before.dueBy.getTime() !== dueBy.getTime() ? 'another day' : 'the same';
}
