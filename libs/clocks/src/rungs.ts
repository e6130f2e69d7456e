import type { Level } from '@weisu/contracts';
import {
  civilCode,
  civilDate,
  dueAt,
  instantOf,
  marginBefore,
  type Budget,
  type Calendar,
} from '@weisu/working-time';

/** What a limit says on its way: so long before it to whose limit it is, and so long after it, while it is not met, to a level above. */
export type RungRule = Readonly<{ before: Budget }> | Readonly<{ after: Budget; to: Level }>;

export type Rung = Readonly<{ rule: RungRule; at: Date }>;

export function isReminder(rule: RungRule): rule is Readonly<{ before: Budget }> {
  return 'before' in rule;
}

/** The instant of a rung, by the calendar that counts the limit: in working units a rung never falls into the night. */
export function laidOut(rule: RungRule, dueBy: Date, calendar: Calendar): Date {
  if (isReminder(rule)) return marginBefore(dueBy, rule.before, calendar).dueBy;
  const { after } = rule;
  const atMidnight = instantOf(civilDate(dueBy)).getTime() === dueBy.getTime();
  const { countsStart } = civilCode(after.unit);
  return dueAt({
    startedAt: dueBy,
    budget: after,
    calendar,
    suspensions: [],
    rule: { countsStart: countsStart || atMidnight, rollOffRestDay: false, endOfDay: '24:00' },
  }).dueBy;
}

/** A reminder that lies ahead (again) is still to be said, and one that is due and was not said stays so; a step of the ladder is said once. */
export function rungsFiredAt(rungs: readonly Rung[], fired: readonly number[], now: Date): number[] {
  return rungs.flatMap(({ rule, at }, index) =>
    fired.includes(index) && !(isReminder(rule) && at > now) ? [index] : [],
  );
}

type Ringing = Readonly<{
  state: string;
  dueBy: Date;
  metAt: Date | null;
  firedAt: Date | null;
  rungs: readonly Rung[];
  rungsFired: readonly number[];
}>;

/** When a clock has something to say next: a reminder, that it is overdue, a step of its ladder. Null: never again. */
export function nextAt(clock: Ringing): Date | null {
  const left = (reminders: boolean) =>
    clock.rungs.flatMap(({ rule, at }, index) =>
      isReminder(rule) === reminders && !clock.rungsFired.includes(index) ? [at.getTime()] : [],
    );
  if (clock.state === 'RUNNING') return new Date(Math.min(clock.dueBy.getTime(), ...left(true)));
  if (clock.state !== 'OVERDUE') return null;
  if (clock.firedAt === null) return clock.dueBy;
  const steps = clock.metAt ? [] : left(false);
  return steps.length ? new Date(Math.min(...steps)) : null;
}

/** What a clock says at an instant. Of several reminders that are due at once the nearest to the deadline speaks for all. */
export type Ring =
  Readonly<{ overdue: true }> | Readonly<{ rung: Rung; index: number; done: readonly number[] }>;

export function ringAt(clock: Ringing, now: Date): Ring | null {
  if (clock.firedAt === null && clock.dueBy < now) return { overdue: true };
  if (clock.metAt !== null) return null;
  const reminding = clock.state === 'RUNNING';
  const due = clock.rungs
    .map((rung, index) => ({ rung, index }))
    .filter(
      ({ rung, index }) =>
        isReminder(rung.rule) === reminding && rung.at < now && !clock.rungsFired.includes(index),
    )
    .sort((a, b) => a.rung.at.getTime() - b.rung.at.getTime());
  const one = reminding ? due.at(-1) : due[0];
  if (!one) return null;
  const done = reminding ? due.map(({ index }) => index) : [one.index];
  return { ...one, done };
}
