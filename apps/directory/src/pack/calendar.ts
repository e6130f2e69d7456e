import type { CalendarData } from '@weisu/contracts';
import { repeated, type Flaw } from './flaw.js';

export function calendarFlaws(calendar: CalendarData): Flaw[] {
  const flaw = (path: Flaw['path'], message: string): Flaw => ({ part: 'calendar', path, message });
  const doubles = repeated(calendar.years, ({ year }) => String(year)).map(({ index, key }) =>
    flaw(['years', index], `the year ${key} is listed twice`),
  );
  const days = calendar.years.flatMap(({ year, offDays, workDays }, index) => [
    ...[...offDays, ...workDays]
      .filter((day) => !day.startsWith(`${year}-`))
      .map((day) => flaw(['years', index], `${day} is not a day of ${year}`)),
    ...offDays
      .filter((day) => workDays.includes(day))
      .map((day) => flaw(['years', index], `${day} is both a holiday and a working day`)),
  ]);
  const hoursOf = (officeHours: CalendarData['officeHours'], path: Flaw['path']): Flaw[] =>
    officeHours.flatMap(({ from, until }, index) => {
      const before = officeHours[index - 1];
      const found: Flaw[] = [];
      if (until > '24:00' || from >= until)
        found.push(flaw([...path, index], `office hours ${from}–${until} do not follow the day`));
      if (before && from < before.until)
        found.push(
          flaw(
            [...path, index],
            `office hours from ${from} begin before ${before.until}, when the ones before end`,
          ),
        );
      return found;
    });
  const hours = [
    ...hoursOf(calendar.officeHours, ['officeHours']),
    ...(calendar.streets ?? []).flatMap(({ officeHours }, index) =>
      hoursOf(officeHours, ['streets', index, 'officeHours']),
    ),
  ];
  return [...doubles, ...days, ...hours];
}
