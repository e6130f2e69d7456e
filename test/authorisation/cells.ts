import type { Operation } from '@weisu/api';
import type { TestDistrict } from '../district.fixture.js';
import { appealCases } from './appeal.cases.js';
import { askAs, type Args } from './client.js';
import { documentOf, leavesOf, outcomeOf, rootField, type Outcome } from './document.js';
import { foresee, surpriseOf } from './foreseen.js';
import { meetingCases } from './meeting.cases.js';
import { called, elsewhere, expectedOf, mayCall, type Cases, type OperationCase } from './operation-case.js';
import { accountOf, seesBoth, type Asker } from './people.js';
import { queryCases } from './query.cases.js';
import { restCases } from './rest.cases.js';
import { workCases } from './work.cases.js';
import type { World } from './world.js';

/** One field of the table: who calls what, about whose matter, and what must come of it. */
export type Cell = Readonly<{
  operation: Operation;
  asker: Asker;
  about: string;
  args: Args;
  expected: Outcome;
}>;

export const cases: Cases = { ...queryCases, ...appealCases, ...meetingCases, ...workCases, ...restCases };

/** In the order of the cases, so that a later one finds what an earlier one did. */
export const operationsInOrder: readonly Operation[] = Object.keys(cases).flatMap((name) =>
  called.filter((operation) => operation.name === name),
);

export const askers = Object.keys(accountOf) as Asker[];

/** Who may not call it, about the own matter and about the neighbour's. */
export function refusedCells(world: World, operation: Operation): Cell[] {
  const { aim, neighbour } = caseOf(operation);
  return askers
    .filter((asker) => !mayCall(operation, asker))
    .flatMap((asker) => {
      const expected = asker === 'none' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      const cell = { operation, asker, expected };
      const own = { ...cell, about: 'own', args: aim(world.own, asker) };
      return neighbour ? [own, { ...cell, about: 'neighbour', args: aim(world.neighbour, asker) }] : [own];
    });
}

/** Who may call it, about the neighbour's. Who sees both streets reads there, and writes to a district that does not exist. */
export function neighbourCells(real: World, operation: Operation): Cell[] {
  const { aim, own, neighbour, crossings = [] } = caseOf(operation);
  return allowed(operation).flatMap((asker) => {
    const reads = seesBoth.has(asker) && operation.kind === 'query';
    const world = seesBoth.has(asker) && !reads ? elsewhere(real) : real;
    const plain = neighbour && {
      operation,
      asker,
      about: 'neighbour',
      args: aim(world.neighbour, asker),
      expected: expectedOf(reads ? own : neighbour, asker),
    };
    const crossed = crossings.map((crossing) => ({
      operation,
      asker,
      about: crossing.what,
      args: crossing.aim(world, asker),
      expected: reads && !operation.public ? 'OK' : expectedOf(crossing, asker),
    }));
    return plain ? [plain, ...crossed] : crossed;
  });
}

export function ownCells(world: World, operation: Operation): Cell[] {
  const { aim, own } = caseOf(operation);
  return allowed(operation).map((asker) => ({
    operation,
    asker,
    about: 'own',
    args: aim(world.own, asker),
    expected: expectedOf(own, asker),
  }));
}

/** What is wrong in a cell, in one line; null when nothing is. */
export async function tryCell(
  district: TestDistrict,
  { operation, asker, about, args, expected }: Cell,
  leaked: (asker: Asker, answer: unknown) => string | null,
): Promise<string | null> {
  const selection = leavesOf(rootField(operation).type, 'with joined leaves');
  const foreseen = await foresee(district, asker, operation, args);
  const answer = await askAs(district, asker, documentOf(operation, args, selection), args);
  const outcome = outcomeOf(operation, answer);
  const leak = leaked(asker, caseOf(operation).namesBack ? withoutNamed(answer.data, args) : answer.data);
  const surprise =
    foreseen === undefined
      ? null
      : surpriseOf(operation, foreseen, { outcome, crossed: about !== 'own' && about !== 'neighbour' });
  if (surprise) return `${operation.name} as ${asker}, ${about}: ${surprise}`;
  if (outcome === expected && !leak) return null;
  const said = answer.errors[0]?.message ?? JSON.stringify(answer.data)?.slice(0, 200);
  return `${operation.name} as ${asker}, ${about}: ${leak ? `leaks ${leak}` : `${outcome}, not ${expected}`} (${said})`;
}

/** An answer without what its own arguments name. */
function withoutNamed(data: unknown, args: Args): unknown {
  const named = [...JSON.stringify(args).matchAll(/"([^"]{36})"/g)].map(([, id = '']) => id);
  return named.reduce((text, id) => text.replaceAll(id, ''), JSON.stringify(data));
}

function caseOf({ name }: Operation): OperationCase {
  const found = cases[name];
  if (!found) throw new Error(`${name} has no case`);
  return found;
}

const allowed = (operation: Operation): Asker[] => askers.filter((asker) => mayCall(operation, asker));
