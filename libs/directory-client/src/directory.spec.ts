import type { Area, GovernanceProfile, ProfileAssignment, Unit } from '@weisu/contracts';
import { Directory, locate, type DirectoryEntry } from './index.js';

const street = '440303003';
const community = '440303003020';

describe('the profile in force', () => {
  const directory = new Directory(1, [
    profile('S1', 1, '2026-01-01', '2026-07-01'),
    profile('S1', 2, '2026-07-01'),
    profile('S2', 1, '2026-01-01'),
    profile('S2', 2, '2027-01-01'),
    assignment('440303', 'S1', '2026-02-01'),
    assignment(street, 'S2', '2026-03-01', '2026-09-01'),
    assignment('440304', 'S9', '2026-01-01'),
  ]);
  const on = (area: string, day: string) => {
    const found = directory.profileOn(area, day);
    return found && `${found.key}@${found.version}`;
  };

  it.each([
    { day: '2026-01-31', what: 'nothing the day before the first assignment', found: null },
    { day: '2026-02-01', what: "the district's on the first day", found: 'S1@1' },
    { day: '2026-03-01', what: "the street's own from its first day", found: 'S2@1' },
    { day: '2026-08-31', what: "the street's own on its last day", found: 'S2@1' },
    {
      day: '2026-09-01',
      what: "the district's again on the day that no longer belongs to it",
      found: 'S1@2',
    },
  ])('is $what', ({ day, found }) => {
    expect(on(community, day)).toBe(found);
  });

  it('is the version of the day, also on the day of the change', () => {
    expect(on('440303004', '2026-06-30')).toBe('S1@1');
    expect(on('440303004', '2026-07-01')).toBe('S1@2');
    expect(on(street, '2026-08-01')).toBe('S2@1');
  });

  it('is none in another district, and none when the profile itself is unknown', () => {
    expect(on('440305', '2026-08-01')).toBeNull();
    expect(on('440304001', '2026-08-01')).toBeNull();
  });

  it('is that of the later of two assignments of one area', () => {
    for (const entries of [
      ['2026-01-01', '2026-06-01'],
      ['2026-06-01', '2026-01-01'],
    ]) {
      const both = entries.map((from) => assignment(street, from === '2026-06-01' ? 'S2' : 'S1', from));
      const overlapping = new Directory(1, [
        profile('S1', 1, '2026-01-01'),
        profile('S2', 1, '2026-01-01'),
        ...both,
      ]);
      expect(overlapping.profileOn(street, '2026-08-01')?.key).toBe('S2');
    }
  });

  it('is kept in the version that a matter began with', () => {
    expect(directory.profileVersion('S1', 1)?.validUntil).toBe('2026-07-01');
    expect(directory.profileVersion('S1', 3)).toBeNull();
  });
});

describe('the units that a selector means', () => {
  const directory = new Directory(1, [
    unit('desk', street, 'STREET_OFFICE', 'dispatch-desk'),
    unit('office', street, 'AREA_OFFICE', 'office'),
    unit('police', street, 'STATION', null),
    unit('justice', street, 'STATION', null),
    unit('other-desk', '440303004', 'STREET_OFFICE', 'dispatch-desk'),
    unit('community', community, 'AREA_OFFICE', 'office'),
  ]);
  const ids = (units: readonly Unit[]) => units.map(({ id }) => id);

  it("are those of the matter's own street", () => {
    expect(ids(directory.select({ level: 'STREET', desk: 'dispatch-desk' }, community))).toEqual(['desk']);
    expect(ids(directory.select({ level: 'STREET', kind: 'STATION' }, community))).toEqual([
      'police',
      'justice',
    ]);
    expect(ids(directory.select({ level: 'STREET', kind: 'STATION', desk: 'office' }, street))).toEqual([]);
  });

  it('are none at a level below the matter', () => {
    expect(directory.select({ level: 'COMMUNITY', desk: 'office' }, street)).toEqual([]);
  });

  it('have the duty that the profile gives them, in its order, and no neighbour has it', () => {
    const { body } = profile('S2', 1, '2026-01-01');
    const duties = {
      FOLLOW_UP: [
        { level: 'COMMUNITY', desk: 'office' },
        { level: 'STREET', desk: 'dispatch-desk' },
      ],
    };
    const given = { ...body, duties } as unknown as GovernanceProfile;
    expect(ids(directory.unitsWithDuty(given, 'FOLLOW_UP', community))).toEqual(['community', 'desk']);
    expect(directory.hasDuty(given, 'FOLLOW_UP', 'desk', community)).toBe(true);
    expect(directory.hasDuty(given, 'FOLLOW_UP', 'other-desk', community)).toBe(false);
    expect(directory.hasDuty(given, 'FOLLOW_UP', 'office', community)).toBe(false);
    expect(directory.hasDuty(given, 'FOLLOW_UP', null, community)).toBe(false);
    expect(directory.hasDuty(given, 'ALLOCATE', 'desk', community)).toBe(false);
  });
});

describe('the places of a day', () => {
  const directory = new Directory(1, [
    area('440303', 0, 10, null),
    area(street, 0, 5, '2026-12-01'),
    area('440303009', 5, 10, '2026-01-01'),
  ]);
  const at = (longitude: number, day: string) =>
    locate(directory.locationIndexOn(day), { longitude, latitude: 5, datum: 'WGS84' });

  it.each([
    { day: '2025-12-31', west: street, east: '440303009' },
    { day: '2026-01-01', west: street, east: '440303' },
    { day: '2026-11-30', west: street, east: '440303' },
    { day: '2026-12-01', west: '440303', east: '440303' },
  ])('on $day are those that have not ended by then', ({ day, west, east }) => {
    expect(at(2, day)).toBe(west);
    expect(at(8, day)).toBe(east);
  });

  it('are indexed once while nothing ends', () => {
    expect(directory.locationIndexOn('2026-02-01')).toBe(directory.locationIndexOn('2026-11-30'));
    expect(directory.locationIndexOn('2026-02-01')).not.toBe(directory.locationIndexOn('2026-12-01'));
  });
});

describe('a copy of the reference data', () => {
  it('is without what is gone, and knows what it holds', () => {
    const gone: DirectoryEntry = { kind: 'unit', key: 'desk', body: null };
    const directory = new Directory(7, [area('440303', 0, 10, null), gone]);
    expect(directory.unit('desk')).toBeNull();
    expect(directory.area('440303')?.code).toBe('440303');
    expect([directory.revision, directory.areas.length, directory.allUnits.length]).toEqual([7, 1, 0]);
    expect([directory.calendar, directory.person('p')]).toEqual([null, null]);
  });
});

function profile(key: string, version: number, validFrom: string, validUntil: string | null = null) {
  const body = { key, version, validFrom, validUntil, duties: {} } as GovernanceProfile;
  return { kind: 'profile' as const, key: `${key}@${version}`, body };
}

function assignment(
  areaCode: string,
  profileKey: string,
  validFrom: string,
  validUntil: string | null = null,
) {
  const body: ProfileAssignment = { areaCode, profileKey, validFrom, validUntil };
  return { kind: 'assignment' as const, key: `${areaCode}@${validFrom}`, body };
}

function unit(id: string, areaCode: string, kind: Unit['kind'], desk: string | null) {
  const body: Unit = { id, name: id, kind, areaCode, desk, phone: null };
  return { kind: 'unit' as const, key: id, body };
}

/** A strip of longitudes. */
function area(code: string, west: number, east: number, validUntil: string | null) {
  const ring: [number, number][] = [
    [west, 0],
    [east, 0],
    [east, 10],
    [west, 10],
    [west, 0],
  ];
  const body: Area = {
    code,
    name: code,
    level: code.length === 6 ? 'DISTRICT' : 'STREET',
    boundary: { type: 'Polygon', coordinates: [ring] },
    validUntil,
  };
  return { kind: 'area' as const, key: code, body };
}
