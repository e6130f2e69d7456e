import fc from 'fast-check';
import { budgetUnits, instantOf, publishedYears, type Budget, type Calendar } from '@weisu/working-time';
import { atRest, extended, newClock, reprojected, resumed, suspended, type Clock } from './clock.js';

// A fixed seed: the same cases on every run.
fc.configureGlobal({ seed: 20_270_101, numRuns: 10_000 });

const officeHours = [
  { from: '09:00', until: '12:00' },
  { from: '14:00', until: '18:00' },
];
/** 2027 is not published: its Friday 01-01 is a holiday by statute, the Saturday and Sunday after it are a weekend. */
const before: Calendar = { version: '2026', officeHours, years: publishedYears };
const holidays = (offDays: string[], workDays: string[] = []): Calendar => ({
  version: '2027',
  officeHours,
  years: [...publishedYears, { year: 2027, offDays, workDays }],
});
const longHoliday = holidays(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04']);
const workedSaturday = holidays(['2027-01-01'], ['2027-01-02']);
const asExpected = holidays(['2027-01-01', '2027-01-02', '2027-01-03']);

const at = (day: string, time?: string) => instantOf(day, time);
const start = at('2026-12-30', '10:00');
const wednesday = at('2026-12-30', '15:00');

const base = {
  subject: 's',
  ownerId: 'o',
  unitId: 'u',
  kind: 'RESOLVE',
  source: 'PROFILE',
  startedAt: start,
} as const;

describe('a published year', () => {
  it('settles a provisional limit that does not move', () => {
    const clock = clockOf(3);
    expect(clock).toMatchObject({ dueBy: at('2027-01-06'), provisional: true, calendarVersion: '2026' });
    expect(reprojected(clock, asExpected, wednesday, false)).toMatchObject({
      dueBy: at('2027-01-06'),
      provisional: false,
      calendarVersion: '2027',
    });
  });

  it('makes a limit later, told or not', () => {
    for (const told of [true, false])
      expect(reprojected(clockOf(3, told), longHoliday, wednesday, false).dueBy).toEqual(at('2027-01-07'));
  });

  it('makes earlier what nobody was told', () => {
    expect(reprojected(clockOf(3, false), workedSaturday, wednesday, false).dueBy).toEqual(at('2027-01-05'));
  });

  it('does not make earlier what a resident was told, unless they are told again', () => {
    const kept = reprojected(clockOf(3, true), workedSaturday, wednesday, false);
    expect(kept).toMatchObject({ dueBy: at('2027-01-06'), provisional: false, calendarVersion: '2027' });
    expect(reprojected(clockOf(3, true), workedSaturday, wednesday, true).dueBy).toEqual(at('2027-01-05'));
  });

  it('keeps a promise also through an extension, and lets go of it when it is not needed', () => {
    const kept = reprojected(clockOf(3, true), workedSaturday, wednesday, false);
    const one: Budget = { amount: 1, unit: 'WORKING_DAY' };
    expect(extended(kept, one, workedSaturday, wednesday).dueBy).toEqual(at('2027-01-07'));
    const again = reprojected(kept, asExpected, wednesday, false);
    expect([again.dueBy, again.extensions]).toEqual([at('2027-01-06'), []]);
  });

  it('makes nothing late that was in time', () => {
    const now = at('2027-01-05', '08:00');
    expect(reprojected(clockOf(3, false), workedSaturday, now, true).dueBy).toEqual(at('2027-01-06'));
  });

  it('leaves what has passed, what has ended and what came from outside', () => {
    const clock = clockOf(3, false);
    const passed = at('2027-01-06', '00:01');
    expect(reprojected(clock, longHoliday, passed, false).dueBy).toEqual(clock.dueBy);
    const ended: Clock = { ...clock, state: 'MET' };
    expect(reprojected(ended, longHoliday, wednesday, false)).toBe(ended);
    const outside = newClock('c', { ...base, dueBy: at('2027-01-06') }, before);
    expect(reprojected(outside, longHoliday, wednesday, false)).toBe(outside);
  });

  it('counts a resting limit when it runs on', () => {
    const paused = suspended(clockOf(3, true), wednesday, 'waits', 'p');
    const recounted = reprojected(paused, workedSaturday, at('2026-12-31', '10:00'), false);
    expect([recounted.state, recounted.dueBy, recounted.suspensions]).toEqual([
      'SUSPENDED',
      at('2027-01-06'),
      paused.suspensions,
    ]);
    const on = resumed(recounted, at('2026-12-31', '15:00'), workedSaturday);
    expect(on.dueBy.getTime()).toBeGreaterThanOrEqual(at('2027-01-06').getTime());
  });
});

describe('a limit that rests', () => {
  const same: Calendar = { ...before, version: 'the same days' };
  const days = (amount: number): Budget => ({ amount, unit: 'NATURAL_DAY' });
  const told = newClock(
    'c',
    { ...base, told: true, startedAt: at('2026-03-02', '09:00'), budget: days(10) },
    before,
  );
  const resting = suspended(told, at('2026-03-04', '10:00'), 'waits', 'p');

  it('is credited its pause once, however often it was counted meanwhile', () => {
    const end = at('2026-03-12', '10:00');
    const counted = reprojected(atRest(resting, before, at('2026-03-07')), same, at('2026-03-09'), false);
    expect(resumed(counted, end, same).dueBy).toEqual(resumed(resting, end, before).dueBy);
  });

  it('is not late because its pause outlasts the limit', () => {
    const untold = { ...resting, told: false };
    const after = reprojected(untold, workedSaturday, at('2026-03-20'), false);
    expect(after.extensions).toEqual([]);
  });
});

describe('whatever is published', () => {
  const aDay = fc
    .integer({ min: 1, max: 60 })
    .map((n) => new Date(Date.UTC(2027, 0, n)).toISOString().slice(0, 10));
  const aYear = fc
    .tuple(fc.uniqueArray(aDay, { maxLength: 12 }), fc.uniqueArray(aDay, { maxLength: 6 }))
    .map(([off, work]) =>
      holidays(
        off,
        work.filter((day) => !off.includes(day)),
      ),
    );
  const aBudget = fc.record({
    amount: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom(...budgetUnits),
  });
  const minutes = fc.nat(40 * 1440);

  it('a told limit is never earlier than it was, and counting again changes nothing', () => {
    fc.assert(
      fc.property(aYear, aBudget, minutes, (calendar, budget, later) => {
        const clock = newClock('c', { ...base, told: true, budget }, before);
        const now = new Date(start.getTime() + later * 60_000);
        const after = reprojected(clock, calendar, now, false);
        expect(after.dueBy.getTime()).toBeGreaterThanOrEqual(clock.dueBy.getTime());
        expect(reprojected(after, calendar, now, false)).toEqual(after);
      }),
    );
  });
});

describe('an extension in days', () => {
  it('makes of a limit what the longer budget would have made of it', () => {
    const days = fc.constantFrom('NATURAL_DAY' as const, 'WORKING_DAY' as const);
    const amount = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.nat(400 * 1440), amount, amount, days, (minute, a, b, unit) => {
        const startedAt = new Date(at('2026-01-01').getTime() + minute * 60_000);
        const whole = newClock('c', { ...base, startedAt, budget: { amount: a + b, unit } }, before);
        const part = newClock('c', { ...base, startedAt, budget: { amount: a, unit } }, before);
        expect(extended(part, { amount: b, unit }, before, startedAt).dueBy).toEqual(whole.dueBy);
      }),
    );
  });
});

function clockOf(amount: number, told = false): Clock {
  return newClock('c', { ...base, told, budget: { amount, unit: 'WORKING_DAY' } }, before);
}
