import { civilDate } from '@weisu/working-time';

/** 2026年11月23日, in Shanghai. */
export function dayText(instant: Date): string {
  const [year, month, day] = civilDate(instant).split('-').map(Number);
  return `${year ?? ''}年${month ?? ''}月${day ?? ''}日`;
}

/** The day on which a limit ends: one at midnight ends the day before. */
export const lastDayText = (dueBy: Date): string => dayText(new Date(dueBy.getTime() - 1));

/** 2026年11月23日 09:00, in Shanghai. */
export function instantText(instant: Date): string {
  return `${dayText(instant)} ${timeText(instant)}`;
}

/** 11月23日 09:00: where the year is known. */
export const shortText = (instant: Date): string => withoutYear(instantText(instant));

/** When a limit ends: 2026年11月23日 24:00, where a clock shows the next day's 00:00. */
export function limitText(dueBy: Date): string {
  return timeText(dueBy) === '00:00' ? `${lastDayText(dueBy)} 24:00` : instantText(dueBy);
}

export const shortLimitText = (dueBy: Date): string => withoutYear(limitText(dueBy));

const withoutYear = (text: string): string => text.replace(/^\d+年/, '');

/** China has no daylight saving time. */
const timeText = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
