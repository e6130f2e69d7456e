import { roles, type AppealScope, type Role } from '@weisu/identity';

export const nobodys: AppealScope = {
  areaCode: null,
  unitIds: [],
  residentSubject: null,
  registeredBy: null,
};

/** Areas of actors; the last two are none: a slip in an account must open nothing. */
export const areas = [
  null,
  '440303',
  '440303003',
  '440303003020',
  '440303003020001',
  '440303004',
  '44030',
  '440303003020.office',
];

const places = [null, '440303', '440303003', '440303003020', '440303003020001', '440303004', '440304001'];
const units = [[], ['own'], ['x', 'own'], ['other']];
const people = [
  { residentSubject: null, registeredBy: null },
  { residentSubject: 'me', registeredBy: 'another system' },
  { residentSubject: 'somebody', registeredBy: 'hotline' },
];

/** Every place with every set of units and every kind of submitter. */
export const scopes: readonly AppealScope[] = places.flatMap((areaCode) =>
  units.flatMap((unitIds) => people.map((person) => ({ areaCode, unitIds, ...person }))),
);

/** Every role alone, and every two together. */
export const heldRoles: readonly Role[][] = roles.flatMap((one, n) => [
  [one],
  ...roles.slice(n + 1).map((other) => [one, other]),
]);

export const registered = (appealId: string) => ({
  appealId,
  number: '20261123-000001-1',
  channel: 'WEB' as const,
  origin: 'REPORTED' as const,
  areaCode: '440303003020',
  confidential: false,
  reachable: true,
  submittedAt: new Date('2026-11-23T09:00:00+08:00'),
  firstReceiverId: 'first',
  repeatOfId: null,
  residentSubject: 'me',
  registeredBy: 'hotline',
  secretVerifier: null,
  suggestion: null,
  external: null,
});

export const dispatched = (appealId: string) => ({
  appealId,
  workOrderId: appealId.replace('-7000-', '-7002-'),
  unitId: 'lead',
  role: 'LEAD' as const,
  dual: false,
  dueBy: null,
});

export const called = {
  whistleId: '0193a8f0-0006-7000-8000-000000000009',
  summonsId: '0193a8f0-0005-7000-8000-000000000009',
  first: true,
  unitId: 'summoned',
  number: '哨〔2026〕1号',
  areaCode: '440303003',
  reportInBy: null,
};

export const opened = (appealId: string) => ({
  mediationId: appealId.replace('-7000-', '-7007-'),
  appealId,
  committeeId: 'committee',
  number: '调〔2026〕1号',
  kind: 'NEIGHBOURS',
  source: 'DISPATCH',
  areaCode: '440303003',
});
