import { parseDay, type DayNumber } from './civil-date.js';

/** 全国年节及纪念日放假办法 (2024): 元旦 1, 劳动节 2, 国庆节 3. */
const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** 春节 is 除夕 to 初三, counted from 初一; beyond 2030 only the fixed days are known here. */
const moving: Readonly<
  Record<number, { newYear: string; clearBright: string; dragonBoat: string; midAutumn: string }>
> = {
  2025: { newYear: '01-29', clearBright: '04-04', dragonBoat: '05-31', midAutumn: '10-06' },
  2026: { newYear: '02-17', clearBright: '04-05', dragonBoat: '06-19', midAutumn: '09-25' },
  2027: { newYear: '02-06', clearBright: '04-05', dragonBoat: '06-09', midAutumn: '09-15' },
  2028: { newYear: '01-26', clearBright: '04-04', dragonBoat: '05-28', midAutumn: '10-03' },
  2029: { newYear: '02-13', clearBright: '04-04', dragonBoat: '06-16', midAutumn: '09-22' },
  2030: { newYear: '02-03', clearBright: '04-05', dragonBoat: '06-05', midAutumn: '09-12' },
};

/**
 * What the law alone gives away for a year without a notice. Which working days replace a holiday on a weekend, and
 * which weekends are worked, only the notice says: that is why such a year is provisional.
 */
export function statutoryDays(year: number): ReadonlySet<DayNumber> {
  const dayIn = (monthDay: string): DayNumber => parseDay(`${year}-${monthDay}`);
  const days = new Set(fixed.map(dayIn));
  const known = moving[year];
  if (!known) return days;

  const newYear = dayIn(known.newYear);
  for (const day of [newYear - 1, newYear, newYear + 1, newYear + 2]) days.add(day);
  for (const monthDay of [known.clearBright, known.dragonBoat, known.midAutumn]) days.add(dayIn(monthDay));
  return days;
}
