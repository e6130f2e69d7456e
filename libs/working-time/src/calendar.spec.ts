import {
  addNaturalDays,
  addWorkingDays,
  civilDate,
  instantOf,
  isOfficeTime,
  isPublished,
  isWorkingDay,
  lastDayOf,
  publishedYears,
  type Calendar,
} from './index.js';

const officeHours = [{ from: '09:00', until: '17:00' }];
const calendar: Calendar = { version: 'published', years: publishedYears, officeHours };

const daysOf = (year: number): string[] => {
  const first = Date.UTC(year, 0, 1);
  const length = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000;
  return Array.from({ length }, (_, day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10));
};

describe('a working day', () => {
  it.each([
    { year: 2025, workingDays: 248 },
    { year: 2026, workingDays: 248 },
  ])('comes $workingDays times in $year', ({ year, workingDays }) => {
    expect(daysOf(year).filter((date) => isWorkingDay(calendar, date))).toHaveLength(workingDays);
  });

  it.each([
    { date: '2026-02-14', what: 'a 调休 Saturday', working: true },
    { date: '2026-02-15', what: 'a Sunday inside 春节', working: false },
    { date: '2026-02-16', what: 'a Monday inside 春节', working: false },
    { date: '2026-03-07', what: 'a Saturday', working: false },
    { date: '2026-03-09', what: 'a Monday', working: true },
  ])('$date, $what: $working', ({ date, working }) => {
    expect(isWorkingDay(calendar, date)).toBe(working);
  });

  it.each([
    { date: '2027-01-01', what: '元旦', working: false },
    { date: '2027-02-05', what: '除夕', working: false },
    { date: '2027-02-08', what: '初三', working: false },
    { date: '2027-02-09', what: '初四', working: true },
    { date: '2027-04-05', what: '清明', working: false },
    { date: '2027-05-03', what: 'the Monday after 劳动节', working: true },
    { date: '2027-06-09', what: '端午', working: false },
    { date: '2027-09-15', what: '中秋', working: false },
    { date: '2027-10-01', what: '国庆', working: false },
    { date: '2031-01-23', what: '初一 of a year whose lunar days are not known here', working: true },
    { date: '2031-10-01', what: '国庆 of such a year', working: false },
  ])('without a notice, $date, $what: $working', ({ date, working }) => {
    expect(isPublished(calendar, date)).toBe(false);
    expect(isWorkingDay(calendar, date)).toBe(working);
  });
});

describe('working days after a date', () => {
  it.each([
    ['2026-02-12', 3, '2026-02-24'],
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-02-14', 5, '2026-02-28'],
    ['2026-02-27', 1, '2026-02-28'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 3, '2026-09-22'],
    ['2026-09-30', 5, '2026-10-13'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-01-01', 2, '2026-01-05'],
  ])('%s + %i working days is %s', (from, n, date) => {
    expect(addWorkingDays(calendar, from, n)).toEqual({ date, provisional: false });
  });

  it.each([
    ['2026-12-30', 1, '2026-12-31', false],
    ['2026-12-31', 1, '2027-01-04', true],
    ['2026-12-28', 5, '2027-01-05', true],
    ['2027-01-04', -1, '2026-12-31', true],
    ['2027-01-05', -1, '2027-01-04', true],
  ])('%s + %i is %s, provisional: %s', (from, n, date, provisional) => {
    expect(addWorkingDays(calendar, from, n)).toEqual({ date, provisional });
  });
});

describe('natural days after a date', () => {
  it.each([
    ['2026-01-20', '2026-02-24'],
    ['2026-03-05', '2026-04-07'],
    ['2026-04-01', '2026-05-06'],
    ['2026-09-01', '2026-10-08'],
    ['2026-08-21', '2026-09-20'],
    ['2026-09-10', '2026-10-10'],
  ])('%s + 30 days, rolled off rest days, is %s', (from, date) => {
    expect(addNaturalDays(calendar, from, 30, { roll: true })).toEqual({ date, provisional: false });
  });

  it.each([
    [15, false, '2026-01-25'],
    [15, true, '2026-01-26'],
    [60, false, '2026-03-11'],
    [90, false, '2026-04-10'],
  ])('信访 from 2026-01-10: %i days, roll %s, is %s', (n, roll, date) => {
    expect(addNaturalDays(calendar, '2026-01-10', n, { roll })).toEqual({ date, provisional: false });
  });

  it('asks the calendar only where the last day may roll', () => {
    expect(addNaturalDays(calendar, '2026-12-31', 3, { roll: false })).toEqual({
      date: '2027-01-03',
      provisional: false,
    });
    expect(addNaturalDays(calendar, '2026-12-31', 3, { roll: true })).toEqual({
      date: '2027-01-04',
      provisional: true,
    });
  });
});

describe('civil time', () => {
  it('is eight hours ahead of UTC all year', () => {
    expect(instantOf('2026-01-01', '08:00').toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(instantOf('2026-07-01', '08:00').toISOString()).toBe('2026-07-01T00:00:00.000Z');
    expect(civilDate(new Date('2026-12-31T15:59:59.999Z'))).toBe('2026-12-31');
    expect(civilDate(new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01-01');
  });

  it('knows 24:00 as the next midnight, and shows it as the day that ends', () => {
    expect(instantOf('2026-02-28', '24:00')).toEqual(instantOf('2026-03-01'));
    expect(lastDayOf(instantOf('2026-02-28', '24:00'))).toBe('2026-02-28');
    expect(lastDayOf(instantOf('2026-02-28', '17:00'))).toBe('2026-02-28');
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '', '2026-01-01T00:00:00Z'])(
    'refuses the date "%s"',
    (date) => {
      expect(() => isWorkingDay(calendar, date)).toThrow('not a civil date');
    },
  );

  it.each(['24:01', '9:00', '12:60', ''])('refuses the time "%s"', (time) => {
    expect(() => instantOf('2026-01-01', time)).toThrow('not a time of day');
  });
});

describe('a calendar that contradicts itself', () => {
  const [year] = publishedYears;
  it.each([
    { flaw: 'no office hours', broken: { officeHours: [] } },
    {
      flaw: 'overlapping hours',
      broken: { officeHours: [...officeHours, { from: '16:00', until: '18:00' }] },
    },
    { flaw: 'hours that end first', broken: { officeHours: [{ from: '17:00', until: '09:00' }] } },
    { flaw: 'a year twice', broken: { years: [year!, year!] } },
    {
      flaw: 'a day both ways',
      broken: { years: [{ year: 2026, offDays: ['2026-01-04'], workDays: ['2026-01-04'] }] },
    },
  ])('is refused: $flaw', ({ broken }) => {
    expect(() => isWorkingDay({ ...calendar, ...broken }, '2026-01-05')).toThrow(RangeError);
  });

  it('may reach into the December before, as the notice for 2019 did', () => {
    const reaching = {
      version: '2019',
      years: [{ year: 2019, offDays: ['2018-12-31'], workDays: ['2018-12-29'] }],
      officeHours,
    };
    expect(isWorkingDay(reaching, '2018-12-31')).toBe(false);
    expect(isWorkingDay(reaching, '2018-12-29')).toBe(true);
  });
});

describe('a day decided by hand', () => {
  const typhoon = { date: '2026-03-02', working: false };
  const worked = { date: '2026-10-03', working: true };
  const overridden: Calendar = { ...calendar, overrides: [typhoon, worked] };

  it('goes before the week and before the notice', () => {
    expect(isWorkingDay(calendar, typhoon.date)).toBe(true);
    expect(isWorkingDay(overridden, typhoon.date)).toBe(false);
    expect(isWorkingDay(overridden, worked.date)).toBe(true);
    expect(addWorkingDays(overridden, '2026-02-28', 1)).toEqual({ date: '2026-03-03', provisional: false });
  });

  it('publishes no year', () => {
    const next: Calendar = { ...calendar, overrides: [{ date: '2027-01-04', working: false }] };
    expect(addWorkingDays(next, '2026-12-31', 1)).toEqual({ date: '2027-01-05', provisional: true });
  });
});

describe('office time', () => {
  it.each([
    ['2026-03-02T08:59:59+08:00', false],
    ['2026-03-02T09:00:00+08:00', true],
    ['2026-03-02T16:59:59+08:00', true],
    ['2026-03-02T17:00:00+08:00', false],
    ['2026-03-07T10:00:00+08:00', false],
    ['2026-02-14T10:00:00+08:00', true],
  ])('at %s: %s', (instant, open) => {
    expect(isOfficeTime(calendar, new Date(instant))).toBe(open);
  });
});
