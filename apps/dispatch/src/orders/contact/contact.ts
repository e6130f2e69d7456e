import {
  limitFor,
  type Budget,
  type ContactWhen,
  type GovernanceProfile,
  type Urgency,
} from '@weisu/contracts';
import type { ClockStart } from '@weisu/clocks';
import { civilDate, instantOf } from '@weisu/working-time';
import type { Handling } from '../../ground/handling/handling.js';

/** 白天, every day of the week: when residents expect a call. Common practice, no law and in no profile (docs/adr/0046). 8:00 is in it, 20:00 is not. */
const day = { from: '08:00', until: '20:00' } as const;
const dayMs = 86_400_000;

/** The first instant of the day from here on: this one, or 8:00 where it is night. */
function dayFrom(from: Date): Date {
  const today = civilDate(from);
  if (from < instantOf(today, day.from)) return instantOf(today, day.from);
  if (from < instantOf(today, day.until)) return from;
  return instantOf(civilDate(new Date(from.getTime() + dayMs)), day.from);
}

/** Whether there is any of the day from one instant to the other. */
function touchesDay(from: Date, until: Date): boolean {
  const begins = dayFrom(from);
  return begins <= from || until > begins;
}

/** Matters that she is called about whatever the hour: 白天 is for what can wait, and where life or safety may be in danger nobody waits for a message to be read. */
const calledAnyway: Readonly<Record<ContactWhen, readonly Urgency[]>> = {
  NOW: ['URGENT', 'FAST', 'ROUTINE'],
  BY_DAY: ['URGENT', 'FAST'],
  BY_MESSAGE: ['URGENT'],
};

type Asked = Pick<Handling, 'reachable' | 'contactWhen'>;

/** Whether she is called about a matter this urgent at any hour. What nobody has judged yet is taken for ROUTINE. */
export function isCalledAnyway({ contactWhen }: Asked, urgency: Urgency | null): boolean {
  return calledAnyway[contactWhen ?? 'NOW'].includes(urgency ?? 'ROUTINE');
}

/** Whether a message stands for a call that is owed from one instant until the other: she chose so, or she may not be called before it is over. */
export function isMessaged(handling: Asked, urgency: Urgency | null, from: Date, until: Date): boolean {
  if (!handling.reachable || isCalledAnyway(handling, urgency)) return false;
  return handling.contactWhen === 'BY_MESSAGE' || !touchesDay(from, until);
}

const lengths: Readonly<Partial<Record<Budget['unit'], number>>> = {
  MINUTE: 60_000,
  NATURAL_HOUR: 3_600_000,
};

/** The same of a limit that begins now. Those in days, and in working hours, never end before a day has come. */
export function isMessagedWithin(handling: Handling, { amount, unit }: Budget, from: Date): boolean {
  const until = new Date(from.getTime() + amount * (lengths[unit] ?? dayMs));
  return isMessaged(handling, handling.urgency, from, until);
}

/**
 * When a limit begins that would begin at night and end by day, for who is called by day: at 8:00, or the unit would have what is left of it. Days and
 * working hours count no night as it is.
 */
export function contactBegins(
  handling: Asked,
  urgency: Urgency | null,
  { amount, unit }: Budget,
  from: Date,
): Date {
  const length = lengths[unit];
  if (length === undefined || handling.contactWhen !== 'BY_DAY' || isCalledAnyway(handling, urgency))
    return from;
  const begins = dayFrom(from);
  return from.getTime() + amount * length > begins.getTime() ? begins : from;
}

/** When a call begins to be owed whose message could not be sent: who did not want one is not woken about what can wait. */
export function owedUnsent(
  { urgency, suggestion }: Pick<Handling, 'urgency' | 'suggestion'>,
  now: Date,
): Date {
  const asked = { reachable: true, contactWhen: 'BY_DAY' } as const;
  return isCalledAnyway(asked, urgency ?? suggestion?.urgency ?? null) ? now : dayFrom(now);
}

/** A limit to start, as who is called by day has it. */
export function begunByDay(start: ClockStart, handling: Asked, urgency: Urgency | null): ClockStart {
  if (start.kind !== 'CONTACT' || !('budget' in start)) return start;
  return { ...start, startedAt: contactBegins(handling, urgency, start.budget, start.startedAt) };
}

/** Whether a message stands for a contact that the profile wants of a matter like this one, from registration or by the unit. */
export function isMessagedBy(profile: GovernanceProfile, handling: Handling, from: Date): boolean {
  return profile.clocks.some((rule) => {
    const budget = rule.kind === 'CONTACT' ? limitFor(rule, handling) : null;
    return budget !== null && isMessagedWithin(handling, budget, from);
  });
}
