import type { CalendarData } from '@weisu/contracts';
import { calendarFlaws } from './calendar.js';

const year = { year: 2026, offDays: ['2026-01-01'], workDays: ['2026-01-04'] };
const morning = { from: '09:00', until: '12:00' };

describe('a calendar', () => {
  it.each<{ flaw: string; at: readonly (string | number)[]; calendar: Partial<CalendarData> }>([
    {
      flaw: 'the year 2026 is listed twice',
      at: ['years', 1],
      calendar: { years: [year, { ...year, offDays: [] }] },
    },
    {
      flaw: '2027-01-01 is not a day of 2026',
      at: ['years', 0],
      calendar: { years: [{ ...year, offDays: ['2027-01-01'] }] },
    },
    {
      flaw: 'both a holiday and a working day',
      at: ['years', 0],
      calendar: { years: [{ ...year, workDays: ['2026-01-01'] }] },
    },
    {
      flaw: 'begin before 12:00',
      at: ['officeHours', 1],
      calendar: { officeHours: [morning, { from: '11:00', until: '18:00' }] },
    },
    {
      flaw: 'do not follow the day',
      at: ['officeHours', 0],
      calendar: { officeHours: [{ from: '18:00', until: '14:00' }] },
    },
    {
      flaw: 'do not follow the day',
      at: ['officeHours', 0],
      calendar: { officeHours: [{ from: '20:00', until: '25:00' }] },
    },
  ])('tells "$flaw"', ({ flaw, at, calendar }) => {
    const told = expect.stringContaining(flaw) as string;
    expect(calendarFlaws({ ...sound(), ...calendar })).toEqual([
      { part: 'calendar', path: at, message: told },
    ]);
  });

  it('without a mistake has no flaw', () => {
    expect(calendarFlaws(sound())).toEqual([]);
  });
});

function sound(): CalendarData {
  return { version: '1', officeHours: [morning, { from: '14:00', until: '18:00' }], years: [year] };
}
