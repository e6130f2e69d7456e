import type { OperationAnswer, PublicProgressAnswer, RequestAnswer, WorkOrderAnswer } from '@weisu/api';
import { WorkOrderCancelled, WorkOrderDispatched } from '@weisu/contracts';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  clocksOf,
  numberOf,
  officials,
  registered,
  secret,
  secretVerifier,
  startDispatch,
  statusOf,
} from '../../matter.fixture.js';

const { desk, district, grid, department, community } = officials;
const [gridUnit, departmentUnit, communityUnit] = [
  '440303003020001.office',
  '440303.urban-management',
  '440303003020.office',
] as const;
const [lead, assist] = ['LEAD', 'ASSIST'] as const;
type Named = readonly (readonly [unitId: string, role: typeof lead | typeof assist])[];
const before: Named = [
  [gridUnit, lead],
  [departmentUnit, assist],
];

describe('hole 18: allocating again', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let id: string;
  let orders: { lead: WorkOrderAnswer; assist: WorkOrderAnswer };

  beforeAll(async () => (service = await startDispatch(time)));
  beforeEach(async () => {
    time.set(new Date('2026-11-23T09:00:00+08:00'));
    id = await registered(service, time, { secretVerifier });
    orders = await allocated(service, id);
  });
  afterAll(() => service.stop());

  const again = (named: Named, more: object = {}) =>
    service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: named.map(([unitId, role]) => ({ unitId, role })), ...more },
      desk,
    );
  const everything = async () => {
    const [clocks, said, [handling]] = await Promise.all([
      service.sql('SELECT * FROM clock WHERE subject = $1 ORDER BY id', [id]),
      service.sql('SELECT sequence, type FROM journal WHERE subject = $1 ORDER BY sequence', [id]),
      service.sql('SELECT * FROM handling WHERE id = $1', [id]),
    ]);
    return {
      clocks,
      said,
      handling,
      orders: await service.sql('SELECT * FROM work_order WHERE appeal_id = $1 ORDER BY id', [id]),
    };
  };
  const told = async (): Promise<string | null> => {
    const number = await numberOf(service, id);
    const progress = await service.call<PublicProgressAnswer>('trackAppeal', { number, secret }, null);
    return progress.dueBy === null || progress.dueBy === undefined
      ? null
      : new Date(progress.dueBy).toISOString();
  };
  /** Time passes, and every limit that speaks by then has spoken. */
  const passTo = async (instant: string) => {
    time.set(new Date(instant));
    const waiting = `SELECT 1 FROM clock WHERE subject = $1 AND state IN ('RUNNING', 'OVERDUE') AND met_at IS NULL AND next_at < $2`;
    await eventually(async () => expect(await service.sql(waiting, [id, time.now()])).toEqual([]));
    await service.settled();
  };
  const of = (all: readonly WorkOrderAnswer[], unitId: string) => all.find((one) => one.unitId === unitId);
  const resolve = async (orderId: string | undefined) => (await clocksOf(service, orderId ?? ''))['RESOLVE'];

  it('to the same handlers changes nothing, however often and at the same time', async () => {
    await passTo('2026-11-23T15:00:00+08:00');
    const first = await everything();
    const answers = await Promise.all([again(before), again(before), again([...before].reverse())]);
    for (const answer of answers) {
      expect(answer.map((one) => one.id).sort()).toEqual([orders.lead.id, orders.assist.id].sort());
      expect(of(answer, gridUnit)?.clocks).toEqual(orders.lead.clocks.length ? expect.any(Array) : []);
    }
    expect(await everything()).toEqual(first);
  });

  it('gives no fresh limits to an order that is overdue', async () => {
    const dueBy = await told();
    await passTo('2026-11-24T12:00:00+08:00');
    const first = await everything();
    await again(before);
    expect(await everything()).toEqual(first);
    // with other assistants neither
    await again([[gridUnit, lead]]);
    expect(await resolve(orders.lead.id)).toMatchObject({ state: 'OVERDUE' });
    expect(await told()).toBe(dueBy);
  });

  it('in a bulk changes nothing for who stays', async () => {
    const first = await everything();
    const rows = [{ id, handlers: before.map(([unitId, role]) => ({ unitId, role })) }];
    const bulk = await service.call<OperationAnswer['allocateAppeals']>('allocateAppeals', { rows }, desk);
    await eventually(async () => {
      const done = await service.call<OperationAnswer['bulkAllocation']>(
        'bulkAllocation',
        { id: bulk.id },
        desk,
      );
      expect(done).toMatchObject({
        done: 1,
        failed: 0,
        rows: [{ workOrderIds: [orders.lead.id, orders.assist.id] }],
      });
    });
    expect(await everything()).toEqual(first);
  });

  it('with another assistant keeps the lead in hand, with its limits', async () => {
    await service.call('acceptWorkOrder', { id: orders.lead.id }, grid);
    await passTo('2026-11-23T15:00:00+08:00');
    const limits = await clocksOf(service, orders.lead.id);
    const answer = await again([before[0]!, [communityUnit, assist]]);
    expect(answer.map((one) => one.unitId)).toEqual([gridUnit, communityUnit]);
    expect(answer[0]).toMatchObject({ id: orders.lead.id, status: 'ACCEPTED' });
    expect(await clocksOf(service, orders.lead.id)).toEqual(limits);
    expect(await statusOf(service, id)).toBe('HANDLING');
    await service.settled();
    expect(service.probe.of(WorkOrderCancelled, id).map(({ payload }) => payload.unitId)).toEqual([
      departmentUnit,
    ]);
    expect(service.probe.of(WorkOrderDispatched, id).map(({ payload }) => payload.unitId)).toEqual([
      gridUnit,
      departmentUnit,
      communityUnit,
    ]);
  });

  it('to another lead goes on with the date that the resident was told, extensions and all', async () => {
    const input = { kind: 'EXTEND', appealId: id, workOrderId: orders.lead.id, reason: '配件未到' };
    const request = await service.call<RequestAnswer>(
      'fileRequest',
      { input: { ...input, by: { amount: 1, unit: 'NATURAL_DAY' } } },
      grid,
    );
    await service.call('decideRequest', { id: request.id, approve: true, reason: '同意' }, desk);
    const dueBy = await told();
    await passTo('2026-11-23T20:00:00+08:00');
    const [next] = await again([[communityUnit, lead]]);
    expect((await resolve(next?.id))?.due_by.toISOString()).toBe(dueBy);
    expect(await told()).toBe(dueBy);
    expect((await resolve(orders.lead.id))?.state).toBe('CANCELLED');
    // what is not told is the unit's own: it has the whole of its time to accept
    expect((await clocksOf(service, next?.id ?? ''))['ACCEPT']?.due_by).toEqual(
      new Date('2026-11-24T00:00:00+08:00'),
    );
    await service.settled();
    expect(service.probe.of(WorkOrderDispatched, id).at(-1)?.payload).toMatchObject({ dueBy });
    // a further extension is possible, as of every limit
    await service.call('acceptWorkOrder', { id: next?.id }, community);
  });

  it('to another lead after the date has passed leaves it passed, and there and back makes nothing fresh', async () => {
    const dueBy = await told();
    await passTo('2026-11-24T12:00:00+08:00');
    const [next] = await again([[communityUnit, lead]]);
    expect(await resolve(next?.id)).toMatchObject({ state: 'OVERDUE' });
    const [back] = await again([[gridUnit, lead]]);
    expect(back?.id).not.toBe(orders.lead.id);
    expect(await resolve(back?.id)).toMatchObject({ state: 'OVERDUE' });
    expect(await told()).toBe(dueBy);
    // a call that was missed stays where it was owed, and the new lead owes its own
    expect((await clocksOf(service, next?.id ?? ''))['CONTACT']?.state).toBe('CANCELLED');
  });

  it('with the roles swapped keeps both orders, and the date', async () => {
    await service.call('recordContact', { id: orders.lead.id, note: '已联系' }, grid);
    const dueBy = await told();
    await passTo('2026-11-23T15:00:00+08:00');
    const limits = await clocksOf(service, orders.assist.id);
    const swapped: Named = [
      [gridUnit, assist],
      [departmentUnit, lead],
    ];
    const answer = await again(swapped);
    expect(of(answer, departmentUnit)).toMatchObject({ id: orders.assist.id, role: lead });
    expect(of(answer, gridUnit)).toMatchObject({ id: orders.lead.id, role: assist });
    expect(await told()).toBe(dueBy);
    const after = await clocksOf(service, orders.assist.id);
    expect(after).toMatchObject({ RESOLVE: limits['RESOLVE'], VERIFY: limits['VERIFY'] });
    expect(after['OPINION']?.state).toBe('RUNNING');
    expect((await clocksOf(service, orders.lead.id))['OPINION']?.state).toBe('CANCELLED');
    expect(
      await service.sql('SELECT 1 FROM clock WHERE owner_id = $1 AND kind = $2 AND told', [
        orders.lead.id,
        'RESOLVE',
      ]),
    ).toEqual([]);
    const first = await everything();
    await again(swapped);
    expect(await everything()).toEqual(first);
    await service.call('resolveWorkOrder', { id: orders.assist.id, note: '已办' }, department);
    expect(await statusOf(service, id)).toBe('RESOLVED');
  });

  it('by the arbiter to who leads keeps order and limits, which it cannot give back', async () => {
    await passTo('2026-11-23T09:45:00+08:00');
    const limit = await resolve(orders.lead.id);
    const input = { kind: 'ARBITRATE', appealId: id, workOrderId: orders.lead.id, reason: '边界不清' };
    const request = await service.call<RequestAnswer>('fileRequest', { input }, grid);
    await passTo('2026-11-23T10:00:00+08:00');
    const decision = { id: request.id, approve: true, reason: '经核查', unitId: gridUnit };
    await service.call('decideRequest', decision, district);
    expect(await resolve(orders.lead.id)).toEqual(limit);
    await expect(
      service.call('fileRequest', { input: { ...input, kind: 'RETURN' } }, grid),
    ).rejects.toMatchObject({
      code: 'RETURN_OF_DESIGNATED',
    });
  });

  it('after a reopening gives who had done its part a new one, and keeps the limit that reopening started', async () => {
    await service.call('resolveWorkOrder', { id: orders.assist.id, note: '已协办' }, department);
    await service.call('resolveWorkOrder', { id: orders.lead.id, note: '已办' }, grid);
    await passTo('2026-11-23T18:00:00+08:00');
    await service.call('reopenAppeal', { id, reason: '又坏了' }, desk);
    const limit = await resolve(orders.lead.id);
    expect(limit?.due_by).toEqual(new Date('2026-11-24T18:00:00+08:00'));
    await passTo('2026-11-23T19:00:00+08:00');
    const answer = await again(before);
    expect(of(answer, gridUnit)?.id).toBe(orders.lead.id);
    expect(of(answer, departmentUnit)?.id).not.toBe(orders.assist.id);
    expect(await resolve(orders.lead.id)).toEqual(limit);
    expect((await again(before)).map((one) => one.id)).toEqual(answer.map((one) => one.id));
  });
});
