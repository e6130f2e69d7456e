import type { Role } from '@weisu/api';

/** Everyone that a cell of the table is asked for: each role of the realm, and nobody. */
export type Asker = Role | 'none';

/** The account of the demo district that stands for a role; all of them belong to 东门街道 or above it. */
export const accountOf: Readonly<Record<Asker, string | null>> = {
  DISTRICT: 'district',
  STREET: 'street',
  COMMUNITY: 'community',
  GRID: 'grid',
  DEPARTMENT: 'department',
  COMPANY: 'company',
  MEDIATOR: 'mediator',
  RESIDENT: 'resident',
  INTEGRATION: 'hotline',
  AUDITOR: 'auditor',
  ADMIN: 'admin',
  none: null,
};

/** These see both streets, by their office. */
export const seesBoth: ReadonlySet<Asker> = new Set<Asker>(['DISTRICT', 'AUDITOR']);

/** Who acts in one street when its world is prepared, by account and unit. */
export type Street = Readonly<{
  /** Part of every text that is written there, so that a leak is found by looking for it; empty in the own street. */
  mark: string;
  code: string;
  community: string;
  grid: string;
  /** Of its profile. */
  factors: readonly string[];
  desk: Readonly<{ account: string; unitId: string }>;
  gridOffice: Readonly<{ account: string; unitId: string }>;
  mediator: Readonly<{ account: string; committeeId: string }>;
  /** In the order of the work orders; the grid's office leads. */
  handlers: readonly string[];
  called: readonly Readonly<{ account: string; unitId: string }>[];
  /** By the second whistle, the one that stays open. A called desk does not lead the whistle. */
  alsoCalled: readonly Readonly<{ account: string; unitId: string }>[];
  /** Registers the matter that another system sent. */
  sender: string;
  /** Blows the whistle; another desk than the street's own has it endorsed. */
  whistler: string;
}>;

export const ownStreet: Street = {
  mark: '',
  code: '440303003',
  community: '440303003020',
  grid: '440303003020001',
  factors: ['CLEAR'],
  desk: { account: 'street', unitId: '440303003.dispatch-desk' },
  gridOffice: { account: 'grid', unitId: '440303003020001.office' },
  mediator: { account: 'mediator', committeeId: '440303003.mediation' },
  handlers: [
    '440303003020001.office',
    '440303003020.office',
    '440303003.dispatch-desk',
    '440303.urban-management',
    '440303.water',
  ],
  called: [
    { account: 'department', unitId: '440303.urban-management' },
    { account: 'company', unitId: '440303.water' },
  ],
  sender: 'hotline',
  alsoCalled: [{ account: 'street', unitId: '440303003.dispatch-desk' }],
  whistler: 'community',
};

export const neighbourStreet: Street = {
  mark: '邻区标记',
  code: '440303004',
  community: '440303004029',
  grid: '440303004029001',
  factors: [],
  desk: { account: 'street-2', unitId: '440303004.dispatch-desk' },
  gridOffice: { account: '440303004029001.office', unitId: '440303004029001.office' },
  mediator: { account: '440303004.mediation', committeeId: '440303004.mediation' },
  handlers: ['440303004029001.office'],
  called: [
    { account: 'department-2', unitId: '440303.housing' },
    { account: '440303.gas', unitId: '440303.gas' },
  ],
  sender: 'street-2',
  alsoCalled: [],
  whistler: 'street-2',
};
