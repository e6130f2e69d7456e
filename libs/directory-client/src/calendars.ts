import { areaAt, type CalendarData } from '@weisu/contracts';
import type { Calendar, Calendars } from '@weisu/working-time';

/** A calendar is indexed once per object, so a street's is made once. */
export function calendarsOf(data: CalendarData, tellEarlier: boolean): Calendars {
  const { version, years, overrides, officeHours } = data;
  const made = new Map<string | null, Calendar>();
  const forStreet = (areaCode: string | null): Calendar => {
    const own = data.streets?.find((street) => street.areaCode === areaCode);
    const area = areaCode === null ? {} : { areaCode };
    return { version, ...area, years, overrides, officeHours: own?.officeHours ?? officeHours };
  };
  return {
    version,
    tellEarlier,
    forArea: (areaCode) => {
      const street = areaCode === null ? null : areaAt('STREET', areaCode);
      const calendar = made.get(street) ?? forStreet(street);
      made.set(street, calendar);
      return calendar;
    },
  };
}

/** A draft, and the first civil day on which it differs from the version in force; null: also the past counts differently (office hours). */
export type CalendarDraft = Readonly<{ calendars: Calendars; since: string | null }>;

const never = '9999-12-31';

/** The first civil day that one calendar works and the other does not, or that only one of them publishes. */
export function firstDifference(one: CalendarData, other: CalendarData): string | null {
  const hours = ({ officeHours, streets = [] }: CalendarData) => JSON.stringify([officeHours, streets]);
  if (hours(one) !== hours(other)) return null;
  const [a, b] = [daysOf(one), daysOf(other)];
  const differing = [...new Set([...a.keys(), ...b.keys()])].filter((day) => a.get(day) !== b.get(day));
  return (differing.sort()[0] ?? never).replace(/-00$/, '-01');
}

/** What a calendar says of days by name; and on the eve of a year's first day whether the year is published. */
function daysOf({ years, overrides = [] }: CalendarData): Map<string, boolean | 'published'> {
  return new Map<string, boolean | 'published'>([
    ...years.map(({ year }) => [`${year}-01-00`, 'published'] as const),
    ...years.flatMap(({ offDays, workDays }) => [
      ...offDays.map((day) => [day, false] as const),
      ...workDays.map((day) => [day, true] as const),
    ]),
    ...overrides.map(({ date, working }) => [date, working] as const),
  ]);
}
