export { civilDate, instantOf, lastDayOf } from './civil-date.js';
export {
  addNaturalDays,
  addWorkingDays,
  isOfficeTime,
  isPublished,
  isWorkingDay,
  type Calendar,
  type Calendars,
  type CalendarYear,
  type DayOverride,
  type DayResult,
} from './calendar.js';
export { type OfficeHours } from './office-hours.js';
export { publishedYears } from './published-years.js';
export { budgetUnits, type Budget, type BudgetUnit } from './budget.js';
export { civilCode, civilProcedure, type CountingRule } from './counting-rule.js';
export { workingMinutesBetween } from './office-time.js';
export { type Suspension } from './suspension.js';
export { dueAt, type Due, type DueQuestion } from './due.js';
export { marginBefore } from './margin.js';
export { endedBefore, lastDayOfTerm } from './term.js';
