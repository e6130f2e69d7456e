import { eventually, TestTime, type TestService } from '@weisu/testing';
import type { EntityManager } from 'typeorm';
import { startDispatch } from '../../matter.fixture.js';
import { countsOfBefore } from '../../migrations/0200-counts.js';
import { change, countedAnew, drawing, orderedAnew, units, type Drawing } from './counting.fixture.js';
import { countAppeals } from './counts.store.js';
import { carryInChanges } from './tally.store.js';
import { workbenchPage } from './workbench.store.js';

const asked: readonly (readonly [areaCode: string, from: string, until: string])[] = [
  ['440303', '2026-11-22', '2026-11-24'],
  ['440303003', '2026-11-23', '2026-11-23'],
  ['440303003020', '2026-11-22', '2026-11-22'],
  ['440303004', '0001-01-01', '9999-12-31'],
];

/** A deadlock, a reference to what is gone, and our own. */
const refusals = ['40P01', '23503', 'on purpose'];

describe('the counters of the workbench', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  /** Everything is asked of one state of the database, whatever goes on beside. */
  const agree = (): Promise<void> =>
    service.running.source.transaction('REPEATABLE READ', async (manager) => {
      for (const question of asked)
        expect(await countAppeals(manager, ...question)).toMatchObject(
          await countedAnew(manager, ...question),
        );
      for (const unitId of units)
        for (const order of ['DEADLINE', 'TREATMENT'] as const)
          expect(await pages(manager, unitId, order)).toEqual(await orderedAnew(manager, unitId, order));
    });

  /** Changes in transactions of up to three, some of which are rolled back; two may want the same matter, or one that the other takes away. */
  const work = async (by: Drawing, known: string[], times: number): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1)
      await service.running.source
        .transaction(async (manager) => {
          for (let many = by.below(3); many >= 0; many -= 1)
            for (const [sql, ...parameters] of change(by, known)) await manager.query(sql, parameters);
          if (by.below(10) === 0) throw Object.assign(new Error('rolled back'), { code: 'on purpose' });
        })
        .catch((error: { code?: string }) => expect(refusals).toContain(error.code));
  };

  const carriedIn = (): Promise<void> =>
    eventually(async () => expect(await service.sql('SELECT id FROM matter_changed LIMIT 1')).toEqual([]));

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  it.each([1, 2, 3])(
    'say what count(*) says while matters change side by side, and afterwards (%i)',
    async (seed) => {
      let working = true;
      const known: string[] = [];
      const crowd = Promise.all([10, 20].map((offset) => work(drawing(seed + offset), known, 60))).finally(
        () => (working = false),
      );
      // more than one carries in: that of the service, this one in small steps
      while (working) await Promise.all([agree(), carryInChanges(service.running.source, 3)]);
      await crowd;
      await agree();
      await carriedIn();
      await agree();
      expect(await service.sql('SELECT 1 FROM matter_count WHERE matters < 1')).toEqual([]);
    },
  );

  it('do not keep the version before from writing while the migration has granted nothing yet', async () => {
    await service.sql('REVOKE INSERT ON matter_changed FROM weisu_dispatch');
    await service.running.source.query("UPDATE handling SET status = 'ALLOCATED'");
    await agree();
    await service.sql('GRANT INSERT ON matter_changed TO weisu_dispatch');
  });

  it('are right while nobody carries changes in, and for matters that were there before the counters', async () => {
    const { source } = service.running;
    // as in an upgrade: the version before writes while what it wrote is counted for the first time
    const crowd = work(drawing(7), [], 60);
    for (let times = 0; times < 5; times += 1)
      await service.sql(
        `BEGIN; TRUNCATE matter_tally, matter_count, open_order; ${countsOfBefore.sql} COMMIT`,
      );
    await crowd;
    await agree();
    await service.sql("UPDATE handling SET status = 'HANDLING'");
    await source.transaction(async (manager) => {
      await manager.query("UPDATE handling SET area_code = '440303004029001', status = 'CLOSED'");
      const counts = await countAppeals(manager, '440303004', '2026-11-22', '2026-11-24');
      const [all] = await service.sql<{ count: number }>('SELECT count(*)::int AS count FROM handling');
      expect(counts.byStatus).toEqual({ CLOSED: all?.count });
    });
    await agree();
  });
});

async function pages(
  manager: EntityManager,
  unitId: string,
  order: 'DEADLINE' | 'TREATMENT',
): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo } = await workbenchPage(manager, unitId, 7, after, order);
    ids.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}
