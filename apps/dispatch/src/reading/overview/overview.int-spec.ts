import type { AppealAnswer, WorkOrderAnswer } from '@weisu/api';
import { announce, ClockOverdue, OnTheSpotRecorded } from '@weisu/contracts';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, inCuizhu, officials, registered, startDispatch, statusOf } from '../../matter.fixture.js';

const { desk, grid, neighbour, district } = officials;

describe('what dispatch holds of many matters', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  it('is merged, declined and led by a leader; what is unlocated lies with the district', async () => {
    const one = await registered(service, time);
    const other = await registered(service, time);
    await expect(service.call('mergeAppeal', { id: one, into: one }, desk)).rejects.toMatchObject({
      code: 'MERGE_INVALID',
    });
    const merged = await service.call<AppealAnswer>('mergeAppeal', { id: one, into: other }, desk);
    expect(merged).toMatchObject({ status: 'MERGED', mergedInto: { id: other } });
    await expect(service.call('mergeAppeal', { id: other, into: one }, desk)).rejects.toMatchObject({
      code: 'MERGE_INVALID',
    });
    const lost = await registered(service, time, { areaCode: null });
    expect(await service.call('appeal', { id: lost }, desk)).toBeNull();
    await service.call(
      'declineAppeal',
      { id: lost, ground: 'OUT_OF_SCOPE', explanation: '不属本区' },
      district,
    );
    expect(await statusOf(service, lost)).toBe('DECLINED');
    await service.call(
      'putOnAccount',
      { id: other, measures: '整改', dueBy: '2026-12-31T10:00:00+08:00' },
      desk,
    );
    await service.call('claimAccount', { id: other }, desk);
    const struck = await service.call<AppealAnswer>(
      'strikeOffAccount',
      { id: other, acceptance: '验收合格' },
      desk,
    );
    expect(struck.account).toMatchObject({ claimedById: 'desk', acceptance: '验收合格' });
  });

  it('fires the contact clocks, of the matter and of its lead, just after their deadline, never on it', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const due = new Date(lead.clocks.find((clock) => clock.kind === 'CONTACT')?.dueBy ?? 0);
    const overdue = (): [string, string | null][] =>
      service.probe
        .of(ClockOverdue, id)
        .map(({ payload }): [string, string | null] => [payload.kind, payload.workOrderId])
        .sort(([, one], [, other]) => (one ?? '').localeCompare(other ?? ''));
    time.set(due);
    await service.settled();
    expect(overdue()).toEqual([]);
    time.set(new Date(due.getTime() + 1));
    await eventually(() =>
      expect(overdue()).toEqual([
        ['CONTACT', null],
        ['CONTACT', lead.id],
      ]),
    );
  });

  it('counts what it holds, 即办件 included, and the figures add up', async () => {
    const appealId = '0193a8f0-0000-7000-8000-0000000000aa';
    await service.probe.say(
      appealId,
      announce(OnTheSpotRecorded, {
        appealId,
        number: '20261123-900000-0',
        channel: 'PATROL',
        areaCode: inCuizhu,
        category: null,
        outcome: 'DISSUADED',
        occurredAt: time.now(),
        firstReceiverId: null,
      }),
      time.now(),
    );
    const counts = await service.call<{
      byStatus: Record<string, number>;
      selfHandled: number;
      found: number;
    }>('appealCounts', { areaCode: '440303', from: '2026-11-23', until: '2026-11-23' }, district);
    expect(counts).toMatchObject({ selfHandled: 1, found: 1 });
    const [total] = await service.sql<{ count: number }>('SELECT count(*)::int AS count FROM handling');
    expect(Object.values(counts.byStatus).reduce((a, b) => a + b, 0)).toBe(total?.count);
    await expect(
      service.call(
        'appealCounts',
        { areaCode: '440303003', from: '2026-11-23', until: '2026-11-23' },
        neighbour,
      ),
    ).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
  });

  it('lists by keyset what an actor may see, and the workbench by the nearest deadline', async () => {
    for (let n = 0; n < 6; n += 1) await registered(service, time);
    const first = await service.call<{
      edges: { node: { id: string }; cursor: string }[];
      pageInfo: { hasNextPage: boolean };
    }>('appeals', { first: 3 }, desk);
    const next = await service.call<typeof first>(
      'appeals',
      { first: 3, after: first.edges.at(-1)?.cursor },
      desk,
    );
    const ids = [...first.edges, ...next.edges].map((edge) => edge.node.id);
    expect(new Set(ids).size).toBe(6);
    const bench = await service.call<{ edges: { node: WorkOrderAnswer }[] }>(
      'workbench',
      { first: 50 },
      grid,
    );
    const due = bench.edges.map(({ node }) =>
      Math.min(
        ...node.clocks
          .filter((clock) => clock.metAt === null && (clock.state === 'RUNNING' || clock.state === 'OVERDUE'))
          .map((clock) => new Date(clock.dueBy).getTime()),
      ),
    );
    expect(due).toEqual([...due].sort((a, b) => a - b));
  });
});
