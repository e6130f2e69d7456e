import type { ClockKind, ClockSource } from '@weisu/contracts';
import {
  civilCode,
  civilDate,
  dueAt,
  instantOf,
  type Budget,
  type BudgetUnit,
  type Calendar,
  type CountingRule,
} from '@weisu/working-time';

export const clockStates = ['RUNNING', 'SUSPENDED', 'MET', 'OVERDUE', 'CANCELLED'] as const;
export type ClockState = (typeof clockStates)[number];

export type Suspension = Readonly<{ from: Date; until: Date | null; reason: string; approvedBy: string }>;

/** A time limit. `dueBy` is derived from start, budget, extensions, suspensions and calendar, or given from outside. */
export type Clock = Readonly<{
  id: string;
  /** The appeal (or whistle, mediation) it belongs to: the subject of its events. */
  subject: string;
  /** The thing whose limit it is: a work order, a summons, a request, … */
  ownerId: string;
  unitId: string | null;
  kind: ClockKind;
  source: ClockSource;
  startedAt: Date;
  budgetAmount: number | null;
  budgetUnit: BudgetUnit | null;
  countsStart: boolean;
  rollOffRestDay: boolean;
  extensions: readonly Budget[];
  /** A limit from outside that ours never passes, however it is extended, paused or counted anew. */
  notAfter: Date | null;
  dueBy: Date;
  provisional: boolean;
  state: ClockState;
  metAt: Date | null;
  suspensions: readonly Suspension[];
}>;

export type ClockStart = Readonly<{
  subject: string;
  ownerId: string;
  unitId: string | null;
  kind: ClockKind;
  source: ClockSource;
  startedAt: Date;
  /** Counting rule where it differs from the Civil Code's. */
  countsStart?: boolean | undefined;
  rollOffRestDay?: boolean | undefined;
}> &
  (Readonly<{ budget: Budget; notAfter?: Date | null }> | Readonly<{ dueBy: Date }>);

/** `notAfter` caps a limit of ours by one from outside that is earlier. */
export function newClock(id: string, start: ClockStart, calendar: Calendar): Clock {
  const unit = 'budget' in start ? start.budget.unit : null;
  const rule = {
    countsStart: start.countsStart ?? (unit ? civilCode(unit).countsStart : true),
    rollOffRestDay: start.rollOffRestDay ?? false,
  };
  const base = {
    id,
    subject: start.subject,
    ownerId: start.ownerId,
    unitId: start.unitId,
    kind: start.kind,
    source: start.source,
    startedAt: start.startedAt,
    ...rule,
    extensions: [],
    notAfter: null,
    state: 'RUNNING' as const,
    metAt: null,
    suspensions: [],
  };
  if (!('budget' in start)) {
    return { ...base, budgetAmount: null, budgetUnit: null, dueBy: start.dueBy, provisional: false };
  }
  const { budget, notAfter } = start;
  const due = dueAt({
    startedAt: start.startedAt,
    budget,
    calendar,
    suspensions: [],
    rule: countingRule(rule),
  });
  return capped({
    ...base,
    budgetAmount: budget.amount,
    budgetUnit: budget.unit,
    notAfter: notAfter ?? null,
    dueBy: due.dueBy,
    provisional: due.provisional,
  });
}

/** What comes from outside and is earlier wins, and is then the source of the limit. */
function capped(clock: Clock): Clock {
  if (clock.notAfter === null || clock.notAfter >= clock.dueBy) return clock;
  return { ...clock, source: 'EXTERNAL', dueBy: clock.notAfter, provisional: false };
}

/** The deadline as its parts say now; a clock given from outside keeps its own. An open suspension counts until `now`. */
export function projected(clock: Clock, calendar: Calendar, now: Date): Clock {
  if (clock.budgetAmount === null || clock.budgetUnit === null) return clock;
  const rule = countingRule(clock);
  const budget = { amount: clock.budgetAmount, unit: clock.budgetUnit };
  let due = dueAt({
    startedAt: clock.startedAt,
    budget,
    calendar,
    suspensions: clock.suspensions,
    rule,
    now,
  });
  for (const extension of clock.extensions) {
    const extended = dueAt({
      startedAt: due.dueBy,
      budget: extension,
      calendar,
      suspensions: clock.suspensions,
      rule: { ...rule, countsStart: countsOn(due.dueBy, extension) },
      now,
    });
    due = { dueBy: extended.dueBy, provisional: due.provisional || extended.provisional };
  }
  return capped({ ...clock, dueBy: due.dueBy, provisional: due.provisional });
}

/** After midnight the day that begins is the first of the extension; the rest of a day that has begun is no day of it (Civil Code 201). */
function countsOn(dueBy: Date, { unit }: Budget): boolean {
  const inDays = unit === 'NATURAL_DAY' || unit === 'WORKING_DAY';
  return !inDays || instantOf(civilDate(dueBy)).getTime() === dueBy.getTime();
}

/** Longer by a budget, from the present deadline on. */
export function extended(clock: Clock, by: Budget, calendar: Calendar, now: Date): Clock {
  return projected({ ...clock, extensions: [...clock.extensions, by] }, calendar, now);
}

/** Only what runs can be paused. */
export function suspended(clock: Clock, from: Date, reason: string, approvedBy: string): Clock {
  if (clock.state !== 'RUNNING') return clock;
  return {
    ...clock,
    state: 'SUSPENDED',
    suspensions: [...clock.suspensions, { from, until: null, reason, approvedBy }],
  };
}

/** Runs on: the deadline moves by exactly the time inside the pause that its unit counts. What was met or cancelled meanwhile stays so. */
export function resumed(clock: Clock, at: Date, calendar: Calendar): Clock {
  if (clock.state !== 'SUSPENDED') return clock;
  const suspensions = clock.suspensions.map((pause) => (pause.until ? pause : { ...pause, until: at }));
  return projected({ ...clock, state: 'RUNNING', suspensions }, calendar, at);
}

/** Done at an instant: on the deadline itself is in time. A clock that fired stays OVERDUE and remembers when it was met. */
export function met(clock: Clock, at: Date): { clock: Clock; late: boolean } {
  if (clock.metAt) return { clock, late: clock.metAt > clock.dueBy };
  const late = clock.state !== 'SUSPENDED' && at > clock.dueBy;
  return {
    clock: { ...clock, metAt: at, state: clock.state === 'OVERDUE' || late ? 'OVERDUE' : 'MET' },
    late,
  };
}

function countingRule(rule: { countsStart: boolean; rollOffRestDay: boolean }): CountingRule {
  return { countsStart: rule.countsStart, rollOffRestDay: rule.rollOffRestDay, endOfDay: '24:00' };
}
