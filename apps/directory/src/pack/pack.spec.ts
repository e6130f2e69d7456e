import { districtPackSchema, type DistrictPack, type Polygon } from '@weisu/contracts';
import { flawsOf } from './pack.js';

type Draft = { -readonly [Key in keyof DistrictPack]: DistrictPack[Key] };

describe('the flaws of a pack', () => {
  it('are none when all parts fit', () => {
    expect(flawsOf(packOf())).toEqual([]);
  });

  it.each<{ flaw: string; at: readonly (string | number)[]; change: (pack: Draft) => void }>([
    {
      flaw: 'unit 440303.office is listed twice',
      at: [8],
      change: (pack) => pack.units.push(...pack.units.slice(0, 1)),
    },
    {
      flaw: 'lies in 440399, which is not in the pack',
      at: [0],
      change: ({ units }) => void (units[0] = unit('440303.office', '440399')),
    },
    {
      flaw: 'account grid is listed twice',
      at: [4],
      change: (pack) => pack.people.push(...pack.people.slice(1, 2)),
    },
    {
      flaw: 'account grid: unit nowhere is not in the pack',
      at: [1],
      change: ({ people }) => void (people[1] = person('grid', 'GRID', 'nowhere', '440303003001001')),
    },
    {
      flaw: 'account grid: area 440303003009 is not',
      at: [1],
      change: ({ people }) => void (people[1] = person('grid', 'GRID', '440303.office', '440303003009')),
    },
    {
      flaw: 'MAYOR is not a role',
      at: [0],
      change: ({ people }) => void (people[0] = person('street', 'MAYOR', '440303003.office', '440303003')),
    },
    {
      flaw: 'the role GRID needs an area of that level, 440303003 is a STREET',
      at: [1],
      change: ({ people }) => void (people[1] = person('grid', 'GRID', '440303003.office', '440303003')),
    },
    {
      flaw: 'the role GRID needs a unit',
      at: [1],
      change: ({ people }) => void (people[1] = person('grid', 'GRID', null, '440303003001001')),
    },
    {
      flaw: 'the role GRID needs an area',
      at: [1],
      change: ({ people }) => void (people[1] = person('grid', 'GRID', '440303.office', null)),
    },
    {
      flaw: 'account street: only a system with the role INTEGRATION signs',
      at: [0],
      change: ({ people }) =>
        void (people[0] = {
          ...person('street', 'STREET', '440303003.office', '440303003'),
          signsAs: ['12345'],
        }),
    },
    {
      flaw: 'account other: hotline signs as 12345, too',
      at: [3],
      change: ({ people }) => void people.splice(2, 2, system('hotline', '12345'), system('other', '12345')),
    },
    {
      flaw: 'account hotline: other signs as hotline, too',
      at: [3],
      change: ({ people }) => void people.splice(2, 2, system('other', 'hotline'), system('hotline')),
    },
    {
      flaw: 'unit 440303003001.office is a AREA_OFFICE of a COMMUNITY: it has no enforcement power',
      at: [2],
      change: ({ units }) => void (units[2] = { ...units[2]!, enforcement: { basis: '行政处罚法' } }),
    },
    {
      flaw: 'profile S1 version 1 is there twice',
      at: [1],
      change: (pack) => pack.profiles.push(...packOf().profiles),
    },
    {
      flaw: 'versions 1 and 2 are in force on the same days',
      at: [1],
      change: (pack) => pack.profiles.push(...packOf().profiles.map((one) => ({ ...one, version: 2 }))),
    },
    {
      flaw: 'the nature PRAISE must be in exactly one class',
      at: [0, 'classes'],
      change: ({ profiles }) => profiles[0]?.classes[0]?.natures.pop(),
    },
    {
      flaw: 'category NOISE is listed twice',
      at: [0, 'categories', 1],
      change: ({ profiles }) => profiles[0]?.categories.push(...(packOf().profiles[0]?.categories ?? [])),
    },
    {
      flaw: 'with desk "enforcement"; there is none in 440303003 area',
      at: [0, 'categories', 0, 'lead'],
      change: ({ profiles }) =>
        void profiles[0]?.categories.forEach((one) => (one.lead = { level: 'STREET', desk: 'enforcement' })),
    },
    {
      flaw: 'of kind DEPARTMENT; there is none in 440303 area',
      at: [0, 'duties', 'HANDLE', 1],
      change: ({ profiles }) => profiles[0]?.duties.HANDLE.push({ level: 'DISTRICT', kind: 'DEPARTMENT' }),
    },
    {
      flaw: 'a unit of a GRID with desk "office"; there is none in 440303003001001 area and 1 more',
      at: [0, 'followUps', 0, 'madeBy'],
      change: (pack) => void (pack.units = pack.units.filter(({ areaCode }) => areaCode.length < 15)),
    },
    {
      flaw: 'no version of profile S7 is in force',
      at: [0],
      change: ({ assignments }) => void (assignments[0] = assigned('440303003', '2026-01-01', null, 'S7')),
    },
    {
      flaw: 'a profile is given to a street',
      at: [1],
      change: ({ assignments }) => assignments.push(assigned('440303', '2026-01-01', null)),
    },
    {
      flaw: 'area 440303008 is not in the pack',
      at: [1],
      change: ({ assignments }) => assignments.push(assigned('440303008', '2026-01-01', null)),
    },
    {
      flaw: '440303003 already works by S1 since 2026-01-01',
      at: [1],
      change: ({ assignments }) => assignments.push(assigned('440303003', '2030-01-01', '2030-12-31')),
    },
    {
      flaw: 'the street 440303003 area has no profile',
      at: [],
      change: ({ assignments }) => void assignments.pop(),
    },
  ])('tell "$flaw"', ({ flaw, at, change }) => {
    const pack = packOf();
    change(pack);
    expect(flawsOf(pack)).toContainEqual(
      expect.objectContaining({ path: at, message: expect.stringContaining(flaw) as string }),
    );
  });

  it('are all told at once', () => {
    const pack = packOf();
    pack.assignments.pop();
    pack.units.push(unit('x.office', '440999'), unit('y.office', '440999'));
    expect(flawsOf(pack).map(({ part }) => part)).toEqual(['units', 'units', 'assignments']);
  });

  it('are none when one assignment follows another', () => {
    const pack = packOf();
    pack.assignments = [
      assigned('440303003', '2026-01-01', '2026-07-01'),
      assigned('440303003', '2026-07-01', null),
    ];
    expect(flawsOf(pack)).toEqual([]);
  });
});

/** One street with two communities, each with one grid, that works by one profile. */
function packOf(): Draft {
  const areas = [
    area('440303', 'DISTRICT', box(0, 0, 20, 10)),
    area('440303003', 'STREET', box(0, 0, 10, 10)),
    area('440303003001', 'COMMUNITY', box(0, 0, 5, 10)),
    area('440303003002', 'COMMUNITY', box(5, 0, 10, 10)),
    area('440303003001001', 'GRID', box(0, 0, 5, 10)),
    area('440303003002001', 'GRID', null),
  ];
  const office = { level: 'STREET', desk: 'office' };
  const duties = [
    'RECEIVE',
    'CLASSIFY',
    'ALLOCATE',
    'HANDLE',
    'APPROVE',
    'SUPERVISE',
    'FOLLOW_UP',
    'DISCIPLINE',
  ];
  const one = { amount: 1, unit: 'NATURAL_DAY' };
  return districtPackSchema.parse({
    areas,
    units: [
      ...areas.map(({ code }) => unit(`${code}.office`, code)),
      unit('440303.a', '440303'),
      unit('440303.b', '440303'),
    ],
    people: [
      person('street', 'STREET', '440303003.office', '440303003'),
      person('grid', 'GRID', '440303003001001.office', '440303003001001'),
      person('resident', 'RESIDENT', null, null),
      person('auditor', 'AUDITOR', null, '440303'),
    ],
    calendar: {
      version: '1',
      officeHours: [{ from: '09:00', until: '12:00' }],
      years: [{ year: 2026, offDays: ['2026-01-01'], workDays: [] }],
    },
    profiles: [
      {
        key: 'S1',
        name: 'one',
        version: 1,
        validFrom: '2026-01-01',
        description: '',
        duties: Object.fromEntries(duties.map((duty) => [duty, [office]])),
        categories: [
          { code: 'NOISE', name: '噪音', keywords: ['噪音'], nature: 'COMPLAINT', urgency: 'FAST' },
        ],
        classes: [
          {
            key: 'ALL',
            name: '全部',
            natures: ['INQUIRY', 'SUGGESTION', 'HELP', 'COMPLAINT', 'TIP_OFF', 'DISPUTE', 'HAZARD', 'PRAISE'],
            responseLevel: 1,
          },
        ],
        classification: { automatic: false, cite: '' },
        allocation: { dual: false, automatic: false, cite: '' },
        clocks: [],
        opinionRequired: false,
        requests: [{ kind: 'RETURN', limit: 1, decideWithin: one, decidedBy: office, cite: '' }],
        whistle: { situations: ['HARD_MATTER'], blownBy: ['STREET'], endorsement: false, cite: '' },
        followUps: [{ kind: 'LOOK_BACK', madeBy: { level: 'GRID', desk: 'office' }, within: one, cite: '' }],
        closing: { automatic: false, cite: '' },
        externalMargin: one,
        rates: {
          responseSource: 'CLOCK',
          partlyWeight: 0,
          satisfiedGrades: ['SATISFIED'],
          weights: { response: 0.3, resolution: 0.35, satisfaction: 0.35 },
          cite: '',
        },
      },
    ],
    assignments: [assigned('440303003', '2026-01-01', null)],
  });
}

function area(
  code: string,
  level: DistrictPack['areas'][number]['level'],
  boundary: Polygon | null,
): DistrictPack['areas'][number] {
  return { code, name: 'area', level, boundary, validUntil: null };
}

function unit(id: string, areaCode: string): DistrictPack['units'][number] {
  return { id, name: id, kind: 'AREA_OFFICE', areaCode, desk: 'office', phone: null };
}

function person(
  account: string,
  role: string,
  unitId: string | null,
  areaCode: string | null,
): DistrictPack['people'][number] {
  return { id: account, account, name: account, roles: [role], unitId, areaCode, posts: [] };
}

function system(account: string, ...signsAs: string[]): DistrictPack['people'][number] {
  return { ...person(account, 'INTEGRATION', null, '440303'), ...(signsAs.length && { signsAs }) };
}

function assigned(
  areaCode: string,
  validFrom: string,
  validUntil: string | null,
  profileKey = 'S1',
): DistrictPack['assignments'][number] {
  return { areaCode, profileKey, validFrom, validUntil };
}

/** Tenths of a degree, so that the cases above read well. */
function box(west: number, south: number, east: number, north: number): Polygon {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return {
    type: 'Polygon',
    coordinates: [corners.map(([x = 0, y = 0]): [number, number] => [114 + x / 10, 22 + y / 10])],
  };
}
