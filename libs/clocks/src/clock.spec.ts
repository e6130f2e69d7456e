import { publishedYears, type Budget, type Calendar } from '@weisu/working-time';
import { extended, met, newClock, projected, resumed, suspended, type Clock } from './index.js';

// 2026-11-23 is a Monday.
const calendar: Calendar = {
  version: 'a test',
  officeHours: [
    { from: '09:00', until: '12:00' },
    { from: '14:00', until: '18:00' },
  ],
  years: publishedYears,
};
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`);
const minutes = (amount: number): Budget => ({ amount, unit: 'MINUTE' });
const workingDays = (amount: number): Budget => ({ amount, unit: 'WORKING_DAY' });
const naturalDays = (amount: number): Budget => ({ amount, unit: 'NATURAL_DAY' });

const start = {
  subject: 's',
  ownerId: 'o',
  unitId: 'u',
  kind: 'RESOLVE',
  source: 'PROFILE',
  startedAt: at('23T09:00'),
} as const;

describe('a clock begins', () => {
  it('runs from the moment in minutes, from the next day in days', () => {
    expect(clockOf(minutes(30)).dueBy).toEqual(at('23T09:30'));
    expect(clockOf(workingDays(1)).dueBy).toEqual(at('25T00:00'));
    expect(clockOf(workingDays(1), { countsStart: true }).dueBy).toEqual(at('24T00:00'));
  });

  it('takes a deadline from outside as it is', () => {
    const clock = newClock('c', { ...start, source: 'EXTERNAL', dueBy: at('24T12:00') }, calendar);
    expect(clock).toMatchObject({ dueBy: at('24T12:00'), budgetAmount: null, provisional: false });
    expect(projected(clock, calendar, at('30T12:00'))).toBe(clock);
  });

  it('is provisional where it counts through a year without published holidays', () => {
    const clock = newClock('c', { ...start, budget: workingDays(500) }, calendar);
    expect(clock.provisional).toBe(true);
  });
});

describe('a limit from outside', () => {
  const notAfter = at('24T12:00');

  it('caps ours where it is earlier, and is then its source', () => {
    expect(clockOf(workingDays(3), { notAfter })).toMatchObject({
      dueBy: notAfter,
      source: 'EXTERNAL',
      budgetAmount: 3,
    });
  });

  it('changes nothing where it is later or the same', () => {
    expect(clockOf(minutes(30), { notAfter })).toMatchObject({ dueBy: at('23T09:30'), source: 'PROFILE' });
    expect(clockOf(minutes(27 * 60), { notAfter })).toMatchObject({ dueBy: notAfter, source: 'PROFILE' });
  });

  it('is not passed by an extension', () => {
    const clock = clockOf(minutes(30), { notAfter });
    expect(extended(clock, workingDays(5), calendar, at('23T09:10'))).toMatchObject({
      dueBy: notAfter,
      source: 'EXTERNAL',
    });
  });

  it('is not passed by a pause, neither by a clock that it capped from the beginning', () => {
    for (const budget of [workingDays(3), minutes(24 * 60)]) {
      const paused = suspended(clockOf(budget, { notAfter }), at('23T10:00'), 'waits', 'p');
      expect(resumed(paused, at('23T20:00'), calendar).dueBy).toEqual(notAfter);
    }
  });
});

describe('an extension', () => {
  it('adds to the present deadline', () => {
    const clock = extended(clockOf(minutes(30)), minutes(15), calendar, at('23T09:10'));
    expect(clock.dueBy).toEqual(at('23T09:45'));
    expect(extended(clock, minutes(15), calendar, at('23T09:20')).dueBy).toEqual(at('23T10:00'));
  });

  it('of days after a midnight counts the day that begins', () => {
    expect(extended(clockOf(workingDays(1)), workingDays(2), calendar, at('24T09:00')).dueBy).toEqual(
      at('27T00:00'),
    );
  });

  it('of days after a deadline within a day does not count the rest of that day', () => {
    expect(extended(clockOf(minutes(30)), naturalDays(1), calendar, at('23T09:10')).dueBy).toEqual(
      at('25T00:00'),
    );
    expect(extended(clockOf(minutes(30)), workingDays(1), calendar, at('23T09:10')).dueBy).toEqual(
      at('25T00:00'),
    );
  });

  it('jumps over the weekend in working days', () => {
    const clock = extended(clockOf(workingDays(4)), workingDays(1), calendar, at('24T09:00'));
    expect(clock.dueBy).toEqual(new Date('2026-12-01T00:00:00+08:00'));
  });
});

describe('a suspension', () => {
  const paused = suspended(clockOf(minutes(30)), at('23T09:10'), 'waits for the court', 'p');

  it('gives back exactly the time that was paused', () => {
    expect(paused).toMatchObject({ state: 'SUSPENDED', dueBy: at('23T09:30') });
    expect(resumed(paused, at('23T11:10'), calendar)).toMatchObject({
      state: 'RUNNING',
      dueBy: at('23T11:30'),
    });
  });

  it('counts until now while it is open', () => {
    expect(projected(paused, calendar, at('23T10:10')).dueBy).toEqual(at('23T10:30'));
  });

  it('gives back each of several pauses, and an extension keeps them', () => {
    const once = resumed(paused, at('23T09:20'), calendar);
    const twice = resumed(suspended(once, at('23T09:30'), 'again', 'p'), at('23T09:35'), calendar);
    expect(twice.dueBy).toEqual(at('23T09:45'));
    expect(extended(twice, minutes(5), calendar, at('23T09:36')).dueBy).toEqual(at('23T09:50'));
  });

  it('gives a unit of working hours only the office time inside it', () => {
    const clock = suspended(clockOf({ amount: 2, unit: 'WORKING_HOUR' }), at('23T10:00'), 'waits', 'p');
    expect(resumed(clock, at('23T15:00'), calendar).dueBy).toEqual(at('23T16:00'));
  });

  it.each(['MET', 'OVERDUE', 'CANCELLED', 'SUSPENDED'] as const)(
    'does not begin on a clock that is %s',
    (state) => {
      const clock = { ...clockOf(minutes(30)), state };
      expect(suspended(clock, at('23T09:10'), 'late', 'p')).toBe(clock);
    },
  );

  it.each(['MET', 'OVERDUE', 'CANCELLED', 'RUNNING'] as const)(
    'does not end on a clock that is %s',
    (state) => {
      const clock = { ...paused, state };
      expect(resumed(clock, at('23T10:00'), calendar)).toBe(clock);
    },
  );
});

describe('meeting a clock', () => {
  it.each([
    { when: 'before the deadline', now: at('23T09:29'), late: false, state: 'MET' },
    { when: 'on the deadline', now: at('23T09:30'), late: false, state: 'MET' },
    {
      when: 'a millisecond after it',
      now: new Date(at('23T09:30').getTime() + 1),
      late: true,
      state: 'OVERDUE',
    },
  ])('$when is late: $late', ({ now, late, state }) => {
    const result = met(clockOf(minutes(30)), now);
    expect(result.late).toBe(late);
    expect(result.clock).toMatchObject({ state, metAt: now });
  });

  it('leaves a clock that fired overdue and remembers when it was met', () => {
    const result = met({ ...clockOf(minutes(30)), state: 'OVERDUE' }, at('23T10:00'));
    expect(result).toMatchObject({ late: true, clock: { state: 'OVERDUE', metAt: at('23T10:00') } });
  });

  it('is not late while the clock is suspended', () => {
    const paused = suspended(clockOf(minutes(30)), at('23T09:10'), 'waits', 'p');
    expect(met(paused, at('24T09:00'))).toMatchObject({ late: false, clock: { state: 'MET' } });
  });

  it('counts the first time only', () => {
    const { clock } = met(clockOf(minutes(30)), at('23T09:30'));
    expect(met(clock, at('23T10:00'))).toEqual({ clock, late: false });
  });
});

function clockOf(budget: Budget, more: { countsStart?: boolean; notAfter?: Date } = {}): Clock {
  return newClock('c', { ...start, budget, ...more }, calendar);
}
