/** Law clocks run in Asia/Shanghai, taken as a fixed +08:00: China has no daylight saving time (the summers of 1986–1991 are ignored). */
const offsetMs = 8 * 3_600_000;

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** Days from 1970-01-01 in civil time; what this library counts with inside. Instants are epoch milliseconds. */
export type DayNumber = number;

export function dayOf(instantMs: number): DayNumber {
  return Math.floor((instantMs + offsetMs) / dayMs);
}

/** 00:00 of the day, which is also 24:00 of the day before. */
export function startOfDay(day: DayNumber): number {
  return day * dayMs - offsetMs;
}

export function isWeekend(day: DayNumber): boolean {
  // Day 0 was a Thursday: Saturday is 2, Sunday 3.
  const weekday = ((day % 7) + 7) % 7;
  return weekday === 2 || weekday === 3;
}

export function yearOf(day: DayNumber): number {
  return new Date(day * dayMs).getUTCFullYear();
}

export function formatDay(day: DayNumber): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function parseDay(civilDate: string): DayNumber {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(civilDate) ? Date.parse(`${civilDate}T00:00:00Z`) : Number.NaN;
  const day = ms / dayMs;
  // Date.parse accepts 02-30 and moves it to March.
  if (Number.isNaN(ms) || formatDay(day) !== civilDate)
    throw new RangeError(`not a civil date: ${civilDate}`);
  return day;
}

/** Milliseconds after midnight of 'HH:mm'; '24:00' is the end of the day. */
export function parseTimeOfDay(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time === '24:00' ? '00:00' : time) ?? [];
  if (hours === undefined || minutes === undefined) throw new RangeError(`not a time of day: ${time}`);
  return time === '24:00' ? dayMs : Number(hours) * hourMs + Number(minutes) * minuteMs;
}

export function epochMs(instant: Date): number {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError('not an instant: invalid Date');
  return ms;
}

/** The ISO date a wall calendar in Shanghai shows at that instant. */
export function civilDate(instant: Date): string {
  return formatDay(dayOf(epochMs(instant)));
}

/** Throws RangeError unless the date exists and the time is 'HH:mm' ('24:00' included). */
export function instantOf(civilDate: string, time = '00:00'): Date {
  return new Date(startOfDay(parseDay(civilDate)) + parseTimeOfDay(time));
}

/** The day to show a person for a deadline: one at midnight is 24:00 of the day before. */
export function lastDayOf(dueBy: Date): string {
  return formatDay(dayOf(epochMs(dueBy) - 1));
}
