import { operations, type Operation, type Role } from '@weisu/api';
import type { Args } from './client.js';
import type { Outcome } from './document.js';
import type { Asker } from './people.js';
import type { Side, World } from './world.js';

/** What askers of a role get; where a role differs from the rest, the duties, the unit or the office say so. */
export type Answers = Readonly<{ answers: Outcome; but?: Readonly<Partial<Record<Asker, Outcome>>> }>;

export const expectedOf = ({ answers, but }: Answers, asker: Asker): Outcome => but?.[asker] ?? answers;

/** A call that names something of the neighbour's beside something of one's own. */
export type Crossing = Answers & Readonly<{ what: string; aim: (world: World, asker: Asker) => Args }>;

/** How one operation is tried, by everybody who may call it at all. Who may not is refused whatever it names. */
export type OperationCase = Readonly<{
  /** Arguments that name what lies in a street, for one's own street and for the neighbour's alike. */
  aim: (side: Side, asker: Asker) => Args;
  own: Answers;
  /** Absent where the operation names nothing that a neighbour could have. */
  neighbour?: Answers;
  crossings?: readonly Crossing[];
  /** Its answer holds the ids that it was asked about, whether or not there is anything. */
  namesBack?: true;
}>;

export type Cases = Readonly<Record<string, OperationCase>>;

export const notFound: Answers = { answers: 'NOT_FOUND' };
export const areaNotFound: Answers = { answers: 'AREA_NOT_FOUND' };
export const ok: Answers = { answers: 'OK' };

/** Those whose token names the whole district as their area: what is asked of an area, they may ask of each. */
export const districtWide = { DEPARTMENT: 'OK', COMPANY: 'OK', INTEGRATION: 'OK', ADMIN: 'OK' } as const;

/** The operations that people may call, in the order of the contract. */
export const called: readonly Operation[] = Object.values<Operation>(operations).filter(
  ({ kind }) => kind === 'query' || kind === 'mutation',
);

export const mayCall = (operation: Operation, asker: Asker): boolean =>
  operation.public || (asker !== 'none' && operation.roles.includes(asker satisfies Role));

const unitOf: Readonly<Partial<Record<Asker, string>>> = {
  STREET: '440303003.dispatch-desk',
  COMMUNITY: '440303003020.office',
  GRID: '440303003020001.office',
  DEPARTMENT: '440303.urban-management',
  COMPANY: '440303.water',
};

/** The asker's own entry, or any where the asker's unit has none. */
export function entryOf(entries: Readonly<Record<string, string>>, asker: Asker): string {
  return entries[unitOf[asker] ?? ''] ?? Object.values(entries)[0] ?? '';
}

/** The same things in a district that does not exist: what a neighbour is to those who see both streets. */
export function elsewhere(world: World): World {
  const text = JSON.stringify(world.neighbour)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '00000000-0000-4000-8000-000000000000')
    .replaceAll(/20\d{6}-\d{6}-\d/g, '20200101-000001-0')
    .replaceAll('440303', '440304')
    .replaceAll('邻区标记', '别区');
  return { ...world, neighbour: JSON.parse(text) as Side };
}
