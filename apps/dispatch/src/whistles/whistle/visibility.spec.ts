import type { Actor, Role } from '@weisu/identity';
import { mayReadPhone, maySeeWhistle, wasCalled } from './visibility.js';
import { bareProfile, community } from './whistle.fixture.js';
import { blown, type Whistle } from './whistle.js';

const appealId = '0193a8f0-0000-7000-8000-0000000000b1';
const none = { appeals: new Set<string>(), letGo: new Set<string>() };

describe('who sees a whistle', () => {
  it.each<{ role: Role; areaCode: string | null; sees: boolean }>([
    { role: 'DISTRICT', areaCode: '440303', sees: true },
    { role: 'STREET', areaCode: '440303003', sees: true },
    { role: 'COMMUNITY', areaCode: '440303003020', sees: true },
    { role: 'DISTRICT', areaCode: '440304', sees: false },
    { role: 'STREET', areaCode: '440303004', sees: false },
    { role: 'COMMUNITY', areaCode: '440303003001', sees: false },
    { role: 'GRID', areaCode: '440303003020001', sees: false },
    { role: 'DEPARTMENT', areaCode: '440303', sees: false },
    { role: 'COMPANY', areaCode: '440303', sees: false },
    { role: 'AUDITOR', areaCode: null, sees: true },
    { role: 'RESIDENT', areaCode: '440303003020', sees: false },
    { role: 'ADMIN', areaCode: '440303', sees: false },
  ])('$role of $areaCode by its area: $sees', ({ role, areaCode, sees }) =>
    expect(maySeeWhistle(actorOf(role, 'other', areaCode), whistle(), none)).toBe(sees),
  );

  it('a called unit, from the call on', () => {
    const water = actorOf('COMPANY', 'water', '440303');
    expect(maySeeWhistle(water, whistle(), none)).toBe(false);
    expect(maySeeWhistle(water, { ...whistle(), calledAt: new Date(0) }, none)).toBe(true);
  });

  it('a unit that was let go no more, but that it was called, unless it sees the matter otherwise', () => {
    const water = actorOf('COMPANY', 'water', '440303');
    const called = { ...whistle(), calledAt: new Date(0) };
    const gone = { ...none, letGo: new Set([called.id]) };
    expect([maySeeWhistle(water, called, gone), wasCalled(water, called, gone)]).toEqual([false, true]);
    expect(wasCalled(actorOf('COMPANY', 'gas', '440303'), called, gone)).toBe(false);
    expect(maySeeWhistle(water, called, { ...gone, appeals: new Set([appealId]) })).toBe(true);
  });

  it.each<[Role, boolean]>([
    ['GRID', true],
    ['DEPARTMENT', true],
    ['RESIDENT', false],
    ['INTEGRATION', false],
    ['MEDIATOR', false],
  ])('%s that sees one of its appeals: %s', (role, sees) =>
    expect(
      maySeeWhistle(actorOf(role, 'other', null), whistle(), { ...none, appeals: new Set([appealId]) }),
    ).toBe(sees),
  );

  it('nobody without a unit as if it were the one that whistled', () =>
    expect(maySeeWhistle(actorOf('DEPARTMENT', null, null), whistle(), none)).toBe(false));
});

describe('who reads the number of an officer', () => {
  it.each([
    { actor: actorOf('COMPANY', 'water', '440303'), reads: true },
    { actor: actorOf('COMMUNITY', 'community', '440303003020'), reads: true },
    { actor: actorOf('STREET', 'street', '440303003'), reads: true },
    { actor: actorOf('STREET', 'street-2', '440303004'), reads: false },
    { actor: actorOf('DEPARTMENT', 'housing', '440303'), reads: false },
    { actor: actorOf('DISTRICT', 'district', '440303'), reads: false },
    { actor: actorOf('AUDITOR', null, null), reads: false },
  ])('$actor.roles $actor.unitId: $reads', ({ actor, reads }) =>
    expect(mayReadPhone(actor, whistle(), { unitId: 'water' })).toBe(reads),
  );
});

function whistle(): Whistle {
  const blow = {
    id: '0193a8f0-0000-7000-8000-0000000000aa',
    number: '哨440303003-2026-1',
    appealIds: [appealId],
    areaCode: '440303003020',
    situation: 'HARD_MATTER' as const,
    reason: '水管爆管',
    unitIds: ['water'],
    gatherAt: null,
  };
  return blown(blow, community, bareProfile, new Date('2026-11-23T09:00:00+08:00')).whistle;
}

function actorOf(role: Role, unitId: string | null, areaCode: string | null): Actor {
  return { subject: 's', name: '某人', roles: [role], unitId, areaCode, posts: [], client: 'console' };
}
