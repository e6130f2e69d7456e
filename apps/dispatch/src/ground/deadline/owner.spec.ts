import { clockKinds } from '@weisu/contracts';
import { profileNamed } from '../../case.fixture.js';
import { ownerOf, ruleOf } from './owner.js';

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

describe('the rule of a limit', () => {
  const s2 = profileNamed('S2');

  it.each([
    { kind: 'CONTACT', ownerId: 'matter', from: 'REGISTRATION' },
    { kind: 'CONTACT', ownerId: 'order', from: 'ALLOCATION' },
    { kind: 'VERIFY', ownerId: 'matter', from: 'REGISTRATION' },
    { kind: 'RESOLVE', ownerId: 'order', from: 'ALLOCATION' },
  ] as const)('of $kind of the $ownerId starts on $from', ({ kind, ownerId, from }) => {
    expect(ruleOf(s2, { kind, ownerId, subject: 'matter' })).toMatchObject({ kind, startsOn: from });
  });

  it('is none where it comes from outside or from a person', () => {
    expect(ruleOf(s2, { kind: 'REPLY', ownerId: 'matter', subject: 'matter' })).toBeNull();
    expect(ruleOf(s2, { kind: 'CUSTOM', ownerId: 'request', subject: 'matter' })).toBeNull();
  });
});
