import type { AppealStatus } from '@weisu/contracts';
import { handlingOf, monday, profileNamed } from '../../case.fixture.js';
import {
  classified,
  closed,
  declined,
  deferred,
  escalated,
  mergedInto,
  movedTo,
  reopened,
  reportedBack,
  resolved,
  takenUp,
  withdrawn,
  type Handling,
} from './handling.js';

const unseen = { difficulty: null, size: null, factors: [] } as const;
const statuses = [
  'REGISTERED',
  'ALLOCATED',
  'HANDLING',
  'RESOLVED',
  'REPORTED_BACK',
  'CLOSED',
  'DECLINED',
  'MERGED',
  'DEFERRED',
  'WITHDRAWN',
] as const satisfies readonly AppealStatus[];

const s1 = profileNamed('S1');
const s2 = profileNamed('S2');
const asNoise = {
  category: 'NOISE',
  nature: 'COMPLAINT',
  urgency: 'FAST',
  sphere: null,
  complex: false,
  ...unseen,
} as const;
const other = handlingOf({ id: '0193a8f0-0000-7000-8000-000000000002' });

const steps: Record<
  string,
  { from: readonly AppealStatus[]; take: (handling: Handling) => Handling; to?: AppealStatus }
> = {
  classified: {
    from: ['REGISTERED', 'ALLOCATED', 'HANDLING', 'DEFERRED'],
    take: (handling) => classified(handling, s2, asNoise),
  },
  declined: { from: ['REGISTERED'], take: (handling) => declined(handling, monday), to: 'DECLINED' },
  merged: {
    from: ['REGISTERED', 'ALLOCATED', 'HANDLING', 'DEFERRED'],
    take: (handling) => mergedInto(handling, other, false),
    to: 'MERGED',
  },
  withdrawn: {
    from: ['REGISTERED', 'ALLOCATED', 'HANDLING', 'RESOLVED', 'REPORTED_BACK', 'DEFERRED'],
    take: (handling) => withdrawn(handling, false, monday).handling,
    to: 'WITHDRAWN',
  },
  resolved: {
    from: ['REGISTERED', 'ALLOCATED', 'HANDLING', 'DEFERRED'],
    take: (handling) => resolved(handling, monday),
    to: 'RESOLVED',
  },
  'reported back': { from: ['RESOLVED'], take: reportedBack, to: 'REPORTED_BACK' },
  deferred: { from: ['ALLOCATED', 'HANDLING'], take: deferred, to: 'DEFERRED' },
  escalated: { from: ['REGISTERED', 'ALLOCATED', 'HANDLING', 'DEFERRED'], take: escalated },
  reopened: { from: ['RESOLVED', 'REPORTED_BACK', 'CLOSED'], take: reopened, to: 'HANDLING' },
};

describe.each(Object.entries(steps))('a matter is %s', (_, { from, take, to }) => {
  it.each(statuses.filter((status) => from.includes(status)))('from %s', (status) => {
    expect(take(handlingOf({ status })).status).toBe(to ?? status);
  });

  it.each(statuses.filter((status) => !from.includes(status)))('never from %s', (status) => {
    expect(() => take(handlingOf({ status }))).toThrow(expect.objectContaining({ code: 'STATE_FORBIDS' }));
  });
});

describe('classifying', () => {
  it('refuses a category that the profile does not know', () => {
    const unknown = { ...asNoise, category: 'DRAGONS' };
    expect(() => classified(handlingOf(), s2, unknown)).toThrow(
      expect.objectContaining({ code: 'CATEGORY_UNKNOWN' }),
    );
  });

  it.each([
    { nature: 'INQUIRY', level: 1 },
    { nature: 'COMPLAINT', level: 2 },
  ] as const)('begins $nature at level $level in S1', ({ nature, level }) => {
    const fresh = handlingOf({ nature: null, responseLevel: null });
    expect(classified(fresh, s1, { ...asNoise, nature }).responseLevel).toBe(level);
  });

  it('puts a wrong class right together with its level', () => {
    const wrong = handlingOf({ nature: 'COMPLAINT', responseLevel: 2 });
    expect(classified(wrong, s1, { ...asNoise, nature: 'INQUIRY' }).responseLevel).toBe(1);
  });

  it('keeps a level that was raised', () => {
    const raised = handlingOf({ nature: 'COMPLAINT', responseLevel: 3 });
    expect(classified(raised, s1, { ...asNoise, nature: 'INQUIRY' }).responseLevel).toBe(3);
  });
});

describe('merging', () => {
  it.each([
    ['into itself', handlingOf(), false],
    ['into a merged one', { ...other, status: 'MERGED' as const }, false],
    ['into a closed one', { ...other, status: 'CLOSED' as const }, false],
    ['what others were merged into', other, true],
  ])('refuses %s', (_, into, isTarget) => {
    expect(() => mergedInto(handlingOf(), into, isTarget)).toThrow(
      expect.objectContaining({ code: 'MERGE_INVALID' }),
    );
  });
});

describe('what another system sent', () => {
  const sent = handlingOf({ externalSystem: '12345' });
  it.each([
    ['declined', () => declined(sent, monday)],
    ['merged', () => mergedInto(sent, other, false)],
    ['withdrawn', () => withdrawn(sent, false, monday)],
  ])('is not %s: only its sender closes it', (_, end) => {
    expect(end).toThrow(expect.objectContaining({ code: 'SENDER_CLOSES' }));
  });
});

describe('withdrawing', () => {
  it('ends a matter', () => {
    expect(withdrawn(handlingOf(), false, monday)).toMatchObject({
      continues: false,
      handling: { status: 'WITHDRAWN', closedAt: monday },
    });
  });

  it('lets a hazard go on as found by ourselves, and nobody is called about it', () => {
    const hazard = handlingOf({ nature: 'HAZARD', status: 'HANDLING' });
    expect(withdrawn(hazard, false, monday)).toMatchObject({
      continues: true,
      handling: { status: 'HANDLING', origin: 'FOUND', reachable: false },
    });
  });

  it('ends a hazard that is resolved', () => {
    const resolvedHazard = handlingOf({ nature: 'HAZARD', status: 'RESOLVED' });
    expect(withdrawn(resolvedHazard, false, monday).continues).toBe(false);
  });

  it('lets a matter go on that others were merged into, and still counts it as reported', () => {
    expect(withdrawn(handlingOf({ status: 'HANDLING' }), true, monday)).toMatchObject({
      continues: true,
      handling: { status: 'HANDLING', origin: 'REPORTED', reachable: false },
    });
  });
});

describe('the rest of the way', () => {
  it('forgets the verdict of the earlier round when it is reopened', () => {
    const ended = handlingOf({ status: 'CLOSED', closedAt: monday, resolvedAt: monday, verdict: 'SETTLED' });
    expect(reopened(ended)).toMatchObject({ closedAt: null, resolvedAt: null, verdict: null, round: 2 });
  });

  it('does not reopen what was settled on the spot', () => {
    const spot = handlingOf({ status: 'CLOSED', selfHandled: true });
    expect(() => reopened(spot)).toThrow(expect.objectContaining({ code: 'STATE_FORBIDS' }));
  });

  it('is raised up to the district and no further', () => {
    expect(escalated(handlingOf({ responseLevel: 3 })).responseLevel).toBe(4);
    expect(() => escalated(handlingOf({ responseLevel: 4 }))).toThrow('already at the district');
  });

  it('is in hand again after a deferral, unless it is done already', () => {
    expect(takenUp(handlingOf({ status: 'DEFERRED' })).status).toBe('HANDLING');
    expect(takenUp(handlingOf({ status: 'RESOLVED' })).status).toBe('RESOLVED');
  });

  it('closes with its instant', () => {
    expect(closed(handlingOf({ status: 'RESOLVED' }), monday)).toMatchObject({
      status: 'CLOSED',
      closedAt: monday,
    });
  });

  it('runs by the profile of the street it is moved to, at that profile’s level', () => {
    const moved = movedTo(handlingOf({ category: 'NOISE', nature: 'COMPLAINT' }), '440303004029001', s1);
    expect(moved).toMatchObject({ profileKey: 'S1', category: 'NOISE', responseLevel: 2 });
    const unknown = movedTo(handlingOf({ category: 'DRAGONS' }), '440303004029001', s1);
    expect(unknown).toMatchObject({ category: null, responseLevel: null });
  });
});
