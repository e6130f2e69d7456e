import { operations, type Operation } from '@weisu/api';
import type { TestDistrict } from '../district.fixture.js';
import { cases } from './cells.js';
import { askAs } from './client.js';
import { documentOf, leavesOf, outcomeOf, rootField, type Outcome } from './document.js';
import { mayCall } from './operation-case.js';
import type { Asker } from './people.js';
import type { Setup } from './setup.js';
import type { World } from './world.js';

/** Units that are away, by the asker whose unit acts for them. A mediation committee has no other beside it. */
export const away: Readonly<Partial<Record<Asker, string>>> = {
  DISTRICT: '440303.education',
  STREET: '440303003.duty-room',
  COMMUNITY: '440303003001.office',
  GRID: '440303003020002.office',
  DEPARTMENT: '440303.housing',
  COMPANY: '440303.gas',
};

const delegates: Readonly<Partial<Record<Asker, string>>> = {
  DISTRICT: '440303.office',
  STREET: '440303003.dispatch-desk',
  COMMUNITY: '440303003020.office',
  GRID: '440303003020001.office',
  DEPARTMENT: '440303.urban-management',
  COMPANY: '440303.water',
};

export const standIns = Object.keys(away) as Asker[];

export const mutations: readonly Operation[] = Object.values<Operation>(operations).filter(
  ({ kind }) => kind === 'mutation',
);

/** The district's office says of each that it is away. */
export async function leave(setup: Setup): Promise<void> {
  const document = 'mutation($input: AbsenceInput!) { recordAbsence(input: $input) { id } }';
  for (const asker of standIns) {
    const input = { unitId: away[asker], delegateId: delegates[asker], until: '2026-12-01T00:00:00+08:00' };
    await setup.do('district', document, { input: { ...input, reason: '年休假' } });
  }
}

/** What comes of a mutation about the own matter, for the unit that is away: at the first try, whatever the service has heard of the absence. */
export async function acting(
  district: TestDistrict,
  world: World,
  operation: Operation,
  asker: Asker,
): Promise<Outcome> {
  const args = cases[operation.name]!.aim(world.own, asker);
  const document = documentOf(operation, args, leavesOf(rootField(operation).type, 'own leaves'));
  const headers = { 'x-weisu-acting-for': away[asker] ?? '' };
  const outcome = outcomeOf(operation, await askAs(district, asker, document, args, headers));
  expect(outcome).not.toBe('NOT_DELEGATED');
  return outcome;
}

/** Those who may call it at all, and act for somebody. */
export const standInsFor = (operation: Operation): Asker[] =>
  standIns.filter((asker) => mayCall(operation, asker));
