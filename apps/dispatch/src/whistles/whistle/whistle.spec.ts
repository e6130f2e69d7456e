import type { SummonsStatus } from '@weisu/api';
import { profileSchema, type WhistleSituation } from '@weisu/contracts';
import { called, type Summons } from './summons.js';
import { bareProfile, community, smallDirectory, street, unitOf } from './whistle.fixture.js';
import {
  blown,
  completed,
  endorsed,
  requireCallable,
  requireSameStreet,
  requireWhistler,
  type Whistle,
} from './whistle.js';
import { actsForStreet, mayLead } from './who-may.js';

const ids = {
  whistle: '0193a8f0-0000-7000-8000-0000000000aa',
  one: '0193a8f0-0000-7000-8000-0000000000b1',
  two: '0193a8f0-0000-7000-8000-0000000000b2',
  note: '0193a8f0-0000-7000-8000-000000000009',
};
const now = new Date('2026-11-23T09:00:00+08:00');
const later = new Date('2026-11-23T10:00:00+08:00');
const directory = smallDirectory();
const streetOnly = profileSchema.parse({
  ...bareProfile,
  whistle: { situations: ['HARD_MATTER'], blownBy: ['STREET'], endorsement: false, cite: 'ours' },
});
const unendorsedCommunity = profileSchema.parse({
  ...bareProfile,
  whistle: { ...bareProfile.whistle, endorsement: false },
});

describe('who may blow a whistle', () => {
  it.each([
    { unit: community, profile: bareProfile, may: true },
    { unit: street, profile: bareProfile, may: true },
    { unit: community, profile: streetOnly, may: false },
    { unit: street, profile: streetOnly, may: true },
    { unit: unitOf('police', 'STATION', '440303003'), profile: bareProfile, may: false },
    { unit: unitOf('grid', 'AREA_OFFICE', '440303003020001'), profile: bareProfile, may: false },
    { unit: unitOf('district', 'AREA_OFFICE', '440303'), profile: bareProfile, may: false },
    { unit: null, profile: bareProfile, may: false },
  ])('$unit.id by levels $profile.whistle.blownBy: $may', ({ unit, profile, may }) => {
    const ask = () => requireWhistler(profile, unit, 'HARD_MATTER');
    if (may) expect(ask()).toBe(unit);
    else expect(ask).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it.each<[WhistleSituation, boolean]>([
    ['HARD_MATTER', true],
    ['EMERGENCY', true],
    ['KEY_WORK', false],
    ['JOINT_ENFORCEMENT', false],
  ])('in the situation %s, by the profile: %s', (situation, may) => {
    const ask = () => requireWhistler(bareProfile, community, situation);
    if (may) expect(ask()).toBe(community);
    else expect(ask).toThrow(expect.objectContaining({ code: 'WHISTLE_SITUATION' }));
  });
});

describe('whom a whistle may call', () => {
  it.each(['housing', 'police', 'library', 'water', 'rides', 'estate', 'enforcement', 'street-2'])(
    '%s',
    (unit) => expect(() => requireCallable(directory, [unit], community)).not.toThrow(),
  );
  it.each([
    { units: ['nobody'], code: 'UNIT_NOT_FOUND' },
    { units: ['elsewhere'], code: 'UNIT_NOT_FOUND' },
    { units: ['mediators'], code: 'UNIT_NOT_FOUND' },
    { units: ['volunteers'], code: 'UNIT_NOT_FOUND' },
    { units: ['street-office'], code: 'UNIT_NOT_FOUND' },
    { units: ['water', 'water'], code: 'INVALID_ARGUMENT' },
    { units: [], code: 'INVALID_ARGUMENT' },
  ])('not $units: $code', ({ units, code }) =>
    expect(() => requireCallable(directory, units, community)).toThrow(expect.objectContaining({ code })),
  );
  it('not the one that whistles', () =>
    expect(() => requireCallable(directory, ['street'], street)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    ));
});

describe('the matters of a whistle', () => {
  it('lie in the street of its area', () => {
    expect(() => requireSameStreet('440303003020', '440303003001')).not.toThrow();
    expect(() => requireSameStreet('440303003020', '440303004001')).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});

describe('blowing a whistle', () => {
  it.each([
    { by: community, profile: bareProfile, endorsedById: null, calledAt: null },
    { by: community, profile: unendorsedCommunity, endorsedById: null, calledAt: now },
    { by: street, profile: bareProfile, endorsedById: 'street', calledAt: now },
  ])(
    'of $by.id: endorsed by $endorsedById, called at $calledAt',
    ({ by, profile, endorsedById, calledAt }) => {
      const { whistle, announcements } = blown(blow(), by, profile, now);
      expect(whistle).toMatchObject({
        byId: by.id,
        blownAt: now,
        endorsedById,
        calledAt,
        profileKey: 'S2',
        version: 1,
      });
      expect(announcements).toMatchObject([
        {
          subject: ids.one,
          announcement: { payload: { first: true, endorsed: calledAt !== null, unitIds: ['water'] } },
        },
        { subject: ids.two, announcement: { payload: { first: false, number: '哨440303003-2026-1' } } },
      ]);
      expect(JSON.stringify(announcements)).not.toContain('爆管');
    },
  );

  it('keeps where the units gather, and is about itself where it concerns no appeal', () => {
    const gatherAt = { longitude: 114.05, latitude: 22.05, datum: 'WGS84' as const };
    const { whistle, announcements } = blown(
      { ...blow(), appealIds: [], gatherAt },
      street,
      bareProfile,
      now,
    );
    expect(whistle).toMatchObject({ gatherLongitude: 114.05, gatherLatitude: 22.05, gatherDatum: 'WGS84' });
    expect(announcements).toMatchObject([
      { subject: ids.whistle, announcement: { payload: { first: true } } },
    ]);
  });
});

describe('standing behind a whistle', () => {
  it('calls the units, once', () => {
    const { whistle, announcements } = endorsed(
      whistleOf({ calledAt: null, endorsedById: null }),
      'street',
      later,
    );
    expect(whistle).toMatchObject({ endorsedById: 'street', calledAt: later });
    expect(announcements).toMatchObject([
      { subject: ids.one, announcement: { payload: { byId: 'street' } } },
      {},
    ]);
    expect(() => endorsed(whistle, 'street-office', later)).toThrow(
      expect.objectContaining({ code: 'STATE_FORBIDS' }),
    );
  });

  it.each([
    ['street', true],
    ['street-office', true],
    ['duty-room', true],
    ['enforcement', false],
    ['police', false],
    ['community', false],
    ['street-2', false],
    [null, false],
  ])('is for the desk of its street: %s, %s', (unitId, may) =>
    expect(actsForStreet(directory, bareProfile, unitId, '440303003020')).toBe(may),
  );
});

describe('leading a whistle', () => {
  it.each([
    { unitId: 'community', called: ['water'], may: true },
    { unitId: 'street', called: ['water'], may: true },
    { unitId: 'street', called: ['street'], may: false },
    { unitId: 'water', called: ['water'], may: false },
    { unitId: 'police', called: ['water'], may: false },
    { unitId: 'street-2', called: ['water'], may: false },
    { unitId: null, called: ['water'], may: false },
  ])(
    'is for who blew it and its street, never for a called unit: $unitId of $called, $may',
    ({ unitId, called, may }) =>
      expect(mayLead(directory, bareProfile, whistleOf({ unitIds: called }), unitId)).toBe(may),
  );
});

describe('completing a whistle', () => {
  const water = summonsOf('1', 'water', 'FINISHED');
  const gas = summonsOf('2', 'gas', 'FINISHED');
  const stars = (...each: [Summons, number][]) =>
    each.map(([{ id: summonsId }, n]) => ({ summonsId, stars: n }));

  it('rates every unit that did its part, and none that was let go', () => {
    const others = [summonsOf('3', 'power', 'UPHELD'), summonsOf('4', 'police', 'WAIVED')];
    const { whistle, summonses, announcements } = completed(
      whistleOf(),
      [water, gas, ...others],
      stars([gas, 2], [water, 5]),
      ids.note,
      later,
    );
    expect(whistle).toMatchObject({ completedAt: later, outcomeNoteId: ids.note });
    expect(summonses.map((one) => [one.unitId, one.stars])).toEqual([
      ['water', 5],
      ['gas', 2],
    ]);
    const ratings = [
      { unitId: 'water', stars: 5 },
      { unitId: 'gas', stars: 2 },
    ];
    expect(announcements).toMatchObject([{ announcement: { payload: { noteId: ids.note, ratings } } }, {}]);
  });

  it.each([
    { what: 'one is missing', ratings: stars([water, 5]) },
    { what: 'one comes twice', ratings: stars([water, 5], [water, 4]) },
    { what: 'one comes twice beside all', ratings: stars([water, 5], [gas, 4], [gas, 4]) },
    { what: 'one is of another whistle', ratings: stars([water, 5], [summonsOf('9', 'x', 'FINISHED'), 4]) },
    { what: 'one is too many', ratings: stars([water, 5], [gas, 4], [summonsOf('9', 'x', 'UPHELD'), 4]) },
  ])('refuses ratings of which $what', ({ ratings }) =>
    expect(() => completed(whistleOf(), [water, gas], ratings, ids.note, later)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    ),
  );

  it.each([0, 6])('refuses %s stars', (n) =>
    expect(() => completed(whistleOf(), [water], stars([water, n]), ids.note, later)).toThrow(
      expect.objectContaining({ code: 'STARS_INVALID' }),
    ),
  );

  it.each<SummonsStatus>(['CALLED', 'ACKNOWLEDGED', 'REFUSED', 'OVERRULED', 'PRESENT', 'ACTING'])(
    'waits for a summons that is %s',
    (status) =>
      expect(() =>
        completed(whistleOf(), [water, summonsOf('2', 'gas', status)], stars([water, 5]), ids.note, later),
      ).toThrow(expect.objectContaining({ code: 'SUMMONS_UNFINISHED' })),
  );

  it('happens once, and only after the units were called', () => {
    const done = completed(whistleOf(), [water], stars([water, 5]), ids.note, later).whistle;
    expect(() => completed(done, [water], stars([water, 1]), ids.note, later)).toThrow(
      expect.objectContaining({ code: 'WHISTLE_COMPLETED' }),
    );
    expect(() => completed(whistleOf({ calledAt: null }), [], [], ids.note, later)).toThrow(
      expect.objectContaining({ code: 'WHISTLE_NOT_ENDORSED' }),
    );
  });
});

function blow() {
  return {
    id: ids.whistle,
    number: '哨440303003-2026-1',
    appealIds: [ids.one, ids.two],
    areaCode: '440303003020',
    situation: 'HARD_MATTER' as const,
    reason: '水管爆管',
    unitIds: ['water'],
    gatherAt: null,
  };
}

function whistleOf(overrides: Partial<Whistle> = {}): Whistle {
  return { ...blown(blow(), community, unendorsedCommunity, now).whistle, ...overrides };
}

function summonsOf(digit: string, unitId: string, status: SummonsStatus): Summons {
  const id = `0193a8f0-0000-7000-8000-00000000000${digit}`;
  return { ...called(id, whistleOf(), unitId, null).summons, status };
}
