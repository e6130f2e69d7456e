import { profileSchema, type GovernanceProfile, type Unit, type UnitKind } from '@weisu/contracts';
import { Directory, type DirectoryEntry } from '@weisu/directory-client';

const budget = { amount: 1, unit: 'WORKING_DAY' };

/** A profile without limits; the whistle is the community's, endorsed by the street's dispatch desk. */
export const bareProfile: GovernanceProfile = profileSchema.parse({
  key: 'S2',
  name: '测试',
  version: 1,
  validFrom: '2020-01-01',
  description: '测试',
  duties: {
    RECEIVE: [],
    CLASSIFY: [],
    ALLOCATE: [{ level: 'STREET', desk: 'dispatch-desk' }],
    HANDLE: [],
    APPROVE: [],
    SUPERVISE: [{ level: 'STREET', desk: 'duty-room' }],
    FOLLOW_UP: [],
    DISCIPLINE: [],
  },
  categories: [{ code: 'A', name: '甲', keywords: ['水管'], nature: 'HELP', urgency: 'FAST' }],
  classes: [{ key: 'need', name: '需求', natures: ['HELP'], responseLevel: 2 }],
  classification: { automatic: false, cite: 'ours' },
  allocation: { dual: true, automatic: false, cite: 'ours' },
  clocks: [],
  opinionRequired: false,
  requests: [],
  whistle: {
    situations: ['HARD_MATTER', 'EMERGENCY'],
    blownBy: ['COMMUNITY', 'STREET'],
    endorsement: true,
    cite: 'ours',
  },
  followUps: [],
  closing: { automatic: false, cite: 'ours' },
  externalMargin: budget,
  rates: {
    responseSource: 'CLOCK',
    partlyWeight: 0.5,
    satisfiedGrades: ['SATISFIED'],
    weights: { response: 0.3, resolution: 0.4, satisfaction: 0.3 },
    cite: 'ours',
  },
});

export function unitOf(id: string, kind: UnitKind, areaCode: string, desk: string | null = null): Unit {
  return { id, name: id, kind, areaCode, desk, phone: null };
}

export const community = unitOf('community', 'AREA_OFFICE', '440303003020', 'office');
export const street = unitOf('street', 'STREET_OFFICE', '440303003', 'dispatch-desk');

/** One street with its offices, a square community, and units of the district, of a neighbour and of another district. */
export function smallDirectory(extra: readonly DirectoryEntry[] = []): Directory {
  const units = [
    community,
    street,
    unitOf('street-office', 'AREA_OFFICE', '440303003', 'office'),
    unitOf('duty-room', 'STREET_OFFICE', '440303003', 'duty-room'),
    unitOf('enforcement', 'STREET_OFFICE', '440303003', 'enforcement'),
    unitOf('police', 'STATION', '440303003'),
    unitOf('water', 'PUBLIC_SERVICE_COMPANY', '440303'),
    unitOf('housing', 'DEPARTMENT', '440303'),
    unitOf('library', 'PUBLIC_INSTITUTION', '440303'),
    unitOf('rides', 'PLATFORM_COMPANY', '440303'),
    unitOf('estate', 'PROPERTY_COMPANY', '440303003020'),
    unitOf('mediators', 'MEDIATION_COMMITTEE', '440303003'),
    unitOf('volunteers', 'CO_BUILDING_UNIT', '440303003'),
    unitOf('street-2', 'STREET_OFFICE', '440303004', 'dispatch-desk'),
    unitOf('elsewhere', 'DEPARTMENT', '440304'),
  ];
  const square = [
    [114.0, 22.0],
    [114.1, 22.0],
    [114.1, 22.1],
    [114.0, 22.1],
    [114.0, 22.0],
  ] as [number, number][];
  const boundary = { type: 'Polygon' as const, coordinates: [square] };
  const area = { name: '东门社区', level: 'COMMUNITY' as const, validUntil: null };
  return new Directory(1, [
    ...units.map((body) => ({ kind: 'unit' as const, key: body.id, body })),
    { kind: 'area', key: '440303003020', body: { ...area, code: '440303003020', boundary } },
    { kind: 'area', key: '440303003021', body: { ...area, code: '440303003021', boundary: null } },
    ...extra,
  ]);
}
