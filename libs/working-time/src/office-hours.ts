import { parseTimeOfDay } from './civil-date.js';

/** 'HH:mm', half-open: [from, until). */
export type OfficeHours = Readonly<{ from: string; until: string }>;

/** In milliseconds since midnight. */
export type OfficeSpan = Readonly<{ from: number; until: number }>;

/** The office hours of a day, in order. Throws RangeError when there are none, or when they overlap. */
export function officeSpans(hours: readonly OfficeHours[]): readonly OfficeSpan[] {
  const spans = hours
    .map(({ from, until }) => ({ from: parseTimeOfDay(from), until: parseTimeOfDay(until) }))
    .sort((a, b) => a.from - b.from);
  if (spans.length === 0) throw new RangeError('a calendar needs office hours');
  let closedAt = 0;
  for (const { from, until } of spans) {
    if (from < closedAt || until <= from) throw new RangeError('office hours are empty or overlap');
    closedAt = until;
  }
  return spans;
}
