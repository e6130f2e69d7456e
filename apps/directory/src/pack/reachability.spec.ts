import { profileSchema, type ClockRule, type GovernanceProfile } from '@weisu/contracts';
import { demoSnapshot } from '@weisu/testing';
import { unreachables } from './reachability.js';

const demo = demoSnapshot().entries.flatMap((entry) =>
  entry.kind === 'profile' && entry.body ? [entry.body] : [],
);
const s2 = demo.find(({ key }) => key === 'S2') ?? profileSchema.parse({});

const told = (overrides: Partial<GovernanceProfile>): string[] =>
  unreachables({ ...s2, ...overrides }).map(({ message }) => message);
const clocksWith = (kind: ClockRule['kind'], overrides: Partial<ClockRule>): GovernanceProfile['clocks'] =>
  s2.clocks.map((rule) =>
    rule.kind === kind && rule.startsOn !== 'REGISTRATION' ? { ...rule, ...overrides } : rule,
  );
const minutes = (amount: number) => ({ amount, unit: 'MINUTE' as const });

describe('a profile', () => {
  it.each(demo.map((profile) => ({ key: profile.key, profile })))(
    'of $key holds nothing that can never come about',
    ({ profile }) => {
      expect(unreachables(profile)).toEqual([]);
    },
  );

  it.each([
    ['CLASSIFY', 'nobody has the duty CLASSIFY, so no matter is ever ALLOCATED'],
    ['ALLOCATE', 'nobody has the duty ALLOCATE, so no matter is ever ALLOCATED'],
    ['HANDLE', 'nobody has the duty HANDLE, so no matter is ever RESOLVED'],
  ] as const)('without the duty %s is told: %s', (duty, message) => {
    expect(told({ duties: { ...s2.duties, [duty]: [] } })).toEqual(
      expect.arrayContaining([expect.stringContaining(message)]),
    );
  });

  it('may leave classifying to the suggestion', () => {
    expect(
      told({ duties: { ...s2.duties, CLASSIFY: [] }, classification: { automatic: true, cite: 'a test' } }),
    ).toEqual([]);
  });

  it('that closes by a verdict which nobody gives is told', () => {
    const followUps = s2.followUps.filter(({ kind }) => kind !== 'SUPERVISORY');
    expect(told({ followUps, closing: { automatic: true, cite: 'a test' } })).toEqual([
      expect.stringContaining('no matter is ever CLOSED'),
    ]);
  });

  it('whose whistles nobody can endorse is told', () => {
    const duties = { ...s2.duties, ALLOCATE: [{ level: 'COMMUNITY' as const, desk: 'office' }] };
    expect(told({ duties })).toEqual([expect.stringContaining('its units are never called')]);
    expect(told({ whistle: { ...s2.whistle, blownBy: ['STREET'] } })).toEqual([
      expect.stringContaining('communities blow none'),
    ]);
  });
});

describe('a clock that can never start', () => {
  it.each<[string, Partial<GovernanceProfile>, string]>([
    [
      'of another moment',
      { clocks: clocksWith('CONTACT', { startsOn: 'WHISTLE' }) },
      'it starts on REGISTRATION or ALLOCATION',
    ],
    [
      'of a unit, before there is one',
      { clocks: clocksWith('RESOLVE', { startsOn: 'REGISTRATION' }) },
      'it starts on ALLOCATION, not on REGISTRATION',
    ],
    ['for an opinion that nobody files', { opinionRequired: false }, 'opinionRequired is false'],
    ['for follow-ups that nobody makes', { followUps: [] }, 'there are no followUps'],
    ['for decisions that nobody asks for', { requests: [] }, 'there are no requests'],
    [
      'that only another system gives',
      {
        clocks: [
          ...s2.clocks,
          {
            kind: 'REPLY',
            startsOn: 'REGISTRATION',
            leadOnly: false,
            rollOffRestDay: false,
            source: 'PROFILE',
            limits: [{ budget: minutes(5) }],
            cite: 'a test',
          },
        ],
      },
      'such limits come from outside',
    ],
  ])('is one %s', (_, overrides, why) => {
    expect(told(overrides)).toEqual([expect.stringMatching(new RegExp(`can never start: .*${why}`))]);
  });
});

describe('a limit that is never taken', () => {
  it('stands behind one that fits every matter', () => {
    const limits = [{ budget: minutes(10) }, { urgency: ['URGENT' as const], budget: minutes(5) }];
    expect(told({ clocks: clocksWith('VERIFY', { limits }) })).toEqual([
      'this limit of VERIFY is never taken: the one before it fits every matter',
    ]);
  });

  it('is for a level that no matter reaches', () => {
    const limits = [{ responseLevel: [1, 4], budget: minutes(10) }, { budget: minutes(5) }];
    const requests = s2.requests.filter(({ kind }) => kind !== 'ESCALATE');
    expect(told({ clocks: clocksWith('VERIFY', { limits }), requests })).toEqual([
      expect.stringContaining('no matter is ever at level 4'),
    ]);
    expect(told({ clocks: clocksWith('VERIFY', { limits }) })).toEqual([]);
  });
});

describe('a duty list', () => {
  it('does not let those lead whom the profile names as lead', () => {
    const [first, ...others] = s2.categories;
    const lead = { level: 'COMMUNITY' as const, desk: 'office' };
    const categories = [{ ...first!, lead, lists: { COMMUNITY: 'ASSIST' as const } }, ...others];
    expect(told({ categories })).toEqual([
      `${first!.code} is led by a COMMUNITY, whose duty list says ASSIST`,
    ]);
  });

  it('of claims names a sphere that matters have', () => {
    const claim = { spheres: ['PRIVATE' as const], by: [{ level: 'GRID' as const, desk: 'office' }] };
    const categories = s2.categories.filter(({ sphere }) => sphere !== 'PRIVATE');
    expect(told({ allocation: { ...s2.allocation, claim }, categories })).toEqual([
      expect.stringContaining('no category is of it'),
    ]);
    expect(told({ allocation: { ...s2.allocation, claim } })).toEqual([]);
  });
});

describe('a ladder', () => {
  it.each([
    ['COMMUNITY', 'COMMUNITY'],
    ['DISTRICT', 'STREET'],
  ] as const)('does not go from %s to %s', (from, to) => {
    const ladder = [
      { after: minutes(5), to: from },
      { after: minutes(9), to },
    ];
    expect(told({ rungs: { reminders: [], ladder, cite: 'a test' } })).toEqual([
      `the ladder goes from ${from} to ${to}, which is not above it`,
    ]);
  });
});
