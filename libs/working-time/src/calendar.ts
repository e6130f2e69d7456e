import {
  dayMs,
  dayOf,
  epochMs,
  formatDay,
  isWeekend,
  parseDay,
  startOfDay,
  yearOf,
  type DayNumber,
} from './civil-date.js';
import { officeSpans, type OfficeHours, type OfficeSpan } from './office-hours.js';
import { statutoryDays } from './statutory-days.js';

/** One year's notice as ISO civil dates: `offDays` rest (weekends inside a holiday included), `workDays` are 调休 weekend days worked. */
export type CalendarYear = Readonly<{
  year: number;
  offDays: readonly string[];
  workDays: readonly string[];
}>;

/** A day that was decided by hand, such as a typhoon's; it goes before any notice and publishes no year. */
export type DayOverride = Readonly<{ date: string; working: boolean }>;

/** Immutable: it is indexed once per object, so keep the object instead of loading it for every deadline. */
export type Calendar = Readonly<{
  version: string;
  /** The area whose office hours these are; absent where they are everybody's. */
  areaCode?: string | undefined;
  years: readonly CalendarYear[];
  overrides?: readonly DayOverride[] | undefined;
  officeHours: readonly OfficeHours[];
}>;

/** One version of the calendar, as the areas of a district count by it. */
export type Calendars = Readonly<{
  version: string;
  /** A limit that a resident was told may become earlier by this version: they are told. */
  tellEarlier: boolean;
  /** With the office hours of the area, or of the one it lies in; null: the district's. The same object for the same hours. */
  forArea: (areaCode: string | null) => Calendar;
}>;

export type DayResult = Readonly<{ date: string; provisional: boolean }>;

type CalendarIndex = Readonly<{
  published: ReadonlySet<number>;
  notices: ReadonlyMap<DayNumber, boolean>;
  statutory: Map<number, ReadonlySet<DayNumber>>;
  days: Map<DayNumber, Readonly<{ working: boolean; provisional: boolean }>>;
  office: readonly OfficeSpan[];
  close: number;
}>;

/** One computation's view of a calendar: it remembers whether an unpublished year was asked. */
export type CalendarReading = { readonly index: CalendarIndex; provisional: boolean };

const indexes = new WeakMap<Calendar, CalendarIndex>();

// Beyond it a wrong budget (a million working days) would walk for seconds instead of being refused.
const horizon = { from: parseDay('1970-01-01'), until: parseDay('2200-01-01') };

/** Throws RangeError when the calendar contradicts itself. */
export function readCalendar(calendar: Calendar): CalendarReading {
  let index = indexes.get(calendar);
  if (!index) {
    index = indexOf(calendar);
    indexes.set(calendar, index);
  }
  return { index, provisional: false };
}

export function worksOn(reading: CalendarReading, day: DayNumber): boolean {
  const { index } = reading;
  let known = index.days.get(day);
  if (!known) {
    known = { working: decideWorking(index, day), provisional: !index.published.has(yearOf(day)) };
    index.days.set(day, known);
  }
  if (known.provisional) reading.provisional = true;
  return known.working;
}

/** The n-th working day after the day (before it when n is negative); n = 0 is the day itself. */
export function stepWorkingDays(reading: CalendarReading, day: DayNumber, n: number): DayNumber {
  const step = n < 0 ? -1 : 1;
  let found = day;
  for (let left = Math.abs(n); left > 0;) {
    found += step;
    if (worksOn(reading, found)) left -= 1;
  }
  return found;
}

/** The day, or the first working day after it when it is a rest day; a 调休 working weekend day is not a rest day. */
export function rolledDay(reading: CalendarReading, day: DayNumber): DayNumber {
  return worksOn(reading, day) ? day : stepWorkingDays(reading, day, 1);
}

export function isWorkingDay(calendar: Calendar, civilDate: string): boolean {
  return worksOn(readCalendar(calendar), parseDay(civilDate));
}

/** Whether the office is open: on a working day, within the office hours. */
export function isOfficeTime(calendar: Calendar, instant: Date): boolean {
  const reading = readCalendar(calendar);
  const ms = epochMs(instant);
  const day = dayOf(ms);
  const time = ms - startOfDay(day);
  return (
    worksOn(reading, day) && reading.index.office.some(({ from, until }) => from <= time && time < until)
  );
}

/** False when the year's notice is not out: whatever is computed through that day is provisional. */
export function isPublished(calendar: Calendar, civilDate: string): boolean {
  return readCalendar(calendar).index.published.has(yearOf(parseDay(civilDate)));
}

/** The start day is not counted (Civil Code 201). A negative n goes back. */
export function addWorkingDays(calendar: Calendar, civilDate: string, n: number): DayResult {
  const reading = readCalendar(calendar);
  const day = stepWorkingDays(reading, parseDay(civilDate), requireInteger(n));
  return { date: formatDay(day), provisional: reading.provisional };
}

/** The start day is not counted; with `roll` a last day on a rest day moves to the first working day after (Civil Code 203). */
export function addNaturalDays(
  calendar: Calendar,
  civilDate: string,
  n: number,
  { roll }: { roll: boolean },
): DayResult {
  const reading = readCalendar(calendar);
  const last = parseDay(civilDate) + requireInteger(n);
  const day = roll ? rolledDay(reading, last) : last;
  return { date: formatDay(day), provisional: reading.provisional };
}

function requireInteger(n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of days: ${n}`);
  return n;
}

function decideWorking(index: CalendarIndex, day: DayNumber): boolean {
  if (!(day >= horizon.from && day < horizon.until)) throw new RangeError('calendars cover 1970 to 2199');
  const notice = index.notices.get(day);
  if (notice !== undefined) return notice;
  if (isWeekend(day)) return false;

  const year = yearOf(day);
  if (index.published.has(year)) return true;
  let statutory = index.statutory.get(year);
  if (!statutory) {
    statutory = statutoryDays(year);
    index.statutory.set(year, statutory);
  }
  return !statutory.has(day);
}

function indexOf(calendar: Calendar): CalendarIndex {
  const published = new Set<number>();
  const notices = new Map<DayNumber, boolean>();
  const note = (date: string, working: boolean): void => {
    const day = parseDay(date);
    if (notices.get(day) === !working) throw new RangeError(`both a rest day and a working day: ${date}`);
    notices.set(day, working);
  };
  for (const { year, offDays, workDays } of calendar.years) {
    if (published.has(year)) throw new RangeError(`published twice: ${year}`);
    published.add(year);
    // A notice may reach into the December before (2018-12-31 was a rest day by the notice for 2019), so dates are not held to their year.
    for (const date of offDays) note(date, false);
    for (const date of workDays) note(date, true);
  }
  for (const { date, working } of calendar.overrides ?? []) notices.set(parseDay(date), working);
  const office = officeSpans(calendar.officeHours);
  const close = office.at(-1)?.until ?? dayMs;
  return { published, notices, statutory: new Map(), days: new Map(), office, close };
}
