import type { OperationAnswer } from '@weisu/api';
import { WorkOrderDispatched } from '@weisu/contracts';
import { DemoDirectory, eventually, startTestService, TestTime, type TestService } from '@weisu/testing';
import { testConfig } from '../../config.fixture.js';
import { dispatchDefinition } from '../../index.js';
import { asLighting, inCuizhu, officials, registered, startDispatch } from '../../matter.fixture.js';

type Bulk = OperationAnswer['allocateAppeals'];
const { desk, neighbour, grid } = officials;
const gridUnit = '440303003020001.office';

describe('allocating many matters at once', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let second: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
    second = await startTestService(dispatchDefinition, testConfig(new DemoDirectory()), time, {
      database: service.database,
      transport: service.transport,
    });
  });
  afterAll(async () => {
    await second.stop();
    await service.stop();
  });

  const classified = async () => {
    const id = await registered(service, time);
    await service.call('classifyAppeal', { id, input: asLighting }, desk);
    return id;
  };
  const row = (id: string, unitId = gridUnit) => ({ id, handlers: [{ unitId, role: 'LEAD' }] });
  const allocate = (rows: object[], actor = desk) => service.call<Bulk>('allocateAppeals', { rows }, actor);
  const read = (id: string, actor = desk) =>
    service.call<OperationAnswer['bulkAllocation']>('bulkAllocation', { id }, actor);
  const finished = (id: string) =>
    eventually(async () => {
      const bulk = await read(id);
      expect(bulk?.done).toBe(bulk?.total);
      return bulk;
    }, 20_000);

  it('carries each row out by itself, and says of each what became of it', async () => {
    const good = [await classified(), await classified(), await classified()];
    const unclassified = await registered(service, time);
    const theirs = await registered(service, time, { areaCode: inCuizhu });
    const bulk = await allocate([
      row(good[0]!),
      row(unclassified),
      row(theirs),
      row('no-such-matter'),
      { ...row(good[1]!), expectedVersion: 999 },
      row(good[2]!, 'nobody'),
    ]);
    expect(bulk).toMatchObject({ total: 6, done: 0, failed: 0 });
    const after = await finished(bulk.id);
    expect(after?.rows.map(({ code }) => code)).toEqual([
      null,
      'NOT_CLASSIFIED',
      'NOT_FOUND',
      'NOT_FOUND',
      'VERSION_CONFLICT',
      'UNIT_NOT_FOUND',
    ]);
    expect(after?.rows[1]?.message).toContain('请先分类再分拨');
    expect(after?.rows[0]?.workOrderIds).toHaveLength(1);
    await service.settled();
    const [said] = service.probe.of(WorkOrderDispatched, good[0]);
    expect(said?.actor).toMatchObject({ subject: 'desk', unitId: '440303003.dispatch-desk' });
    expect(service.probe.of(WorkOrderDispatched, good[1])).toEqual([]);
  });

  it('is shared by two instances, each row once', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await classified());
    const bulk = await allocate(ids.map((id) => row(id)));
    const after = await finished(bulk.id);
    expect(after).toMatchObject({ total: 12, failed: 0 });
    await service.settled();
    for (const id of ids) expect(service.probe.of(WorkOrderDispatched, id)).toHaveLength(1);
  });

  it('is seen by who asked for it alone', async () => {
    const bulk = await allocate([row(await classified())]);
    expect(await read(bulk.id, neighbour)).toBeNull();
    expect(await read('no-id')).toBeNull();
    await expect(read(bulk.id, grid)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    ['nothing', []],
    ['the same matter twice', [row('a'), row('a')]],
    ['more than 500', Array.from({ length: 501 }, (_, n) => row(String(n)))],
  ])('refuses %s', async (_, rows) => {
    await expect(allocate(rows)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
