export * from './answer.js';
export * from './away.js';
export * from './calendar.loop.js';
export {
  calendarEffectsByVersion,
  effectsOf,
  type CalendarEffect,
  type CalendarEffects,
} from './calendar.store.js';
export * from './clock.js';
export { ClockLoop, type ClockLoopSettings, type Consequence, type OnRung } from './clock.loop.js';
export {
  cancelClocks,
  clockOf,
  clocksByOwner,
  clocksBySubject,
  lockClock,
  lockClocks,
  meetClocks,
  saveClock,
  startClocks,
  type ClockRow,
} from './clock.store.js';
export * from './figures.js';
export * from './lease.js';
export * from './tables.js';
export { isReminder, type Rung, type RungRule } from './rungs.js';
export { Rounds } from './rounds.js';
