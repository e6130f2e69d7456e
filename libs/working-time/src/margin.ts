import { budgetDays, budgetMs, type Budget } from './budget.js';
import { readCalendar, stepWorkingDays, worksOn, type Calendar, type CalendarReading } from './calendar.js';
import { dayMs, dayOf, epochMs, startOfDay } from './civil-date.js';
import type { Due } from './due.js';
import { retreatOfficeTime } from './office-time.js';

/** The latest instant with the whole budget left before `outerDueBy`: an inner deadline that is earlier than its sender's by a margin. */
export function marginBefore(outerDueBy: Date, budget: Budget, calendar: Calendar): Due {
  const reading = readCalendar(calendar);
  const dueBy = new Date(retreat(reading, epochMs(outerDueBy), budget));
  epochMs(dueBy);
  return { dueBy, provisional: reading.provisional };
}

function retreat(reading: CalendarReading, outer: number, budget: Budget): number {
  switch (budget.unit) {
    case 'MINUTE':
    case 'NATURAL_HOUR':
      return outer - budgetMs(budget);
    case 'NATURAL_DAY':
      return outer - budgetDays(budget) * dayMs;
    case 'WORKING_HOUR':
      return retreatOfficeTime(reading, outer, budgetMs(budget));
    case 'WORKING_DAY':
      return retreatWorkingDays(reading, outer, budgetDays(budget));
  }
}

/** Keeps the time of day; midnight is 24:00 of the day before. */
function retreatWorkingDays(reading: CalendarReading, outer: number, days: number): number {
  if (days === 0) return outer;
  const last = dayOf(outer - 1);
  if (worksOn(reading, last)) return outer - (last - stepWorkingDays(reading, last, -days)) * dayMs;
  // Nobody works on a rest day, so the days are counted back from the end of the working day before it.
  return startOfDay(stepWorkingDays(reading, last, -days - 1) + 1);
}
