import { readFileSync } from 'node:fs';
import { operations, roles, type Operation } from '@weisu/api';
import { eventually } from '@weisu/testing';
import {
  askers,
  cases,
  neighbourCells,
  operationsInOrder,
  ownCells,
  refusedCells,
  tryCell,
  type Cell,
} from './authorisation/cells.js';
import { acting, leave, mutations, standInsFor } from './authorisation/acting.js';
import { fromOutside, inLanes } from './authorisation/client.js';
import { leakFinder, readAs } from './authorisation/leaks.js';
import { called } from './authorisation/operation-case.js';
import { aboutThings, possibleAmong, unforeseen } from './authorisation/foreseen.js';
import { joinsFrom, nameOf, secondJoins, startTypes } from './authorisation/paths.js';
import { Setup } from './authorisation/setup.js';
import { findProblems, nothingThere, rootsOf, type Walk } from './authorisation/walks.js';
import { prepareWorld, type World } from './authorisation/world.js';
import { TestDistrict } from './district.fixture.js';

const page = readFileSync(new URL('../docs/authorisation.md', import.meta.url), 'utf8');
const totals = { operation: 0, load: 0, path: 0 };
/** Paths at whose end somebody found something. */
const found = new Set<string>();
let district: TestDistrict;
let world: World;
let neighbourBefore: string;
let leaked: ReturnType<typeof leakFinder>;

const readNeighbour = (): Promise<string> => readAs(district, 'auditor', world.neighbour);

beforeAll(async () => {
  district = await TestDistrict.start({ ALLOW_LOCAL_WEBHOOKS: 'true' });
  await district.setTime('2026-11-17T10:00:00+08:00');
  world = await prepareWorld(new Setup(district));
  neighbourBefore = await eventually(async () => {
    const first = await readNeighbour();
    expect(await readNeighbour()).toBe(first);
    return first;
  });
  leaked = leakFinder(world, neighbourBefore);
}, 120_000);

afterAll(async () => {
  process.stdout.write(
    `authorisation: ${totals.operation} operation cells, ${totals.load} load cells, ${totals.path} path cells\n`,
  );
  await district?.stop();
});

describe('the table', () => {
  it('has a case for every operation of the contract, and for no other', () => {
    expect(Object.keys(cases).sort()).toEqual(called.map(({ name }) => name).sort());
  });

  it('is asked by every role of the realm, and by nobody', () => {
    expect([...askers].sort()).toEqual([...roles, 'none'].sort());
  });

  it('has every path of two joins on its page, and no other', () => {
    const walked = startTypes().flatMap((type) =>
      joinsFrom(type).flatMap((first) => secondJoins(first).map((path) => nameOf(type, path))),
    );
    const printed = [...page.slice(page.indexOf('## Paths')).matchAll(/`([A-Z]\w+(?:\.\w+){2,})`/g)];
    const firsts = new Set(startTypes().flatMap((type) => joinsFrom(type).map((path) => nameOf(type, path))));
    const listed = printed.flatMap(([, name = '']) =>
      firsts.has(name) && !walked.includes(name) ? [] : [name],
    );
    expect([...new Set(listed)].sort()).toEqual([...new Set(walked)].sort());
  });

  it('says of every operation about a matter whether it is possible, or why it does not', async () => {
    const { open, settled } = world.own;
    const ids = [open, settled].flatMap(
      ({ id, whistleId, mediationId, requestId, workOrders, summonses }) => [
        ...[id, whistleId, mediationId, requestId],
        ...[...Object.values(workOrders), ...Object.values(summonses)],
      ],
    );
    const foreseen = await possibleAmong(district, 'DISTRICT', ids);
    const about = aboutThings.map(({ name }) => name);
    expect([...foreseen, ...Object.keys(unforeseen)].sort()).toEqual(about.sort());
  });

  it('lets the auditor write nothing, but for the list of what he reads', () => {
    const written = called.filter(
      ({ kind, roles: allowed }) => kind === 'mutation' && allowed.includes('AUDITOR'),
    );
    expect(written.map(({ name }) => name)).toEqual([
      'requestLedgerExport',
      'cancelLedgerExport',
      'fetchLedgerExport',
    ]);
  });
});

describe('an operation that is not one’s own', () => {
  it.each(operationsInOrder)(
    '$name is refused to whoever may not call it, and finds nothing of a neighbour',
    async (operation) => {
      expect(
        await problemsOf([...refusedCells(world, operation), ...neighbourCells(world, operation)], 8),
      ).toEqual([]);
    },
  );

  it.each(Object.values<Operation>(operations).filter(({ kind }) => kind === 'internal'))(
    '$name is out of reach',
    async ({ name }) => {
      totals.operation += askers.length;
      const answers = await inLanes(askers, (asker) => fromOutside(district, name, asker));
      expect(answers).toEqual(askers.map(() => ({ field: 'QUERY_INVALID', route: 404 })));
    },
  );
});

describe.each(startTypes())('from $name', (type) => {
  it.each(joinsFrom(type).map((first) => ({ name: nameOf(type, first), first })))(
    '$name and the joins behind it show nothing of a neighbour',
    async ({ first }) => {
      const paths = [first, ...secondJoins(first)];
      const walks = askers.flatMap((asker): Walk[] =>
        rootsOf(world, type.name, asker).map((root) => ({ type, root, asker, paths })),
      );
      totals.load += walks.length;
      totals.path += walks.length * (paths.length - 1);
      const problems = await inLanes(walks, (walk) => findProblems(district, walk, { leaked, found }));
      expect(problems.flat()).toEqual([]);
      const unseen = paths.map((path) => nameOf(type, path)).filter((name) => !found.has(name));
      expect(unseen.filter((name) => !nothingThere(name))).toEqual([]);
    },
    30_000,
  );
});

describe('an operation about one’s own', () => {
  it.each(operationsInOrder)(
    '$name answers whoever may, as far as duty and unit allow',
    async (operation) => {
      expect(await problemsOf(ownCells(world, operation), 1)).toEqual([]);
    },
  );

  it('has changed nothing of the neighbour’s', async () => {
    expect(await readNeighbour()).toBe(neighbourBefore);
  });
});

describe('hole 16: for a unit that is away', () => {
  beforeAll(async () => {
    const setup = new Setup(district);
    await leave(setup);
  });

  it.each(mutations)(
    '$name is done or refused as the contract says, whoever acts for it',
    async (operation) => {
      const askedBy = standInsFor(operation);
      totals.operation += askedBy.length;
      const outcomes = await inLanes(askedBy, (asker) => acting(district, world, operation, asker), 1);
      const refused = outcomes.map((outcome) => outcome === 'NOT_WHILE_ACTING_FOR');
      expect(refused).toEqual(askedBy.map(() => !operation.actingFor));
    },
  );

  it('is refused by every role in the column of the page that says so', () => {
    const [head = '', ...rows] = page
      .slice(page.indexOf('## Mutations'), page.indexOf('## Loads'))
      .split('\n')
      .slice(2);
    const column = head.split('|').findIndex((cell) => cell.trim() === 'acting for');
    const printed = rows.flatMap((row) => {
      const cells = row.split('|').map((cell) => cell.trim());
      return cells[1]?.startsWith('`')
        ? [[cells[1].replaceAll('`', ''), cells[column] === '●'] as const]
        : [];
    });
    expect(Object.fromEntries(printed)).toEqual(
      Object.fromEntries(mutations.map(({ name, actingFor }) => [name, actingFor])),
    );
  });
});

async function problemsOf(cells: readonly Cell[], lanes: number): Promise<string[]> {
  totals.operation += cells.length;
  const problems = await inLanes(cells, (cell) => tryCell(district, cell, leaked), lanes);
  return problems.flatMap((problem) => problem ?? []);
}
