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
import { laidOut, rungsFiredAt, type Rung, type RungRule } from './rungs.js';

export const clockStates = ['RUNNING', 'SUSPENDED', 'MET', 'OVERDUE', 'CANCELLED'] as const;
export type ClockState = (typeof clockStates)[number];

export type Suspension = Readonly<{ from: Date; until: Date | null; reason: string; approvedBy: string }>;

/** A further budget, from the deadline before it. `promise`: nobody asked for it, it keeps what a resident had been told. */
export type Extension = Budget & Readonly<{ promise?: true }>;

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
  endOfDay: CountingRule['endOfDay'];
  extensions: readonly Extension[];
  /** A limit from outside that ours never passes, however it is extended, paused or counted anew. */
  notAfter: Date | null;
  dueBy: Date;
  provisional: boolean;
  /** The calendar that `dueBy` was counted by; null where none was needed, or a version before this wrote it. */
  calendarVersion: string | null;
  /** The area whose office hours count. */
  calendarArea: string | null;
  /** A resident sees this limit: it is not made earlier without telling. */
  told: boolean;
  state: ClockState;
  metAt: Date | null;
  firedAt: Date | null;
  suspensions: readonly Suspension[];
  /** In the order of their rules. */
  rungs: readonly Rung[];
  /** Indexes of the rungs that have been fired, or have nothing to say any more. */
  rungsFired: readonly number[];
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
  endOfDay?: CountingRule['endOfDay'] | undefined;
  told?: boolean | undefined;
  rungs?: readonly RungRule[] | undefined;
  /** There is nothing to be in time for, and that is on record: no number to call. */
  cancelled?: boolean | undefined;
}> &
  (Readonly<{ budget: Budget; notAfter?: Date | null }> | Readonly<{ dueBy: Date }>);

/** `notAfter` caps a limit of ours by one from outside that is earlier. */
export function newClock(id: string, start: ClockStart, calendar: Calendar): Clock {
  const unit = 'budget' in start ? start.budget.unit : null;
  const clock: Clock = {
    id,
    subject: start.subject,
    ownerId: start.ownerId,
    unitId: start.unitId,
    kind: start.kind,
    source: start.source,
    startedAt: start.startedAt,
    budgetAmount: null,
    budgetUnit: unit,
    countsStart: start.countsStart ?? (unit ? civilCode(unit).countsStart : true),
    rollOffRestDay: start.rollOffRestDay ?? false,
    endOfDay: start.endOfDay ?? '24:00',
    extensions: [],
    notAfter: null,
    dueBy: start.startedAt,
    provisional: false,
    calendarVersion: null,
    calendarArea: null,
    told: start.told ?? false,
    state: start.cancelled ? 'CANCELLED' : 'RUNNING',
    metAt: null,
    firedAt: null,
    suspensions: [],
    rungs: (start.rungs ?? []).map((rule) => ({ rule, at: start.startedAt })),
    rungsFired: [],
  };
  if (!('budget' in start)) return begun(runged({ ...clock, dueBy: start.dueBy }, calendar, start.startedAt));
  const { budget, notAfter = null } = start;
  return begun(projected({ ...clock, budgetAmount: budget.amount, notAfter }, calendar, start.startedAt));
}

/** A reminder that lies before the start has nothing to say. */
function begun(clock: Clock): Clock {
  const before = clock.rungs.flatMap(({ at }, index) => (at <= clock.startedAt ? [index] : []));
  return { ...clock, rungsFired: before };
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
  const { suspensions } = clock;
  let due = dueAt({ startedAt: clock.startedAt, budget, calendar, suspensions, rule, now });
  for (const extension of clock.extensions) {
    const extended = dueAt({
      startedAt: due.dueBy,
      budget: extension,
      calendar,
      suspensions,
      rule: { ...rule, countsStart: countsOn(due.dueBy, extension) },
      now,
    });
    due = { dueBy: extended.dueBy, provisional: due.provisional || extended.provisional };
  }
  const counted = {
    ...clock,
    dueBy: due.dueBy,
    provisional: due.provisional,
    calendarVersion: calendar.version,
    calendarArea: calendar.areaCode ?? null,
  };
  return runged(capped(counted), calendar, now);
}

/** A reminder that lies ahead again is given again; what a step of the ladder said is not taken back. */
function runged(clock: Clock, calendar: Calendar, now: Date): Clock {
  if (!clock.rungs.length) return clock;
  const rungs = clock.rungs.map(({ rule }) => ({ rule, at: laidOut(rule, clock.dueBy, calendar) }));
  return { ...clock, rungs, rungsFired: rungsFiredAt(rungs, clock.rungsFired, now) };
}

/** After midnight the day that begins is the first of the extension; the rest of a day that has begun is no day of it (Civil Code 201). */
export function countsOn(dueBy: Date, { unit }: Budget): boolean {
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

/**
 * Counted anew by another calendar. A limit that a resident was told is not made earlier (rules.md §7), unless they are told (`tellEarlier`); and no
 * calendar makes late what was in time. What has passed stays as it was.
 */
export function reprojected(clock: Clock, calendar: Calendar, now: Date, tellEarlier: boolean): Clock {
  const asCounted = { calendarVersion: calendar.version, calendarArea: calendar.areaCode ?? null };
  if (clock.budgetUnit === null || (clock.state !== 'RUNNING' && clock.state !== 'SUSPENDED')) return clock;
  if (clock.state === 'RUNNING' && clock.dueBy < now) return { ...clock, ...asCounted };
  const extensions = clock.extensions.filter((extension) => !extension.promise);
  const after = atRest({ ...clock, extensions }, calendar, now);
  const overAlready = clock.state === 'RUNNING' && after.dueBy <= now;
  const kept = after.dueBy < clock.dueBy && ((clock.told && !tellEarlier) || overAlready);
  if (!kept) return after;
  const amount = (clock.dueBy.getTime() - after.dueBy.getTime()) / 60_000;
  const promise = { amount, unit: 'MINUTE', promise: true } as const;
  return atRest({ ...after, extensions: [...extensions, promise] }, calendar, now);
}

/** As `projected`, but a pause that is still open counts only when it has ended: so the deadline of a resting limit stands in its row. */
export function atRest(clock: Clock, calendar: Calendar, now: Date): Clock {
  const ended = clock.suspensions.filter((pause) => pause.until !== null);
  return { ...projected({ ...clock, suspensions: ended }, calendar, now), suspensions: clock.suspensions };
}

function countingRule({ countsStart, rollOffRestDay, endOfDay }: Clock): CountingRule {
  return { countsStart, rollOffRestDay, endOfDay };
}
