import { clockKinds } from '@weisu/contracts';
import { ownerOf } from './owner.js';

describe('whose limit a clock is', () => {
  it.each([
    ['MATTER', ['ALLOCATE', 'REPLY']],
    ['WORK_ORDER', ['ACCEPT', 'CONTACT', 'VERIFY', 'RESOLVE', 'OPINION']],
    ['SUMMONS', ['ACKNOWLEDGE', 'REPORT_IN', 'ACT', 'FINISH']],
    ['REQUEST', ['DECIDE']],
    [null, ['FOLLOW_UP', 'CONSENT', 'MEDIATE', 'CONFIRMATION', 'NOTICE', 'CUSTOM']],
  ])('%s: %o', (owner, kinds) => {
    const of = clockKinds.filter((kind) => ownerOf({ kind, ownerId: 'o', subject: 's' }) === owner);
    expect(of).toEqual(kinds);
  });

  it('is the matter’s own where it says so: the date of its account', () => {
    expect(ownerOf({ kind: 'CUSTOM', ownerId: 's', subject: 's' })).toBe('MATTER');
  });
});
