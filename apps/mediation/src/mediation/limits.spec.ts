import { newClock } from '@weisu/clocks';
import type { GovernanceProfile } from '@weisu/contracts';
import { demoSnapshot } from '@weisu/testing';
import { lastDayOf, type Calendar } from '@weisu/working-time';
import { limitOfConfirmation, limitsOfOpening } from './limits.js';
import { mediationOf } from './mediation.fixture.js';

const { entries } = demoSnapshot();
const s2 = entries.find((entry) => entry.key === 'S2@3')?.body as GovernanceProfile;
const calendar = entries.find((entry) => entry.kind === 'calendar')?.body as Calendar;
const without = (kind: string): GovernanceProfile => ({
  ...s2,
  clocks: s2.clocks.filter((rule) => rule.kind !== kind),
});

describe('limits of a mediation', () => {
  it('come from the profile', () => {
    expect(limitsOfOpening(mediationOf(), s2)).toMatchObject([
      { kind: 'CONSENT', source: 'PROFILE', budget: { amount: 7, unit: 'NATURAL_DAY' } },
      { kind: 'MEDIATE', source: 'PROFILE', budget: { amount: 30, unit: 'NATURAL_DAY' } },
    ]);
    expect(limitsOfOpening(mediationOf(), without('CONSENT')).map(({ kind }) => kind)).toEqual(['MEDIATE']);
  });

  it.each([
    ['2026-01-20', '2026-02-24'],
    ['2026-03-05', '2026-04-07'],
    ['2026-04-01', '2026-05-06'],
    ['2026-09-01', '2026-10-08'],
    ['2026-08-21', '2026-09-20'],
    ['2026-09-10', '2026-10-10'],
  ])('let an agreement of %s be confirmed until the end of %s', (day, lastDay) => {
    const start = limitOfConfirmation(mediationOf(), s2, new Date(`${day}T10:00:00+08:00`));
    expect(start.source).toBe('LAW');
    const { dueBy } = newClock('clock', start, calendar);
    expect(lastDayOf(dueBy)).toBe(lastDay);
  });

  it('are never without the one that is law', () => {
    const at = new Date('2026-01-20T10:00:00+08:00');
    expect(limitOfConfirmation(mediationOf(), without('CONFIRMATION'), at)).toMatchObject({
      source: 'LAW',
      budget: { amount: 30, unit: 'NATURAL_DAY' },
    });
  });

  it('refuse an agreement from before the profile began', () => {
    expect(() => limitOfConfirmation(mediationOf(), s2, new Date('1926-01-20T10:00:00+08:00'))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
