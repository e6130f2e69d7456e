import type { GovernanceProfile } from '@weisu/contracts';
import {
  isBadRating,
  isReopenedOften,
  isReturnedOften,
  isSupervisedForRefusal,
  isSupervisedWhenOverdue,
} from './triggers.js';

const supervision: NonNullable<GovernanceProfile['supervision']> = {
  answerWithin: { amount: 3, unit: 'WORKING_DAY' },
  refusal: true,
  overdue: ['RESOLVE'],
  returns: 3,
  reopenings: 2,
  stars: 2,
  cite: 'a test',
};
const profile = { supervision };
const without = {};

describe('what has a 督办单 issued without a person', () => {
  it('is a limit that the profile names, and no other', () => {
    expect(isSupervisedWhenOverdue(profile, 'RESOLVE')).toBe(true);
    expect(isSupervisedWhenOverdue(profile, 'ACCEPT')).toBe(false);
  });

  it('is a refusal that was overruled', () => {
    expect(isSupervisedForRefusal(profile)).toBe(true);
    expect(isSupervisedForRefusal({ supervision: { ...supervision, refusal: false } })).toBe(false);
  });

  it.each([
    ['the third return', isReturnedOften(profile, 3), isReturnedOften(profile, 2)],
    ['the second reopening', isReopenedOften(profile, 3), isReopenedOften(profile, 2)],
    ['two stars', isBadRating(profile, 2), isBadRating(profile, 3)],
  ])('is %s, and not the one before', (_what, at, before) => {
    expect([at, before]).toEqual([true, false]);
  });

  it('is nothing where the profile has no 督办', () => {
    expect([
      isSupervisedWhenOverdue(without, 'RESOLVE'),
      isSupervisedWhenOverdue(null, 'RESOLVE'),
      isSupervisedForRefusal(without),
      isReturnedOften(without, 99),
      isReopenedOften(without, 99),
      isBadRating(without, 1),
    ]).toEqual(Array.from({ length: 6 }, () => false));
  });
});
