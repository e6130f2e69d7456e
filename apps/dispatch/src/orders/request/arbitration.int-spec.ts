import type { OperationAnswer, RequestAnswer, WorkOrderAnswer } from '@weisu/api';
import { WorkOrderDispatched } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import { allocated, clocksOf, officials, registered, startDispatch, statusOf } from '../../matter.fixture.js';

const { department, desk, district, grid, neighbour } = officials;
const gridUnit = '440303003020001.office';
/** Of the street on the other side of the road. */
const across = '440303004.dispatch-desk';

describe('whose a matter is', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const file = (appealId: string, kind: string, workOrderId: string | null, actor = grid) =>
    service.call<RequestAnswer>(
      'fileRequest',
      { input: { kind, appealId, workOrderId, reason: '在两街道交界的路上' } },
      actor,
    );
  const decide = (id: string, approve: boolean, unitId: string | null, actor = district) =>
    service.call<RequestAnswer>('decideRequest', { id, approve, reason: '经现场核查', unitId }, actor);
  const ordersOf = async (id: string) =>
    (await service.call<WorkOrderAnswer[][]>('workOrdersByAppeal', { keys: [id] }, district))[0] ?? [];
  const allocate = (id: string) =>
    service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: gridUnit, role: 'LEAD' }] },
      desk,
    );

  it('is for the arbiter to say; until then who had it first stays responsible', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const limit = (await clocksOf(service, lead.id))['RESOLVE']?.due_by;
    const request = await file(id, 'ARBITRATE', lead.id);
    expect((await clocksOf(service, lead.id))['RESOLVE']).toMatchObject({ state: 'RUNNING', due_by: limit });
    expect((await clocksOf(service, request.id))['DECIDE']?.state).toBe('RUNNING');
    await expect(decide(request.id, true, across, desk)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(decide(request.id, true, across, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await decide(request.id, true, across)).toMatchObject({ approved: true, unitId: across });
    const open = (await ordersOf(id)).filter((order) => order.status === 'DISPATCHED');
    expect(open).toMatchObject([{ unitId: across, role: 'LEAD' }]);
    expect((await clocksOf(service, lead.id))['RESOLVE']?.state).toBe('CANCELLED');
    await service.settled();
    const said = service.probe.of(WorkOrderDispatched, id).at(-1);
    expect(said?.payload).toMatchObject({ unitId: across, role: 'LEAD', dual: false });
    for (const kind of ['RETURN', 'ARBITRATE'])
      await expect(file(id, kind, open[0]?.id ?? null, neighbour)).rejects.toMatchObject({
        code: 'RETURN_OF_DESIGNATED',
      });
  });

  it('stays with who has it when the arbiter refuses, who cannot give it back then', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await decide((await file(id, 'ARBITRATE', lead.id)).id, false, null);
    await expect(file(id, 'RETURN', lead.id)).rejects.toMatchObject({ code: 'RETURN_OF_DESIGNATED' });
    const [again] = await allocate(id);
    await expect(file(id, 'RETURN', again?.id ?? '')).rejects.toMatchObject({ code: 'RETURN_OF_DESIGNATED' });
  });

  it('needs a unit that handles matters, and is about nothing but this', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const request = await file(id, 'ARBITRATE', lead.id);
    await expect(decide(request.id, true, null)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(decide(request.id, false, across)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(decide(request.id, true, 'nobody')).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    const back = await file(id, 'RETURN', lead.id);
    await expect(decide(back.id, true, across, desk)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect(await statusOf(service, id)).toBe('ALLOCATED');
  });

  it('is decided once by two who decide at the same time', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const request = await file(id, 'ARBITRATE', lead.id);
    const results = await Promise.allSettled([
      decide(request.id, true, across),
      decide(request.id, true, gridUnit),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await ordersOf(id)).filter((order) => order.status === 'DISPATCHED')).toHaveLength(1);
  });

  it('shows in a report when it went back and forth', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await decide((await file(id, 'RETURN', lead.id)).id, true, null, desk);
    const report = (actor: typeof desk, from = '2026-11-23', until = '2026-11-23') =>
      service.call<OperationAnswer['returnedOften']>('returnedOften', { from, until }, actor);
    expect(await report(desk)).toEqual([]);
    const handlers = [{ unitId: department.unitId, role: 'LEAD' }];
    const [second] = await service.call<WorkOrderAnswer[]>('allocateAppeal', { id, handlers }, desk);
    time.set(new Date(time.now().getTime() + 60_000));
    const back = await file(id, 'RETURN', second?.id ?? '', department);
    await decide(back.id, true, null, desk);
    const [row] = await report(desk);
    expect(row).toMatchObject({ appealId: id, returns: 2, unitIds: [gridUnit, department.unitId] });
    expect(await report(district)).toHaveLength(1);
    expect(await report(neighbour)).toEqual([]);
    expect(await report(desk, '2026-11-24', '2026-11-30')).toEqual([]);
  });
});
