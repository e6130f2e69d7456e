import type { Area, DistrictPack, GovernanceProfile, Unit } from '@weisu/contracts';
import type { DirectoryEntry } from '@weisu/directory-client';
import { changesBy, countsOf, PackRefused } from './pack-change.js';

const today = '2026-11-23';
const now = new Date('2026-11-23T09:00:00+08:00');

describe('what a pack changes', () => {
  it('is everything when nothing is there', () => {
    const changes = changesBy(packOf(), [], now);
    expect(countsOf(changes)).toEqual({ added: 8, changed: 0, ended: 0 });
    expect(changes.map(({ entry }) => `${entry.kind} ${entry.key}`)).toEqual([
      'area 440303',
      'area 440303003',
      'unit 440303.water',
      'person p-1',
      'profile S1@1',
      'assignment 440303003@2026-01-01',
      'calendar calendar',
      'calendar-version 1',
    ]);
  });

  it('is nothing when the same is there, whatever the order of its members', () => {
    const turned = stored(packOf()).map(
      (entry) =>
        ({
          ...entry,
          body: entry.body && Object.fromEntries(Object.entries(entry.body).reverse()),
        }) as DirectoryEntry,
    );
    expect(changesBy(packOf(), turned, now)).toEqual([]);
  });

  it('is one entry when one thing differs', () => {
    const pack = packOf({ units: [unit({ phone: '0755-1' })] });
    expect(changesBy(pack, stored(packOf()), now)).toEqual([
      { change: 'CHANGED', entry: { kind: 'unit', key: '440303.water', body: unit({ phone: '0755-1' }) } },
    ]);
  });

  it('ends what the pack no longer names: areas with their last day, the rest by going, profiles not at all', () => {
    const pack = packOf({ areas: [area('440303')], units: [], people: [], profiles: [], assignments: [] });
    const changes = changesBy(pack, stored(packOf()), now);
    expect(changes).toEqual([
      { change: 'ENDED', entry: entryOf(area('440303003', { validUntil: today })) },
      { change: 'ENDED', entry: { kind: 'unit', key: '440303.water', body: null } },
      { change: 'ENDED', entry: { kind: 'person', key: 'p-1', body: null } },
      { change: 'ENDED', entry: { kind: 'assignment', key: '440303003@2026-01-01', body: null } },
    ]);
    expect(changesBy(pack, after(packOf(), changes), now)).toEqual([]);
  });

  it.each([
    { end: 'yesterday', validUntil: '2026-11-22', changed: false },
    { end: 'today', validUntil: today, changed: false },
    { end: 'tomorrow', validUntil: '2026-11-24', changed: true },
  ])(
    'ends an unnamed area that was to end $end only when it is still in force',
    ({ validUntil, changed }) => {
      const held = packOf({ areas: [area('440303'), area('440303003', { validUntil })] });
      expect(changesBy(packOf({ areas: [area('440303')] }), stored(held), now)).toHaveLength(changed ? 1 : 0);
    },
  );

  it('is a draft of the calendar, where another one is in force', () => {
    const next = { ...packOf().calendar, version: '2', years: [{ year: 2027, offDays: [], workDays: [] }] };
    const changes = changesBy(packOf({ calendar: next }), stored(packOf()), now);
    expect(changes).toMatchObject([
      {
        change: 'ADDED',
        entry: { kind: 'calendar-version', key: '2', body: { state: 'DRAFT', basedOn: '1', data: next } },
      },
    ]);
    expect(changesBy(packOf({ calendar: next }), after(packOf(), changes), now)).toEqual([]);
  });

  it('is no calendar, where that version has been drafted or has been in force', () => {
    const next = { ...packOf().calendar, version: '2' };
    const held = after(packOf(), changesBy(packOf({ calendar: next }), stored(packOf()), now));
    expect(changesBy(packOf(), held, now)).toEqual([]);
  });

  it('takes a unit back that had gone', () => {
    const gone = stored(packOf()).map((entry): DirectoryEntry =>
      entry.kind === 'unit' ? { ...entry, body: null } : entry,
    );
    expect(countsOf(changesBy(packOf(), gone, now))).toEqual({ added: 1, changed: 0, ended: 0 });
  });

  it('may set the last day of a published version, so that the next can begin after it', () => {
    const pack = packOf({
      profiles: [
        profile({ validUntil: '2027-01-01' }),
        profile({ version: 2, validFrom: '2027-01-01', name: 'two' }),
      ],
    });
    expect(changesBy(pack, stored(packOf()), now).map(({ change, entry }) => [change, entry.key])).toEqual([
      ['CHANGED', 'S1@1'],
      ['ADDED', 'S1@2'],
    ]);
  });
});

describe('a pack is refused', () => {
  it.each<{ reason: string; held?: DistrictPack; pack: DistrictPack }>([
    {
      reason:
        'profile S1 version 1 is published and cannot change (except its validUntil): publish version 2',
      pack: packOf({ profiles: [profile({ opinionRequired: true })] }),
    },
    {
      reason: 'area 440303003 东门街道 ended on 2026-11-23: a code is never used again',
      held: packOf({ areas: [area('440303'), area('440303003', { validUntil: today })] }),
      pack: packOf(),
    },
    {
      reason: 'calendar version 1 is known with other days or hours: give the new one a version of its own',
      pack: packOf({
        calendar: { version: '1', officeHours: [{ from: '08:00', until: '12:00' }], years: [] },
      }),
    },
    {
      reason: 'this directory holds the district 440303, the pack is of 440304',
      pack: packOf({ areas: [area('440304')] }),
    },
  ])('because $reason', ({ reason, held = packOf(), pack }) => {
    expect(() => changesBy(pack, stored(held), now)).toThrow(reason);
  });

  it('with all its reasons at once', () => {
    const pack = packOf({ areas: [area('440304')], profiles: [profile({ name: 'other' })] });
    expect(() => changesBy(pack, stored(packOf()), now)).toThrow(
      expect.objectContaining({ name: 'PackRefused', reasons: [expect.any(String), expect.any(String)] }),
    );
    expect(() => changesBy(pack, stored(packOf()), now)).toThrow(PackRefused);
  });

  it('not for an ended area that it names with its last day', () => {
    const pack = packOf({ areas: [area('440303'), area('440303003', { validUntil: '2026-06-30' })] });
    expect(changesBy(pack, stored(pack), now)).toEqual([]);
  });
});

function stored(pack: DistrictPack): DirectoryEntry[] {
  return after(pack, []);
}

/** What is there when a pack and then some changes were stored. */
function after(pack: DistrictPack, changes: ReturnType<typeof changesBy>): DirectoryEntry[] {
  const all = [...changesBy(pack, [], now), ...changes].map(({ entry }) => entry);
  return [...new Map(all.map((entry) => [`${entry.kind} ${entry.key}`, entry])).values()];
}

function entryOf(body: Area): DirectoryEntry {
  return { kind: 'area', key: body.code, body };
}

function area(code: string, overrides: Partial<Area> = {}): Area {
  const level = code.length === 6 ? 'DISTRICT' : 'STREET';
  return { code, name: '东门街道', level, boundary: null, validUntil: null, ...overrides };
}

function unit(overrides: Partial<Unit> = {}): Unit {
  return {
    id: '440303.water',
    name: '水务',
    kind: 'PUBLIC_SERVICE_COMPANY',
    areaCode: '440303',
    desk: 'water',
    phone: null,
    ...overrides,
  };
}

function profile(overrides: Partial<GovernanceProfile> = {}): GovernanceProfile {
  const day = { amount: 1, unit: 'NATURAL_DAY' } as const;
  return {
    key: 'S1',
    name: 'one',
    version: 1,
    validFrom: '2026-01-01',
    validUntil: null,
    description: '',
    duties: {} as GovernanceProfile['duties'],
    categories: [],
    classes: [],
    classification: { automatic: false, cite: '' },
    allocation: { dual: false, automatic: false, cite: '' },
    clocks: [],
    opinionRequired: false,
    requests: [],
    whistle: { situations: ['HARD_MATTER'], blownBy: ['STREET'], endorsement: false, cite: '' },
    followUps: [],
    closing: { automatic: false, cite: '' },
    externalMargin: day,
    leaderDuties: [],
    rates: {
      responseSource: 'CLOCK',
      partlyWeight: 0,
      satisfiedGrades: ['SATISFIED'],
      weights: { response: 0, resolution: 0, satisfaction: 1 },
      cite: '',
    },
    ...overrides,
  };
}

function packOf(overrides: Partial<DistrictPack> = {}): DistrictPack {
  return {
    areas: [area('440303'), area('440303003')],
    units: [unit()],
    people: [
      {
        id: 'p-1',
        account: 'company',
        name: '某人',
        roles: ['COMPANY'],
        unitId: '440303.water',
        areaCode: '440303',
        posts: [],
      },
    ],
    calendar: { version: '1', officeHours: [{ from: '09:00', until: '12:00' }], years: [] },
    profiles: [profile()],
    assignments: [{ areaCode: '440303003', profileKey: 'S1', validFrom: '2026-01-01', validUntil: null }],
    ...overrides,
  };
}
