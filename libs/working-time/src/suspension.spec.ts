import {
  civilCode,
  dueAt,
  instantOf,
  publishedYears,
  type BudgetUnit,
  type Calendar,
  type CountingRule,
} from './index.js';

type Pause = [from: string, until: string | null];
type Case = { what: string; start: string; amount: number; pauses: Pause[]; due: string };

describe('a suspension credits the time inside it that the unit counts', () => {
  it.each<Case>([
    {
      what: 'all of a weekend',
      start: '03-06 16:00',
      amount: 24,
      pauses: [['03-06 18:00', '03-09 09:00']],
      due: '03-10 07:00',
    },
    {
      what: 'only what is after the start',
      start: '03-02 10:00',
      amount: 1,
      pauses: [['03-02 09:00', '03-02 10:30']],
      due: '03-02 11:30',
    },
    {
      what: 'nothing before the start',
      start: '03-02 10:00',
      amount: 1,
      pauses: [['03-02 08:00', '03-02 09:00']],
      due: '03-02 11:00',
    },
    {
      what: 'nothing from the deadline on',
      start: '03-02 10:00',
      amount: 1,
      pauses: [['03-02 11:00', '03-02 15:00']],
      due: '03-02 11:00',
    },
    {
      what: 'all, from a minute before it',
      start: '03-02 10:00',
      amount: 1,
      pauses: [['03-02 10:59', '03-02 15:00']],
      due: '03-02 15:01',
    },
    {
      what: 'a pause reached only because of another',
      start: '03-02 10:00',
      amount: 1,
      pauses: [
        ['03-02 11:30', '03-02 12:00'],
        ['03-02 10:30', '03-02 11:15'],
      ],
      due: '03-02 12:15',
    },
  ])('natural hours: $what', (given) => expectDue('NATURAL_HOUR', given));

  it.each<Case>([
    {
      what: 'no minute outside office hours',
      start: '03-06 16:30',
      amount: 2,
      pauses: [['03-06 17:30', '03-09 09:00']],
      due: '03-09 10:00',
    },
    {
      what: 'Friday and Monday, not the weekend between',
      start: '03-06 16:30',
      amount: 2,
      pauses: [['03-06 17:00', '03-09 09:30']],
      due: '03-09 11:00',
    },
    {
      what: 'overlapping pauses once',
      start: '03-02 09:00',
      amount: 2,
      pauses: [
        ['03-02 10:00', '03-02 11:00'],
        ['03-02 10:30', '03-02 11:30'],
      ],
      due: '03-02 14:00',
    },
    {
      what: 'a pause inside another once',
      start: '03-02 09:00',
      amount: 2,
      pauses: [
        ['03-02 09:30', '03-02 11:30'],
        ['03-02 10:00', '03-02 10:30'],
      ],
      due: '03-02 14:30',
    },
  ])('working hours: $what', (given) => expectDue('WORKING_HOUR', given));

  it.each<Case>([
    {
      what: 'a whole working day as a day',
      start: '03-02 10:00',
      amount: 3,
      pauses: [['03-04 00:00', '03-05 00:00']],
      due: '03-06 24:00',
    },
    {
      what: 'a week as its working days',
      start: '03-02 10:00',
      amount: 3,
      pauses: [['03-04 00:00', '03-11 00:00']],
      due: '03-12 24:00',
    },
    {
      what: 'an hour as an hour of the next working day',
      start: '03-02 10:00',
      amount: 4,
      pauses: [['03-04 09:00', '03-04 10:00']],
      due: '03-09 10:00',
    },
    {
      what: 'nothing for a night or a weekend',
      start: '03-02 10:00',
      amount: 7,
      pauses: [
        ['03-04 17:30', '03-05 09:00'],
        ['03-07 00:00', '03-09 00:00'],
      ],
      due: '03-11 24:00',
    },
    {
      what: 'nothing on the starting day, which is not counted',
      start: '03-02 10:00',
      amount: 3,
      pauses: [['03-02 11:00', '03-02 17:00']],
      due: '03-05 24:00',
    },
  ])('working days: $what', (given) => expectDue('WORKING_DAY', given));

  it.each<Case>([
    {
      what: 'hours as hours',
      start: '03-02 10:00',
      amount: 3,
      pauses: [['03-03 08:00', '03-03 20:00']],
      due: '03-06 12:00',
    },
    {
      what: 'nothing on the starting day, which is not counted',
      start: '03-02 10:00',
      amount: 3,
      pauses: [['03-02 11:00', '03-02 17:00']],
      due: '03-05 24:00',
    },
    {
      what: 'all, then rolls off the rest day it lands on',
      start: '03-02 10:00',
      amount: 3,
      pauses: [['03-03 00:00', '03-05 00:00']],
      due: '03-09 24:00',
    },
    {
      what: 'the day the period had rolled to',
      start: '03-02 10:00',
      amount: 5,
      pauses: [['03-09 00:00', '03-10 00:00']],
      due: '03-10 24:00',
    },
    {
      what: 'of a rest and the day after it, only the day',
      start: '03-02 10:00',
      amount: 5,
      pauses: [['03-08 00:00', '03-10 00:00']],
      due: '03-10 24:00',
    },
    {
      what: 'nothing for a rest the period rolls over anyway',
      start: '03-02 10:00',
      amount: 5,
      pauses: [['03-08 00:00', '03-09 00:00']],
      due: '03-09 24:00',
    },
    {
      what: 'a minute, and then the whole first working day',
      start: '03-02 10:00',
      amount: 4,
      pauses: [['03-06 00:00', '03-08 00:01']],
      due: '03-09 24:00',
    },
  ])('natural days: $what', (given) => expectDue('NATURAL_DAY', given));

  it('a working day ends at the close of business where the rule says so, also after a pause', () => {
    const rule = { ...civilCode('WORKING_DAY'), endOfDay: 'BUSINESS_CLOSE' } as const;
    const pauses: Pause[] = [['03-04 00:00', '03-05 00:00']];
    expectDue('WORKING_DAY', { start: '03-02 10:00', amount: 3, pauses, due: '03-06 17:30' }, rule);
  });
});

describe('an open suspension', () => {
  const open: Omit<Case, 'what' | 'due'> = {
    start: '03-02 10:00',
    amount: 4,
    pauses: [['03-02 11:00', null]],
  };

  it('lasts until now', () => {
    expect(ask('NATURAL_HOUR', open, undefined, at('03-02 13:00')).dueBy).toEqual(at('03-02 16:00'));
  });

  it('credits nothing before it begins', () => {
    expect(ask('NATURAL_HOUR', open, undefined, at('03-02 10:30')).dueBy).toEqual(at('03-02 14:00'));
  });

  it('is refused without now', () => {
    expect(() => ask('NATURAL_HOUR', open)).toThrow('an open suspension needs now');
  });

  it('is refused when it ends before it begins', () => {
    const pauses: Pause[] = [['03-02 11:00', '03-02 10:59']];
    expect(() => ask('NATURAL_HOUR', { ...open, pauses })).toThrow('a suspension ends before it begins');
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
  const [monthDay = '', time] = text.split(' ');
  return instantOf(`2026-${monthDay}`, time);
}

function ask(
  unit: BudgetUnit,
  given: Omit<Case, 'what' | 'due'>,
  rule: CountingRule = civilCode(unit),
  now?: Date,
) {
  return dueAt({
    startedAt: at(given.start),
    budget: { amount: given.amount, unit },
    calendar,
    suspensions: given.pauses.map(([from, until]) => ({
      from: at(from),
      until: until === null ? null : at(until),
    })),
    rule,
    ...(now && { now }),
  });
}

function expectDue(unit: BudgetUnit, given: Omit<Case, 'what'>, rule?: CountingRule): void {
  expect(ask(unit, given, rule)).toEqual({ dueBy: at(given.due), provisional: false });
}
