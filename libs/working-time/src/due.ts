import { budgetDays, budgetMs, type Budget } from './budget.js';
import {
  readCalendar,
  rolledDay,
  stepWorkingDays,
  worksOn,
  type Calendar,
  type CalendarReading,
} from './calendar.js';
import { dayOf, epochMs, hourMs, startOfDay, type DayNumber } from './civil-date.js';
import type { CountingRule } from './counting-rule.js';
import { advanceOfficeTime, officeMsBetween } from './office-time.js';
import { mergeSuspensions, type Pause, type Suspension } from './suspension.js';

export type DueQuestion = Readonly<{
  startedAt: Date;
  budget: Budget;
  calendar: Calendar;
  suspensions: readonly Suspension[];
  rule: CountingRule;
  /** Needed only while a suspension is open. */
  now?: Date;
}>;

/** The budget runs in [startedAt, dueBy). `provisional`: a year without a published notice was counted through. */
export type Due = Readonly<{ dueBy: Date; provisional: boolean }>;

/** A budget laid on the calendar, before any pause. */
type Course = Readonly<{
  /** Where counted time begins; what is paused before it is credited with nothing. */
  begin: number;
  nominal: number;
  /** Moves a deadline by the time in [from, until) that the unit counts. */
  credit: (due: number, from: number, until: number) => number;
  /** Off a rest day, where the rule says so. */
  settle: (due: number) => number;
}>;

/** Throws RangeError for a negative budget, a fraction of a day, an invalid date, a suspension that ends before it begins or is open without `now`. */
export function dueAt({ startedAt, budget, calendar, suspensions, rule, now }: DueQuestion): Due {
  const reading = readCalendar(calendar);
  const course = courseOf(reading, epochMs(startedAt), budget, rule);
  const dueBy = new Date(resume(course, mergeSuspensions(suspensions, now)));
  epochMs(dueBy);
  return { dueBy, provisional: reading.provisional };
}

function resume({ begin, nominal, credit, settle }: Course, pauses: readonly Pause[]): number {
  let due = nominal;
  for (const { from, until } of pauses) {
    if (from >= settle(due)) break;
    const runsFrom = Math.max(from, begin);
    if (until > runsFrom) due = credit(due, runsFrom, until);
  }
  return settle(due);
}

function courseOf(reading: CalendarReading, start: number, budget: Budget, rule: CountingRule): Course {
  switch (budget.unit) {
    case 'MINUTE':
      return { begin: start, nominal: start + budgetMs(budget), credit: creditNatural, settle: asItIs };
    case 'NATURAL_HOUR': {
      const begin = hourStart(start, rule);
      return { begin, nominal: begin + budgetMs(budget), credit: creditNatural, settle: asItIs };
    }
    case 'WORKING_HOUR': {
      const begin = hourStart(start, rule);
      return {
        begin,
        nominal: advanceOfficeTime(reading, begin, budgetMs(budget)),
        credit: (due, from, until) => advanceOfficeTime(reading, due, officeMsBetween(reading, from, until)),
        settle: asItIs,
      };
    }
    case 'NATURAL_DAY':
    case 'WORKING_DAY':
      return courseInDays(reading, start, budget, rule);
  }
}

function courseInDays(reading: CalendarReading, start: number, budget: Budget, rule: CountingRule): Course {
  const days = budgetDays(budget);
  if (days === 0)
    throw new RangeError('a budget in days has at least one: the same day is 1 with countsStart');
  const endOf = (day: DayNumber): number =>
    rule.endOfDay === '24:00' ? startOfDay(day + 1) : startOfDay(day) + reading.index.close;

  const startDay = dayOf(start);
  // After the close of business nothing is left of the starting day to count.
  const firstDay = rule.countsStart && start < endOf(startDay) ? startDay : startDay + 1;
  const begin = Math.max(start, startOfDay(firstDay));

  if (budget.unit === 'NATURAL_DAY') {
    const settle = rule.rollOffRestDay ? (due: number) => rolledEnd(reading, due, endOf) : asItIs;
    const credit = (due: number, from: number, until: number): number =>
      creditRolling(due, from, until, settle(due));
    return { begin, nominal: endOf(firstDay + days - 1), credit, settle };
  }
  return {
    begin,
    nominal: endOf(stepWorkingDays(reading, firstDay - 1, days)),
    credit: (due, from, until) => {
      const officeMs = officeMsBetween(reading, from, until);
      if (officeMs === 0) return due;
      const moved = advanceOfficeTime(reading, due, officeMs);
      const day = dayOf(moved - 1);
      // A whole working day given back ends as a working day ends, not at the close of the office.
      return moved === startOfDay(day) + reading.index.close ? endOf(day) : moved;
    },
    settle: asItIs,
  };
}

/** The hour that contains the start is not counted where the rule says so, also when the start is on the hour. */
function hourStart(start: number, rule: CountingRule): number {
  return rule.countsStart ? start : (Math.floor(start / hourMs) + 1) * hourMs;
}

/** A pause may end a period within a day. On the first working day it then lasts to the end, or it would end before one that rolled there. */
function rolledEnd(reading: CalendarReading, due: number, endOf: (day: DayNumber) => number): number {
  const last = dayOf(due - 1);
  const followsRest = !worksOn(reading, last) || !worksOn(reading, last - 1);
  return followsRest ? Math.max(due, endOf(rolledDay(reading, last))) : due;
}

/** The day a period rolls to belongs to it: what is paused of that day is given back, the rest days before it are not. */
function creditRolling(due: number, from: number, until: number, rolled: number): number {
  const counted = from < due ? creditNatural(due, from, until) : due;
  const pausedOfLastDay = rolled > due ? until - Math.max(from, startOfDay(dayOf(rolled - 1))) : 0;
  return pausedOfLastDay > 0 ? Math.max(counted, rolled + pausedOfLastDay) : counted;
}

function creditNatural(due: number, from: number, until: number): number {
  return due + (until - from);
}

function asItIs(due: number): number {
  return due;
}
