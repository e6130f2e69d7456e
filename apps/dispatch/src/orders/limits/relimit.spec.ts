import { newClock, projected, type Clock } from '@weisu/clocks';
import type { ClockKind } from '@weisu/contracts';
import type { Budget } from '@weisu/working-time';
import { calendar, handlingOf, later, monday, profileNamed } from '../../case.fixture.js';
import { relimited } from './relimit.js';

const s2 = profileNamed('S2');
const day: Budget = { amount: 24, unit: 'NATURAL_HOUR' };
const quarter: Budget = { amount: 15, unit: 'MINUTE' };
const clockOf = (kind: ClockKind, budget = day, notAfter: Date | null = null, ownerId = 'o'): Clock =>
  newClock(
    'clock',
    {
      subject: 'a',
      ownerId,
      unitId: 'grid',
      kind,
      source: 'PROFILE',
      startedAt: monday,
      budget,
      notAfter,
    },
    calendar,
  );
const urgent = handlingOf({ urgency: 'URGENT' });
const set = (clock: Clock, now: Date, matter = urgent) =>
  relimited(clock, matter, s2, (one) => projected(one, calendar, now), now);

describe('a limit after another classification', () => {
  it('counts the new budget from dispatch', () => {
    expect(set(clockOf('RESOLVE'), later(30))).toMatchObject({ clock: { dueBy: later(120) }, again: false });
  });

  it.each([
    { when: 'on the new deadline', now: later(120), again: false },
    { when: 'a minute after it', now: later(121), again: true },
  ])('begins again when it would be over already; $when: $again', ({ now, again }) => {
    expect(set(clockOf('RESOLVE'), now).again).toBe(again);
  });

  it('does not give the desk more time for having classified late', () => {
    expect(set(clockOf('ALLOCATE', day, null, 'a'), later(90))).toMatchObject({
      clock: { dueBy: later(60) },
      again: false,
    });
  });

  it('does not give more time for the first contact either, as the profile limits that', () => {
    const fast = { ...s2, clocks: s2.clocks.map((one) => ({ ...one, limits: [{ budget: quarter }] })) };
    const contact = clockOf('CONTACT', day, null, 'a');
    const { clock, again } = relimited(
      contact,
      urgent,
      fast,
      (one) => projected(one, calendar, later(20)),
      later(20),
    );
    expect([clock.dueBy, again]).toEqual([later(15), false]);
  });

  it('stays the same clock where the class changes nothing', () => {
    const contact = clockOf('CONTACT', { amount: 10, unit: 'MINUTE' });
    expect(set(contact, monday).clock).toBe(contact);
  });

  it.each(['MET', 'OVERDUE', 'CANCELLED'] as const)('stays as it is when it is %s', (state) => {
    const ended = { ...clockOf('RESOLVE'), state };
    expect(set(ended, monday).clock).toBe(ended);
  });

  it('is counted anew while it rests, and stays at rest', () => {
    const resting = { ...clockOf('RESOLVE'), state: 'SUSPENDED' as const };
    expect(set(resting, later(30)).clock).toMatchObject({ state: 'SUSPENDED', budgetAmount: 2 });
  });

  it('is ours again when it becomes shorter than the sender’s, and the sender’s when it does not', () => {
    const capped = clockOf('RESOLVE', day, later(240));
    expect(capped).toMatchObject({ source: 'EXTERNAL', dueBy: later(240) });
    expect(set(capped, later(5)).clock).toMatchObject({ source: 'PROFILE', dueBy: later(120) });
    const routine = handlingOf({ urgency: 'ROUTINE' });
    expect(set(capped, later(5), routine).clock).toMatchObject({ source: 'EXTERNAL', dueBy: later(240) });
  });
});
