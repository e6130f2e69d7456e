import type { OperationAnswer, RequestAnswer, WorkOrderAnswer } from '@weisu/api';
import { ClockOverdue, RequestDecided } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, clocksOf, officials, registered, startDispatch, statusOf } from '../../matter.fixture.js';

const { desk, grid, department, neighbour, district } = officials;

describe('requests, and what approval makes of them', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const file = (
    appealId: string,
    kind: string,
    order: WorkOrderAnswer | null,
    by?: { amount: number; unit: string },
    actor = grid,
  ) =>
    service.call<RequestAnswer>(
      'fileRequest',
      { input: { kind, appealId, workOrderId: order?.id ?? null, by, reason: '说明理由' } },
      actor,
    );
  const decide = (request: RequestAnswer, approve: boolean, actor = desk) =>
    service.call<RequestAnswer>('decideRequest', { id: request.id, approve, reason: '已阅' }, actor);
  const toDecide = async () => {
    const open = await service.call<RequestAnswer[]>('requestsToDecide', {}, desk);
    return open.map((request) => request.id);
  };
  const hours = (amount: number) => ({ amount, unit: 'NATURAL_HOUR' });

  it('stands in a list on either side: what is open the nearest first, else the latest', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const first = await file(id, 'SUSPEND', lead, hours(2));
    time.advance({ minutes: 1 });
    const second = await file(id, 'RETURN', lead);
    type List = OperationAnswer['requests'];
    const list = async (actor: Actor, args: object): Promise<string[]> => {
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const page: List = await service.call<List>('requests', { ...args, first: 1, after }, actor);
        seen.push(...page.edges.map(({ node }) => node.id));
        if (!page.pageInfo.hasNextPage) return seen;
        after = page.pageInfo.endCursor ?? null;
      }
    };
    const due = ({ decideBy }: RequestAnswer) => Date.parse(String(decideBy));
    const both = [first, second].sort((one, other) => due(one) - due(other)).map((one) => one.id);
    const ours = (all: readonly string[]) => all.filter((one) => both.includes(one));
    expect(ours(await list(officials.grid, { side: 'FILED', filter: { open: true } }))).toEqual(both);
    expect(ours(await list(desk, { side: 'TO_DECIDE', filter: { open: true } }))).toEqual(both);
    expect(ours(await list(officials.grid, { side: 'FILED' }))).toEqual([...both].reverse());
    expect(ours(await list(officials.grid, { side: 'TO_DECIDE' }))).toEqual([]);
    for (const actor of [officials.neighbour, officials.community, officials.department])
      for (const side of ['FILED', 'TO_DECIDE']) expect(ours(await list(actor, { side }))).toEqual([]);
    await decide(first, false);
    expect(ours(await list(desk, { side: 'TO_DECIDE', filter: { open: true } }))).toEqual([second.id]);
    expect(ours(await list(desk, { side: 'TO_DECIDE', filter: { open: false } }))).toEqual([first.id]);
    const returns = { side: 'FILED', filter: { kind: ['RETURN'] } };
    expect(ours(await list(officials.grid, returns))).toEqual([second.id]);
    await decide(second, false);
  });

  it('suspends the limit for resolving, which runs on by itself when the time is over', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const due = (await clocksOf(service, lead.id))['RESOLVE']?.due_by ?? new Date(0);
    await decide(await file(id, 'SUSPEND', lead, hours(2)), true);
    expect((await clocksOf(service, lead.id))['RESOLVE']?.state).toBe('SUSPENDED');
    time.advance({ hours: 2 });
    time.advance({ minutes: 1 });
    await eventually(async () =>
      expect((await clocksOf(service, lead.id))['RESOLVE']?.state).toBe('RUNNING'),
    );
    const moved = (await clocksOf(service, lead.id))['RESOLVE']?.due_by ?? new Date(0);
    expect(moved.getTime() - due.getTime()).toBe(121 * 60_000);
    await service.settled();
    expect(service.probe.of(ClockOverdue, id).filter((event) => event.payload.kind === 'CUSTOM')).toEqual([]);
  });

  it('gives a suspension without a length the most that the profile allows, and ends it by hand', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const request = await file(id, 'SUSPEND', lead);
    expect(request.by).toEqual({ amount: 30, unit: 'NATURAL_DAY' });
    await decide(request, true);
    const clock = (await clocksOf(service, lead.id))['RESOLVE'];
    const resume = (actor: typeof desk) => service.call('resumeClock', { id: clock?.id }, actor);
    await expect(resume(neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await resume(desk);
    expect((await clocksOf(service, lead.id))['RESOLVE']?.state).toBe('RUNNING');
    expect((await clocksOf(service, request.id))['CUSTOM']?.state).toBe('CANCELLED');
    await expect(resume(desk)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(service.call('resumeClock', { id: 'no-clock' }, desk)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('defers a matter until its date; its limits rest until then', async () => {
    const id = await registered(service, time);
    const { lead, assist } = await allocated(service, id);
    await decide(await file(id, 'DEFER', lead, hours(5)), true);
    expect(await statusOf(service, id)).toBe('DEFERRED');
    expect((await clocksOf(service, assist.id))['RESOLVE']?.state).toBe('SUSPENDED');
    await expect(file(id, 'DEFER', lead, hours(5))).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    time.advance({ hours: 5 });
    time.advance({ minutes: 1 });
    await eventually(async () => expect(await statusOf(service, id)).toBe('HANDLING'));
    expect((await clocksOf(service, assist.id))['RESOLVE']?.state).toBe('RUNNING');
  });

  it('lets a deferred matter be resolved before its date, and nothing of the deferral is left', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const request = await file(id, 'DEFER', lead, hours(50));
    await decide(request, true);
    await service.call('resolveWorkOrder', { id: lead.id, note: '提前解决' }, grid);
    expect(await statusOf(service, id)).toBe('RESOLVED');
    const clocks = await clocksOf(service, lead.id);
    expect([clocks['RESOLVE']?.state, clocks['OPINION']?.state]).toEqual(['MET', 'RUNNING']);
    expect((await clocksOf(service, request.id))['CUSTOM']?.state).toBe('CANCELLED');
  });

  it('takes a deferred matter up again as a whole when one of its limits is resumed by hand', async () => {
    const id = await registered(service, time);
    const { lead, assist } = await allocated(service, id);
    await decide(await file(id, 'DEFER', null, hours(50)), true);
    const clock = (await clocksOf(service, lead.id))['RESOLVE'];
    await service.call('resumeClock', { id: clock?.id }, district);
    expect(await statusOf(service, id)).toBe('HANDLING');
    expect((await clocksOf(service, assist.id))['RESOLVE']?.state).toBe('RUNNING');
  });

  it('raises the level, and the limits follow it', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await decide(await file(id, 'ESCALATE', lead), true);
    expect(await service.call('appeal', { id }, desk)).toMatchObject({ responseLevel: 2 });
  });

  it('ends only the order of an assistant that returns it', async () => {
    const id = await registered(service, time);
    const { assist } = await allocated(service, id);
    await decide(await file(id, 'RETURN', assist, undefined, department), true);
    expect(await statusOf(service, id)).toBe('ALLOCATED');
    const [orders] = await service.call<WorkOrderAnswer[][]>('workOrdersByAppeal', { keys: [id] }, desk);
    expect(orders?.map((order) => order.status).sort()).toEqual(['DISPATCHED', 'RETURNED']);
  });

  it('designates the unit whose return is refused', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await decide(await file(id, 'RETURN', lead), false);
    await expect(file(id, 'RETURN', lead)).rejects.toMatchObject({ code: 'RETURN_OF_DESIGNATED' });
  });

  it('lapse when their order is resolved: they are on nobody’s desk and block nothing', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const extend = await file(id, 'EXTEND', lead, hours(1));
    const escalate = await file(id, 'ESCALATE', null);
    expect(await toDecide()).toEqual(expect.arrayContaining([extend.id, escalate.id]));
    await service.call('resolveWorkOrder', { id: lead.id, note: '已办结' }, grid);
    const open = await toDecide();
    expect([open.includes(extend.id), open.includes(escalate.id)]).toEqual([false, false]);
    expect((await clocksOf(service, extend.id))['DECIDE']?.state).toBe('CANCELLED');
    await expect(decide(extend, true)).rejects.toMatchObject({ code: 'REQUEST_DECIDED' });
    const [requests] = await service.call<RequestAnswer[][]>('requestsByAppeal', { keys: [id] }, desk);
    expect(requests?.[0]).toMatchObject({ approved: null, decidedById: null, decidedAt: expect.any(String) });
  });

  it('cannot extend a limit that passed meanwhile: it is overdue, and only a refusal is left', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const request = await file(id, 'EXTEND', lead, hours(1));
    time.advance({ days: 1 });
    time.advance({ minutes: 1 });
    await expect(decide(request, true)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(decide(request, false)).resolves.toMatchObject({ approved: false });
    await expect(file(id, 'EXTEND', lead, hours(1))).rejects.toMatchObject({ code: 'REQUEST_TOO_LATE' });
  });

  it('is decided once by two who decide at the same time', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const request = await file(id, 'EXTEND', lead, hours(1));
    const results = await Promise.allSettled([decide(request, true), decide(request, true)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'REQUEST_DECIDED' },
    });
    await service.settled();
    expect(service.probe.of(RequestDecided, id)).toHaveLength(1);
  });

  it.each([
    ['a blank reason', { reason: ' ' }, 'TEXT_EMPTY'],
    ['a reason too long', { reason: '字'.repeat(20_001) }, 'TEXT_TOO_LONG'],
    ['a file that cannot be ours', { attachments: ['nothing'] }, 'ATTACHMENT_NOT_FOUND'],
    ['another’s clock', { clockId: '0193a8f0-0000-7000-8000-00000000dead' }, 'REQUEST_INVALID'],
  ])('is refused with %s', async (_, wrong, code) => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const input = {
      kind: 'EXTEND',
      appealId: id,
      workOrderId: lead.id,
      by: hours(1),
      reason: '理由',
      ...wrong,
    };
    await expect(service.call('fileRequest', { input }, grid)).rejects.toMatchObject({ code });
  });
});
