import {
  announce,
  AppealRegistered,
  AppealRelocated,
  MediationOpened,
  OnTheSpotRecorded,
  systemActor,
  UnitCalled,
  WorkOrderDispatched,
  type EventDefinition,
  type EventOf,
} from '@weisu/contracts';
import { maySeeAppeal, type Actor } from '@weisu/identity';
import { runWork, type Work } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import { actorOf, createTestDatabase, type TestDatabase } from '@weisu/testing';
import type { DataSource } from 'typeorm';
import {
  AppealAccessReactions,
  appealAccessTables,
  appealPartTables,
  openScope,
  requireVisible,
  scopesOf,
  visibleAppeals,
  visibleTo,
  withinArea,
} from './index.js';

import {
  areas,
  called,
  dispatched,
  heldRoles,
  nobodys,
  opened,
  registered,
  scopes,
} from './scopes.fixture.js';

const now = new Date('2026-11-23T09:00:00+08:00');
const id = (n: number) => `0193a8f0-${String(n).padStart(4, '0')}-7000-8000-000000000001`;

describe('who may see an appeal', () => {
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
    database = await createTestDatabase([
      { schema: 'access', migrations: [appealAccessTables, appealPartTables] },
    ]);
    source = await openDataSource({
      url: database.url,
      schema: 'access',
      entities: [],
      onPoolError: () => undefined,
    });
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  describe('in SQL as by the rule', () => {
    const ids = scopes.map((_, n) => id(n));
    const listed = async (actor: Actor, alias: string): Promise<string[]> => {
      const condition = visibleTo(actor, 2, alias);
      const rows = await source.query<{ appeal_id: string }[]>(
        `SELECT appeal_id FROM appeal_scope AS ${alias} WHERE appeal_id = ANY($1::uuid[]) AND ${condition.sql} ORDER BY appeal_id`,
        [ids, ...condition.parameters],
      );
      return rows.map((row) => row.appeal_id);
    };

    beforeAll(() =>
      work(async (of) => {
        for (const [n, scope] of scopes.entries()) await openScope(of, id(n), scope);
      }),
    );

    it.each(heldRoles.map((held) => ({ held, name: held.join(' and ') })))('for $name', async ({ held }) => {
      const alone = held.length === 1;
      for (const areaCode of alone ? areas : areas.slice(0, 3)) {
        for (const unitId of alone ? [null, 'own', 'other'] : ['own']) {
          const actor = actorOf({ roles: held, areaCode, unitId, subject: 'me', client: 'hotline' });
          const expected = ids.filter((_, n) => maySeeAppeal(actor, scopes[n]!));
          expect({ areaCode, unitId, seen: await listed(actor, 's') }).toEqual({
            areaCode,
            unitId,
            seen: expected,
          });
          if (alone) expect([...(await visibleAppeals(source, actor, ids))].sort()).toEqual(expected);
        }
      }
    });

    it('for nobody signed in', async () => {
      expect(await listed(actorOf({ roles: [], areaCode: '440303', unitId: 'own' }), 'appeal_scope')).toEqual(
        [],
      );
    });

    it('within an area by the index of its codes', async () => {
      const { sql, parameters } = withinArea('440303003', 1);
      const rows = await source.query<{ area_code: string }[]>(
        `SELECT DISTINCT area_code FROM appeal_scope WHERE ${sql} ORDER BY 1`,
        [...parameters],
      );
      expect(rows.map((row) => row.area_code)).toEqual(['440303003', '440303003020', '440303003020001']);
    });
  });

  it('answers NOT_FOUND for a neighbour, for what does not exist and for what is no id', async () => {
    const neighbour = actorOf({ roles: ['STREET'], areaCode: '440303004' });
    await work((of) => openScope(of, id(500), { ...nobodys, areaCode: '440303003' }));
    for (const appealId of [id(500), id(501), '1; DROP TABLE appeal_scope'])
      await expect(requireVisible(source, neighbour, appealId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const own = actorOf({ roles: ['STREET'], areaCode: '440303003' });
    expect(await requireVisible(source, own, id(500))).toEqual({ ...nobodys, areaCode: '440303003' });
    expect(await visibleAppeals(source, own, ['no id', id(500)])).toEqual(new Set([id(500)]));
  });

  it('comes to the same from events in any order', async () => {
    const reactions = new AppealAccessReactions();
    for (const [n, order] of permutations([0, 1, 2, 3]).entries()) {
      const appealId = id(1_000 + n);
      const steps = [
        (of: Work) => reactions.onRegistered(eventOf(AppealRegistered, appealId, registered(appealId)), of),
        (of: Work) =>
          reactions.onWorkOrderDispatched(eventOf(WorkOrderDispatched, appealId, dispatched(appealId)), of),
        (of: Work) => reactions.onUnitCalled(eventOf(UnitCalled, appealId, called), of),
        (of: Work) => reactions.onMediationOpened(eventOf(MediationOpened, appealId, opened(appealId)), of),
      ];
      for (const step of order) await work(steps[step]!);
      const scope = (await scopesOf(source, [appealId])).get(appealId)!;
      expect({ ...scope, unitIds: [...scope.unitIds].sort() }).toEqual({
        areaCode: '440303003020',
        unitIds: ['committee', 'first', 'lead', 'summoned'],
        residentSubject: 'me',
        registeredBy: 'hotline',
      });
    }
  });

  it('follows an appeal that is moved, and keeps who takes part', async () => {
    const reactions = new AppealAccessReactions();
    const appealId = id(2_000);
    await work((of) =>
      reactions.onWorkOrderDispatched(eventOf(WorkOrderDispatched, appealId, dispatched(appealId)), of),
    );
    await work((of) =>
      reactions.onRelocated(
        eventOf(AppealRelocated, appealId, { appealId, from: null, to: '440303004' }),
        of,
      ),
    );
    await work((of) => reactions.onRegistered(eventOf(AppealRegistered, appealId, registered(appealId)), of));
    expect((await scopesOf(source, [appealId])).get(appealId)).toMatchObject({ areaCode: '440303004' });
    const [former, present] = ['440303003', '440303004'].map((areaCode) =>
      actorOf({ roles: ['STREET'], areaCode }),
    );
    await expect(requireVisible(source, former!, appealId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await requireVisible(source, present!, appealId)).unitIds).toContain('lead');
  });

  it('knows a matter that was settled on the spot, and none of a whistle or mediation without an appeal', async () => {
    const reactions = new AppealAccessReactions();
    const appealId = id(3_000);
    const settled = {
      appealId,
      number: '20261123-000001-1',
      channel: 'PATROL' as const,
      areaCode: '440303003020001',
      category: null,
      outcome: 'SETTLED' as const,
      occurredAt: now,
      firstReceiverId: 'first',
    };
    await work((of) => reactions.onTheSpotRecorded(eventOf(OnTheSpotRecorded, appealId, settled), of));
    expect((await scopesOf(source, [appealId])).get(appealId)).toMatchObject({ unitIds: ['first'] });
    await work(async (of) => {
      await reactions.onUnitCalled(eventOf(UnitCalled, called.whistleId, called), of);
      await reactions.onMediationOpened(
        eventOf(MediationOpened, id(4_000), { ...opened(appealId), appealId: null }),
        of,
      );
    });
    expect((await scopesOf(source, [called.whistleId, id(4_000)])).size).toBe(0);
  });
});

function eventOf<Definition extends EventDefinition>(
  definition: Definition,
  subject: string,
  payload: EventOf<Definition>['payload'],
): EventOf<Definition> {
  announce(definition, payload as never);
  return { payload, subject, type: definition.type, time: now } as EventOf<Definition>;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first) =>
    permutations(items.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}
