import { readCalendar, worksOn, type Calendar, type CalendarReading } from './calendar.js';
import { dayOf, epochMs, minuteMs, startOfDay } from './civil-date.js';

/** Office milliseconds in [from, until). */
export function officeMsBetween(reading: CalendarReading, from: number, until: number): number {
  let total = 0;
  for (let day = dayOf(from); startOfDay(day) < until; day += 1) {
    if (!worksOn(reading, day)) continue;
    const midnight = startOfDay(day);
    for (const span of reading.index.office) {
      total += Math.max(0, Math.min(until, midnight + span.until) - Math.max(from, midnight + span.from));
    }
  }
  return total;
}

/** The earliest instant with that much office time after `from`: a budget used up at the close is due at the close. */
export function advanceOfficeTime(reading: CalendarReading, from: number, officeMs: number): number {
  if (officeMs === 0) return from;
  let left = officeMs;
  for (let day = dayOf(from); ; day += 1) {
    if (!worksOn(reading, day)) continue;
    const midnight = startOfDay(day);
    for (const span of reading.index.office) {
      const runsFrom = Math.max(from, midnight + span.from);
      const length = midnight + span.until - runsFrom;
      if (length <= 0) continue;
      if (left <= length) return runsFrom + left;
      left -= length;
    }
  }
}

/** The latest instant with that much office time before `until`. */
export function retreatOfficeTime(reading: CalendarReading, until: number, officeMs: number): number {
  if (officeMs === 0) return until;
  let left = officeMs;
  for (let day = dayOf(until - 1); ; day -= 1) {
    if (!worksOn(reading, day)) continue;
    const midnight = startOfDay(day);
    for (const span of reading.index.office.toReversed()) {
      const runsUntil = Math.min(until, midnight + span.until);
      const length = runsUntil - (midnight + span.from);
      if (length <= 0) continue;
      if (left <= length) return runsUntil - left;
      left -= length;
    }
  }
}

/** Minutes of office time in [from, until), with their fraction; negative when `until` is earlier. */
export function workingMinutesBetween(calendar: Calendar, from: Date, until: Date): number {
  const [start, end] = [epochMs(from), epochMs(until)];
  if (end < start) return -workingMinutesBetween(calendar, until, from);
  return officeMsBetween(readCalendar(calendar), start, end) / minuteMs;
}
