import { systemActor } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { runWork, type Work } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import { actorOf, createTestDatabase, type TestDatabase } from '@weisu/testing';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import {
  appealAccessTables,
  appealPartTables,
  beginParts,
  endParts,
  formerOf,
  formerParts,
  openScope,
  resumePart,
  scopesOf,
} from './index.js';
import { nobodys } from './scopes.fixture.js';

const now = new Date('2026-11-23T09:00:00+08:00');
const id = (n: number) => `0193a8f0-${String(n).padStart(4, '0')}-7000-8000-000000000001`;

describe('parts of units', () => {
  let database: TestDatabase;
  let source: DataSource;
  const work = <Result>(effect: (work: Work) => Promise<Result>) =>
    runWork(
      source,
      { now, actor: systemActor, correlationId: 'a test', causationId: null },
      () => undefined,
      effect,
    );

  beforeAll(async () => {
    const migrations = [appealAccessTables, appealPartTables];
    database = await createTestDatabase([{ schema: 'access', migrations }]);
    const onPoolError = () => undefined;
    source = await openDataSource({ url: database.url, schema: 'access', entities: [], onPoolError });
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  type Fact = Readonly<{ unit: string; ended: boolean }>;
  const facts = fc.array(fc.record({ unit: fc.constantFrom('a', 'b', 'c'), ended: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  });
  const later = new Date(now.getTime() + 3_600_000);
  let matters = 5_000;

  /** Each beginning and each end, some of them twice, in the order that the numbers give. */
  async function happen(appealId: string, all: readonly Fact[], order: readonly number[]): Promise<void> {
    const part = ({ unit }: Fact, n: number) => ({
      relation: `order:${n}:${appealId}`,
      appealId,
      unitId: unit,
    });
    const steps = all.flatMap((fact, n) => [
      (of: Work) => beginParts(of, [part(fact, n)], now),
      ...(fact.ended ? [(of: Work) => endParts(of, [part(fact, n)], later)] : []),
    ]);
    const twice = [...steps, ...steps];
    const keyed = twice.map((step, n) => ({ step, key: order[n % order.length]! * 7 + (n % 5) }));
    for (const { step } of keyed.sort((one, other) => one.key - other.key)) await work(step);
  }

  it('come to the same in any order and however often: whoever has one without an end takes part', () =>
    fc.assert(
      fc.asyncProperty(
        facts,
        fc.array(fc.nat(1_000), { minLength: 1, maxLength: 20 }),
        async (all, order) => {
          const appealId = id((matters += 1));
          await happen(appealId, all, order);
          const present = new Set<string>(all.flatMap(({ unit, ended }) => (ended ? [] : [unit])));
          const scope = (await scopesOf(source, [appealId])).get(appealId)!;
          expect([...scope.unitIds].sort()).toEqual([...present].sort());
          for (const unitId of ['a', 'b', 'c', 'd']) {
            const actor = actorOf({ roles: ['DEPARTMENT'], unitId });
            const former = all.some(({ unit }) => unit === unitId) && !present.has(unitId);
            expect([...(await formerParts(source, actor, [appealId])).values()]).toEqual(
              former ? [later] : [],
            );
            const condition = formerOf(actor, 2);
            const rows = await source.query<unknown[]>(
              `SELECT 1 FROM appeal_scope WHERE appeal_id = $1 AND ${condition.sql}`,
              [appealId, ...condition.parameters],
            );
            expect(rows).toHaveLength(former ? 1 : 0);
          }
        },
      ),
      { numRuns: 40 },
    ));

  it('of two decisions at once leave out nobody', async () => {
    const appealId = id((matters += 1));
    const units = Array.from({ length: 8 }, (_, n) => `unit-${n}`);
    const part = (unitId: string) => ({ relation: `order:${unitId}:${appealId}`, appealId, unitId });
    await Promise.all(units.map((unitId) => work((of) => beginParts(of, [part(unitId)], now))));
    await Promise.all(units.slice(0, 4).map((unitId) => work((of) => endParts(of, [part(unitId)], later))));
    const scope = (await scopesOf(source, [appealId])).get(appealId)!;
    expect([...scope.unitIds].sort()).toEqual(units.slice(4));
  });

  it('of nobody that the version before knew are taken away', async () => {
    const appealId = id((matters += 1));
    await work((of) => openScope(of, appealId, { ...nobodys, unitIds: ['before'] }));
    const part = { relation: `order:1:${appealId}`, appealId, unitId: 'new' };
    await work((of) => beginParts(of, [part], now));
    await work((of) => endParts(of, [part], later));
    expect((await scopesOf(source, [appealId])).get(appealId)!.unitIds).toEqual(['before']);
  });

  it('make nobody former who sees the matter by its area, nor an auditor, a resident or a system', async () => {
    const appealId = id((matters += 1));
    await work((of) => openScope(of, appealId, { ...nobodys, areaCode: '440303003020' }));
    const part = { relation: `order:1:${appealId}`, appealId, unitId: 'office' };
    await work((of) => endParts(of, [part], later));
    const former = async (actor: Actor) => (await formerParts(source, actor, [appealId, 'no id'])).size;
    expect(await former(actorOf({ roles: ['STREET'], unitId: 'office', areaCode: '440303003' }))).toBe(0);
    expect(await former(actorOf({ roles: ['STREET'], unitId: 'office', areaCode: '440303004' }))).toBe(1);
    for (const role of ['AUDITOR', 'RESIDENT', 'INTEGRATION', 'ADMIN', 'SERVICE'] as const)
      expect(await former(actorOf({ roles: [role], unitId: 'office' }))).toBe(0);
  });

  it('go on when what ended them is taken back, and begin by nothing of the kind', async () => {
    const appealId = id((matters += 1));
    const part = { relation: `reception:${appealId}`, appealId, unitId: 'office' };
    const present = async () => (await scopesOf(source, [appealId])).get(appealId)?.unitIds;
    await work((of) => resumePart(of, part, now));
    expect(await present()).toEqual([]);
    await work((of) => beginParts(of, [part], now));
    await work((of) => endParts(of, [part], later));
    expect(await present()).toEqual([]);
    await work((of) => resumePart(of, part, later));
    expect(await present()).toEqual(['office']);
  });

  it('go on as well when the backfill tells later that they began', async () => {
    const appealId = id((matters += 1));
    const part = { relation: `reception:${appealId}`, appealId, unitId: 'office' };
    await work((of) => openScope(of, appealId, { ...nobodys, unitIds: ['office'] }));
    await work((of) => endParts(of, [part], now));
    await work((of) => resumePart(of, part, later));
    await work((of) => beginParts(of, [part], new Date(now.getTime() - 86_400_000)));
    expect((await scopesOf(source, [appealId])).get(appealId)?.unitIds).toEqual(['office']);
  });

  it('ended with the first of two ends, whichever is heard first', async () => {
    for (const ends of [
      [now, later],
      [later, now],
    ]) {
      const appealId = id((matters += 1));
      const part = { relation: `order:1:${appealId}`, appealId, unitId: 'office' };
      await work((of) => beginParts(of, [part], now));
      for (const end of ends) await work((of) => endParts(of, [part], end));
      const actor = actorOf({ roles: ['DEPARTMENT'], unitId: 'office' });
      expect([...(await formerParts(source, actor, [appealId])).values()]).toEqual([now]);
    }
  });
});
