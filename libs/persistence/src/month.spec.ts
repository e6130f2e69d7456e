import { firstMonthKept, monthsKept, partitionOf, type MonthlyTable } from './index.js';

const table = { table: 'visit', setting: 'VISIT_MONTHS', usual: 12, fewest: 6 } as MonthlyTable;

describe('the term of a table that loses whole months', () => {
  it.each([
    [undefined, 12],
    ['6', 6],
    ['12', 12],
    ['1200', 1_200],
  ])('of the setting %p is %p months', (value, months) => {
    expect(monthsKept(table, { VISIT_MONTHS: value })).toBe(months);
  });

  it.each(['5', '0', '-12', '6.5', '', ' 12', '1e2', 'a year', '1201', '99999'])(
    'is refused as %p with a sentence that does not say it',
    (value) => {
      expect(() => monthsKept(table, { VISIT_MONTHS: value })).toThrow(
        /^configuration: VISIT_MONTHS: must be a whole number of months from 6 to 1200; logs are kept for six months at least \(Cybersecurity Law art\. 21\)$/,
      );
    },
  );
});

describe('the first month that stays', () => {
  it.each([
    ['2027-12-01T00:00:00+08:00', 12, '2026-12-01'],
    ['2027-11-30T23:59:59.999+08:00', 12, '2026-11-01'],
    ['2027-11-30T16:00:00Z', 12, '2026-12-01'],
    ['2027-12-31T23:59:59+08:00', 12, '2026-12-01'],
    ['2027-03-31T12:00:00+08:00', 6, '2026-09-01'],
    ['2027-06-01T00:00:00+08:00', 6, '2026-12-01'],
    ['2028-02-29T12:00:00+08:00', 12, '2027-02-01'],
    ['2027-01-01T00:00:00+08:00', 13, '2025-12-01'],
  ])('at %s with a term of %i months is %s', (now, months, first) => {
    expect(firstMonthKept(new Date(now), months)).toBe(first);
  });

  it('has its own partition', () => {
    expect(partitionOf(table, '2026-12-01')).toBe('visit_p202612');
  });
});
