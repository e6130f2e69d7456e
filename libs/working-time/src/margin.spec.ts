import {
  instantOf,
  marginBefore,
  publishedYears,
  workingMinutesBetween,
  type BudgetUnit,
  type Calendar,
} from './index.js';

const calendar: Calendar = {
  version: 'published',
  years: publishedYears,
  officeHours: [
    { from: '09:00', until: '12:00' },
    { from: '13:30', until: '17:30' },
  ],
};

describe('an inner deadline, earlier than the outer one by a margin', () => {
  it.each<[outer: string, amount: number, unit: BudgetUnit, inner: string, why: string]>([
    ['2026-03-03 00:10', 20, 'MINUTE', '2026-03-02 23:50', 'over midnight'],
    ['2026-03-03 10:00', 24, 'NATURAL_HOUR', '2026-03-02 10:00', 'to the hour'],
    ['2026-03-09 24:00', 2, 'NATURAL_DAY', '2026-03-07 24:00', 'rest days count'],
    ['2026-03-09 10:00', 2, 'WORKING_HOUR', '2026-03-06 16:30', 'over a weekend'],
    ['2026-03-09 24:00', 4, 'WORKING_HOUR', '2026-03-09 13:30', 'the afternoon'],
    ['2026-02-24 09:30', 1, 'WORKING_HOUR', '2026-02-14 17:00', 'over 春节 into the 调休 Saturday'],
    ['2026-02-24 24:00', 1, 'WORKING_DAY', '2026-02-14 24:00', 'over 春节 into the 调休 Saturday'],
    ['2026-03-09 10:00', 1, 'WORKING_DAY', '2026-03-06 10:00', 'keeps the time of day'],
    ['2026-03-08 24:00', 1, 'WORKING_DAY', '2026-03-05 24:00', 'due on a Sunday: Friday is the day left'],
    ['2026-03-08 15:00', 0, 'WORKING_DAY', '2026-03-08 15:00', 'no margin'],
    ['2026-03-08 15:00', 0, 'WORKING_HOUR', '2026-03-08 15:00', 'no margin'],
  ])('%s less %i %s is %s: %s', (outer, amount, unit, inner) => {
    expect(marginBefore(at(outer), { amount, unit }, calendar)).toEqual({
      dueBy: at(inner),
      provisional: false,
    });
  });

  it('is provisional when it walks back through a year without notice', () => {
    const budget = { amount: 1, unit: 'WORKING_DAY' } as const;
    expect(marginBefore(at('2027-01-04 24:00'), budget, calendar)).toEqual({
      dueBy: at('2026-12-31 24:00'),
      provisional: true,
    });
  });
});

describe('working minutes between two instants', () => {
  it.each([
    ['2026-03-02 00:00', '2026-03-02 24:00', 420],
    ['2026-03-02 11:59', '2026-03-02 13:31', 2],
    ['2026-03-06 17:29', '2026-03-09 09:01', 2],
    ['2026-03-07 00:00', '2026-03-08 24:00', 0],
    ['2026-03-02 10:00', '2026-03-02 10:00', 0],
    ['2026-03-02 11:00', '2026-03-02 10:00', -60],
    ['2026-01-01 00:00', '2026-12-31 24:00', 248 * 420],
  ])('%s to %s: %i', (from, until, minutes) => {
    expect(workingMinutesBetween(calendar, at(from), at(until))).toBe(minutes);
  });
});

function at(text: string): Date {
  const [date, time] = text.split(' ');
  return instantOf(date!, time);
}
