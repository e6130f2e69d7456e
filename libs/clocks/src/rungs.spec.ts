import { publishedYears, type Budget, type Calendar } from '@weisu/working-time';
import { extended, met, newClock, reprojected, resumed, suspended, type Clock } from './clock.js';
import { nextAt, ringAt, type RungRule } from './rungs.js';

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
const after = (instant: Date) => new Date(instant.getTime() + 1);
const of = (amount: number, unit: Budget['unit']): Budget => ({ amount, unit });

const rungs: RungRule[] = [
  { before: of(1, 'WORKING_DAY') },
  { before: of(4, 'WORKING_HOUR') },
  { after: of(2, 'WORKING_HOUR'), to: 'COMMUNITY' },
  { after: of(1, 'WORKING_DAY'), to: 'STREET' },
];

describe('the rungs of a limit', () => {
  it('lie where the calendar that counts it puts them, never into the night', () => {
    const clock = clockOf(of(3, 'WORKING_DAY'));
    expect(clock.dueBy).toEqual(at('27T00:00'));
    expect(clock.rungs.map((rung) => rung.at)).toEqual([
      at('26T00:00'),
      at('26T14:00'),
      at('27T11:00'),
      at('28T00:00'),
    ]);
  });

  it('after a Friday wait for Monday', () => {
    const clock = clockOf(of(4, 'WORKING_DAY'));
    expect(clock.dueBy).toEqual(at('28T00:00'));
    expect(clock.rungs[2]?.at).toEqual(at('30T11:00'));
  });

  it('speak one after the other: reminders, overdue, then each step once', () => {
    let clock = clockOf(of(3, 'WORKING_DAY'));
    const said: (string | number)[] = [];
    for (let next = nextAt(clock); next; next = nextAt(clock)) {
      expect(ringAt(clock, next)).toBeNull();
      const ring = ringAt(clock, after(next));
      if (ring && 'overdue' in ring) {
        said.push('overdue');
        clock = { ...clock, state: 'OVERDUE', firedAt: after(next) };
      } else if (ring) {
        said.push(ring.index);
        clock = { ...clock, rungsFired: [...clock.rungsFired, ...ring.done] };
      }
    }
    expect(said).toEqual([0, 1, 'overdue', 2, 3]);
  });

  it('that are due at once speak through the nearest reminder, and not at all when it is overdue', () => {
    const clock = clockOf(of(3, 'WORKING_DAY'));
    expect(ringAt(clock, at('26T16:00'))).toMatchObject({ index: 1, done: [0, 1] });
    expect(ringAt(clock, at('27T12:00'))).toEqual({ overdue: true });
  });

  it('before the start have nothing to say', () => {
    const clock = clockOf(of(30, 'MINUTE'));
    expect(clock.rungsFired).toEqual([0, 1]);
    expect(nextAt(clock)).toEqual(at('23T09:30'));
  });

  it('are given again when the deadline moves later, and only those that lie ahead', () => {
    const clock = { ...clockOf(of(3, 'WORKING_DAY')), rungsFired: [0, 1] };
    const later = extended(clock, of(1, 'WORKING_DAY'), calendar, at('26T15:00'));
    expect(later.dueBy).toEqual(at('28T00:00'));
    expect(later.rungsFired).toEqual([]);
    expect(extended(clock, of(60, 'MINUTE'), calendar, at('26T16:00')).rungsFired).toEqual([0, 1]);
  });

  it('that are due and were not said yet are not lost when the limit is counted anew', () => {
    const clock = clockOf(of(3, 'WORKING_DAY'));
    const now = at('26T14:01');
    const again = reprojected(clock, { ...calendar, version: 'the same days' }, now, false);
    expect(ringAt(again, now)).toMatchObject({ index: 1, done: [0, 1] });
    const said = { ...clock, rungsFired: [0, 1] };
    expect(ringAt(reprojected(said, { ...calendar, version: 'the same days' }, now, false), now)).toBeNull();
  });

  it('rest with the limit and move with it', () => {
    const paused = suspended(clockOf(of(3, 'WORKING_DAY')), at('24T09:00'), 'waits', 'p');
    expect(nextAt(paused)).toBeNull();
    const running = resumed(paused, at('25T09:00'), calendar);
    expect(nextAt(running)).toEqual(at('27T00:00'));
  });

  it('end when it is met; that it was late is still said', () => {
    const clock = clockOf(of(30, 'MINUTE'));
    expect(nextAt(met(clock, at('23T09:20')).clock)).toBeNull();
    const late = met(clock, at('23T09:40')).clock;
    expect(nextAt(late)).toEqual(clock.dueBy);
    expect(nextAt({ ...late, firedAt: at('23T09:41') })).toBeNull();
  });
});

function clockOf(budget: Budget): Clock {
  return newClock(
    'c',
    {
      subject: 's',
      ownerId: 'o',
      unitId: 'u',
      kind: 'RESOLVE',
      source: 'PROFILE',
      startedAt: at('23T09:00'),
      budget,
      rungs,
    },
    calendar,
  );
}
