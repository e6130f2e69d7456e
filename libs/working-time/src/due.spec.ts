import {
  civilCode,
  civilProcedure,
  dueAt,
  instantOf,
  publishedYears,
  type Calendar,
  type DueQuestion,
} from './index.js';

const fromMoment = civilCode('NATURAL_HOUR');
const byDays = civilCode('NATURAL_DAY');
const sameDay = { ...byDays, countsStart: true };
const toClose = { ...byDays, endOfDay: 'BUSINESS_CLOSE' } as const;

type Case = { start: string; amount: number; due: string; provisional?: boolean; why: string };

/**
 * 城市管理 (dyrmt.com/article-162033-5): 紧急 units run on the natural clock, the others inside working hours. A pipe that bursts on a Friday at 16:30 is fenced
 * within 3 紧急工作时, repaired within 8, and its surface restored within 5 工作日.
 */
describe('the units of city management, for a pipe that bursts before the weekend', () => {
  it.each([
    { what: 'fenced, 3 紧急工作时', amount: 3, unit: 'NATURAL_HOUR', due: '2026-03-06 19:30' },
    { what: 'repaired, 8 紧急工作时', amount: 8, unit: 'NATURAL_HOUR', due: '2026-03-07 00:30' },
    { what: '8 工作时 of who does not hurry', amount: 8, unit: 'WORKING_HOUR', due: '2026-03-09 17:30' },
    { what: 'surface, 5 工作日', amount: 5, unit: 'WORKING_DAY', due: '2026-03-13 24:00' },
    { what: '1 紧急工作日', amount: 1, unit: 'NATURAL_DAY', due: '2026-03-07 24:00' },
  ] as const)('$what: until $due', ({ amount, unit, due }) => {
    const rule = { ...civilCode(unit), rollOffRestDay: false };
    expectDue({ startedAt: at('2026-03-06 16:30'), budget: { amount, unit }, rule }, due, false);
  });
});

describe('a budget in minutes or natural hours', () => {
  it.each<Case & { unit: 'MINUTE' | 'NATURAL_HOUR' }>([
    {
      start: '2026-03-02 23:58',
      amount: 1,
      unit: 'MINUTE',
      due: '2026-03-02 23:59',
      why: 'a minute before midnight',
    },
    { start: '2026-03-02 23:59', amount: 1, unit: 'MINUTE', due: '2026-03-02 24:00', why: 'at midnight' },
    {
      start: '2026-03-02 23:59',
      amount: 2,
      unit: 'MINUTE',
      due: '2026-03-03 00:01',
      why: 'a minute after it',
    },
    {
      start: '2026-12-31 23:50',
      amount: 20,
      unit: 'MINUTE',
      due: '2027-01-01 00:10',
      why: 'over the year end, not provisional',
    },
    {
      start: '2026-02-14 18:30',
      amount: 24,
      unit: 'NATURAL_HOUR',
      due: '2026-02-15 18:30',
      why: 'holidays count',
    },
    {
      start: '2026-03-02 10:20',
      amount: 0.5,
      unit: 'NATURAL_HOUR',
      due: '2026-03-02 10:50',
      why: 'half an hour',
    },
  ])('$start + $amount $unit is due $due: $why', ({ start, amount, unit, due }) => {
    expectDue({ startedAt: at(start), budget: { amount, unit }, rule: fromMoment }, due, false);
  });

  it.each([
    { start: '2026-03-02 10:20', due: '2026-03-04 11:00' },
    { start: '2026-03-02 10:00', due: '2026-03-04 11:00' },
    { start: '2026-03-02 23:59', due: '2026-03-04 24:00' },
  ])(
    'does not count the starting hour in civil procedure: 48 hours from $start end $due',
    ({ start, due }) => {
      expectDue(
        { startedAt: at(start), budget: { amount: 48, unit: 'NATURAL_HOUR' }, rule: civilProcedure },
        due,
        false,
      );
    },
  );
});

describe('a budget in natural days', () => {
  it.each<Case>([
    { start: '2026-03-02 00:00', amount: 1, due: '2026-03-03 24:00', why: 'the starting day is not counted' },
    { start: '2026-03-02 23:59', amount: 1, due: '2026-03-03 24:00', why: 'a minute before midnight' },
    { start: '2026-03-03 00:00', amount: 1, due: '2026-03-04 24:00', why: 'midnight begins the next day' },
    { start: '2026-01-20 09:00', amount: 30, due: '2026-02-24 24:00', why: 'rolls off 春节' },
    { start: '2026-08-21 09:00', amount: 30, due: '2026-09-20 24:00', why: 'a 调休 Sunday does not roll' },
    {
      start: '2026-12-31 09:00',
      amount: 3,
      due: '2027-01-04 24:00',
      provisional: true,
      why: 'rolls in a year without notice',
    },
  ])('$start + $amount is due $due: $why', ({ start, amount, due, provisional }) => {
    expectDue(
      { startedAt: at(start), budget: { amount, unit: 'NATURAL_DAY' }, rule: byDays },
      due,
      provisional ?? false,
    );
  });

  it('does not roll where the clock says so, and then needs no notice', () => {
    const rule = { ...byDays, rollOffRestDay: false };
    expectDue(
      { startedAt: at('2026-01-10 09:00'), budget: { amount: 15, unit: 'NATURAL_DAY' }, rule },
      '2026-01-25 24:00',
      false,
    );
    expectDue(
      { startedAt: at('2026-12-31 09:00'), budget: { amount: 3, unit: 'NATURAL_DAY' }, rule },
      '2027-01-03 24:00',
      false,
    );
  });
});

describe('a budget in working days', () => {
  it.each<Case>([
    { start: '2026-02-12 09:00', amount: 3, due: '2026-02-24 24:00', why: 'over 春节' },
    { start: '2026-03-06 23:59', amount: 1, due: '2026-03-09 24:00', why: 'Friday night' },
    { start: '2026-03-07 00:00', amount: 1, due: '2026-03-09 24:00', why: 'starts on a rest day' },
    { start: '2026-03-08 23:59', amount: 1, due: '2026-03-09 24:00', why: 'the last minute of the weekend' },
    { start: '2026-03-09 00:00', amount: 1, due: '2026-03-10 24:00', why: 'the first minute of Monday' },
    { start: '2026-12-30 18:00', amount: 1, due: '2026-12-31 24:00', why: 'the last published day' },
    { start: '2026-12-31 00:00', amount: 1, due: '2027-01-04 24:00', provisional: true, why: 'into 2027' },
  ])('$start + $amount is due $due: $why', ({ start, amount, due, provisional }) => {
    expectDue(
      { startedAt: at(start), budget: { amount, unit: 'WORKING_DAY' }, rule: byDays },
      due,
      provisional ?? false,
    );
  });

  it.each([
    { start: '2026-03-06 17:29', rule: sameDay, due: '2026-03-06 24:00' },
    { start: '2026-03-06 18:00', rule: sameDay, due: '2026-03-06 24:00' },
    { start: '2026-03-07 10:00', rule: sameDay, due: '2026-03-09 24:00' },
    { start: '2026-03-06 17:29', rule: { ...toClose, countsStart: true }, due: '2026-03-06 17:30' },
    { start: '2026-03-06 17:30', rule: { ...toClose, countsStart: true }, due: '2026-03-09 17:30' },
    { start: '2026-03-06 10:00', rule: toClose, due: '2026-03-09 17:30' },
  ])('1 working day from $start ends $due under $rule', ({ start, rule, due }) => {
    expectDue({ startedAt: at(start), budget: { amount: 1, unit: 'WORKING_DAY' }, rule }, due, false);
  });
});

describe('a budget in working hours', () => {
  it.each<Case>([
    { start: '2026-03-02 09:00', amount: 3, due: '2026-03-02 12:00', why: 'used up when the morning closes' },
    { start: '2026-03-02 09:00', amount: 4, due: '2026-03-02 14:30', why: 'over lunch' },
    { start: '2026-03-02 12:30', amount: 1, due: '2026-03-02 14:30', why: 'started at lunch' },
    { start: '2026-03-02 06:00', amount: 1, due: '2026-03-02 10:00', why: 'started before the office opens' },
    { start: '2026-03-06 17:30', amount: 1, due: '2026-03-09 10:00', why: 'started at the close on Friday' },
    { start: '2026-03-06 17:29', amount: 1, due: '2026-03-09 09:59', why: 'a minute before the close' },
    { start: '2026-03-08 12:00', amount: 7, due: '2026-03-09 17:30', why: 'started on a rest day' },
    { start: '2026-02-13 17:00', amount: 1, due: '2026-02-14 09:30', why: 'into a 调休 Saturday' },
    { start: '2026-02-14 17:00', amount: 1, due: '2026-02-24 09:30', why: 'over 春节' },
    {
      start: '2026-12-31 15:30',
      amount: 2,
      due: '2026-12-31 17:30',
      why: 'up to the end of the published year',
    },
    { start: '2026-12-31 15:30', amount: 2.5, due: '2027-01-04 09:30', provisional: true, why: 'into 2027' },
  ])('$start + $amount is due $due: $why', ({ start, amount, due, provisional }) => {
    expectDue(
      { startedAt: at(start), budget: { amount, unit: 'WORKING_HOUR' }, rule: fromMoment },
      due,
      provisional ?? false,
    );
  });

  it('starts with the next full hour where the starting hour is not counted', () => {
    const budget = { amount: 1, unit: 'WORKING_HOUR' } as const;
    expectDue({ startedAt: at('2026-03-02 11:20'), budget, rule: civilProcedure }, '2026-03-02 14:30', false);
  });
});

describe('a budget that is none', () => {
  it.each([
    { amount: -1, unit: 'MINUTE' },
    { amount: Number.NaN, unit: 'NATURAL_HOUR' },
    { amount: Number.POSITIVE_INFINITY, unit: 'WORKING_HOUR' },
    { amount: 0.5, unit: 'WORKING_DAY' },
    { amount: 0, unit: 'NATURAL_DAY' },
    { amount: 1_000_000, unit: 'WORKING_DAY' },
    { amount: 1e12, unit: 'NATURAL_DAY' },
  ] as const)('is refused: $amount $unit', (budget) => {
    expect(() => ask({ startedAt: at('2026-03-02 09:00'), budget, rule: byDays })).toThrow(RangeError);
  });

  it('is refused with an invalid start', () => {
    expect(() =>
      ask({ startedAt: new Date('x'), budget: { amount: 1, unit: 'MINUTE' }, rule: byDays }),
    ).toThrow(RangeError);
  });
});

const calendar: Calendar = {
  version: 'published',
  years: publishedYears,
  officeHours: [
    { from: '09:00', until: '12:00' },
    { from: '13:30', until: '17:30' },
  ],
};

function at(text: string): Date {
  const [date, time] = text.split(' ');
  return instantOf(date!, time);
}

function ask(question: Pick<DueQuestion, 'startedAt' | 'budget' | 'rule'>) {
  return dueAt({ ...question, calendar, suspensions: [] });
}

function expectDue(
  question: Pick<DueQuestion, 'startedAt' | 'budget' | 'rule'>,
  due: string,
  provisional: boolean,
): void {
  expect(ask(question)).toEqual({ dueBy: at(due), provisional });
}
