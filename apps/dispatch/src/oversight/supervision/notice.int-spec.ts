import type { OperationAnswer, RequestAnswer, WorkOrderAnswer } from '@weisu/api';
import {
  announce,
  AppealJudged,
  AppealRated,
  SupervisionAnswered,
  SupervisionIssued,
} from '@weisu/contracts';
import { actorOf, eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, officials, registered, startDispatch } from '../../matter.fixture.js';

type Notice = OperationAnswer['supervise'];

const { desk, grid, department, neighbour, district, community } = officials;
const station = actorOf({
  roles: ['STREET'],
  unitId: '440303003.police-station',
  areaCode: '440303003',
  subject: 'station',
});

describe('督办', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let id: string;
  let lead: string;
  let assist: string;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  beforeEach(async () => {
    time.set(new Date('2026-11-23T09:00:00+08:00'));
    id = await registered(service, time);
    const orders = await allocated(service, id);
    [lead, assist] = [orders.lead.id, orders.assist.id];
  });
  afterAll(() => service.stop());

  const issue = (actor = desk, unitId = grid.unitId) =>
    service.call<Notice>('supervise', { id, unitId, text: '请说明进展缓慢的原因' }, actor);
  const answer = (noticeId: string, actor = grid) =>
    service.call<Notice>('answerSupervision', { id: noticeId, answer: '已约定明日上门' }, actor);
  const issued = () => service.probe.of(SupervisionIssued, id).map(({ payload }) => payload);
  const list = async (actor: typeof desk, open = true) =>
    (await service.call<Notice[]>('supervisionNotices', { open }, actor)).map((one) => one.id);

  it('is numbered, has to be answered within a working day, and is answered once', async () => {
    const [first, second] = [await issue(), await issue(district, department.unitId)];
    expect(first).toMatchObject({
      ...{ unitId: grid.unitId, cause: 'HAND', text: '请说明进展缓慢的原因', issuedById: desk.unitId },
      ...{ answerBy: '2026-11-24T16:00:00.000Z', answeredAt: null },
    });
    const numbers = [first, second].map(({ number }) => Number(number?.split('-').at(-1)));
    expect(numbers[1]).toBe((numbers[0] ?? 0) + 1);
    expect(await list(grid)).toContain(first.id);
    expect(await list(desk)).toContain(first.id);
    expect(await answer(first.id ?? '')).toMatchObject({ answer: '已约定明日上门', late: false });
    await expect(answer(first.id ?? '')).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect(await list(grid)).not.toContain(first.id);
    await service.settled();
    expect(service.probe.of(SupervisionAnswered, id)).toMatchObject([{ payload: { late: false } }]);
  });

  it('is by who supervises, to a unit that has to do with the matter, and answered by that unit alone', async () => {
    await expect(issue(neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(issue(station)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const unitId of ['440303.water', 'nobody'])
      await expect(issue(desk, unitId)).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    const { id: noticeId = '' } = await issue();
    for (const actor of [department, desk, neighbour])
      await expect(answer(noticeId, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const both = await Promise.allSettled([answer(noticeId), answer(noticeId)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('comes by itself to who lets the time for resolving pass: at the instant not yet, then once', async () => {
    const resolve = await service.sql<{ due_by: Date }>(
      `SELECT due_by FROM clock WHERE owner_id = $1 AND kind = 'RESOLVE'`,
      [lead],
    );
    const dueBy = resolve[0]?.due_by ?? new Date();
    time.set(dueBy);
    await service.settled();
    expect(issued()).toEqual([]);
    time.set(new Date(dueBy.getTime() + 1));
    await eventually(() =>
      expect(issued().filter(({ unitId }) => unitId === grid.unitId)).toMatchObject([
        { cause: 'OVERDUE', issuedById: null, appealId: id },
      ]),
    );
    const { text, late } = await answer(
      issued().find(({ unitId }) => unitId === grid.unitId)?.noticeId ?? '',
    );
    expect([text, late]).toEqual([null, false]);
  });

  it('has to be answered also when the matter has ended, and keeps the next one from nobody', async () => {
    const rate = (stars: number) =>
      service.probe.say(id, announce(AppealRated, { appealId: id, stars }), time.now());
    await rate(1);
    await service.settled();
    const [first] = issued();
    await service.call('resolveWorkOrder', { id: lead, note: '已办' }, grid);
    await service.call('resolveWorkOrder', { id: assist, note: '已办' }, department);
    await service.call('fileHandlingOpinion', { id: lead, input: { facts: '属实', opinion: '已办' } }, grid);
    const settled = announce(AppealJudged, { appealId: id, verdict: 'SETTLED', kind: 'SUPERVISORY' });
    await service.probe.say(id, settled, time.now());
    await service.call('closeAppeal', { id, closing: { solved: true, meansExhausted: true } }, desk);
    const clocks = await service.sql('SELECT state FROM clock WHERE owner_id = $1', [first?.noticeId]);
    expect(clocks).toEqual([{ state: 'RUNNING' }]);
    await answer(first?.noticeId ?? '');
    await rate(2);
    await service.settled();
    expect(issued().map(({ cause }) => cause)).toEqual(['BAD_EFFECT', 'BAD_EFFECT']);
  });

  it('comes by itself at the third return, to who allocates', async () => {
    const units = [grid, department, community];
    let order = lead;
    for (const [index, unit] of units.entries()) {
      const input = { kind: 'RETURN', appealId: id, workOrderId: order, reason: '不属本单位' };
      const request = await service.call<RequestAnswer>('fileRequest', { input }, unit);
      await service.call('decideRequest', { id: request.id, approve: true, reason: '同意' }, desk);
      await service.settled();
      expect(issued()).toHaveLength(index === 2 ? 1 : 0);
      const next = units[index + 1];
      if (!next) continue;
      const handlers = [{ unitId: next.unitId, role: 'LEAD' }];
      const [again] = await service.call<WorkOrderAnswer[]>('allocateAppeal', { id, handlers }, desk);
      order = again?.id ?? '';
    }
    expect(issued()).toMatchObject([{ cause: 'RETURNED_OFTEN', unitId: desk.unitId }]);
  });

  it('comes by itself at the third reopening and with a bad rating, once while it waits for the answer', async () => {
    for (const round of [1, 2, 3]) {
      await service.call('resolveWorkOrder', { id: lead, note: '已办' }, grid);
      const unsettled = announce(AppealJudged, { appealId: id, verdict: 'UNSETTLED', kind: 'SUPERVISORY' });
      await service.probe.say(id, unsettled, time.now());
      await service.settled();
      expect(issued()).toHaveLength(round === 3 ? 1 : 0);
    }
    expect(issued()).toMatchObject([{ cause: 'REOPENED_OFTEN', unitId: grid.unitId }]);
    for (const stars of [3, 2, 1])
      await service.probe.say(id, announce(AppealRated, { appealId: id, stars }), time.now());
    await service.settled();
    expect(issued().map(({ cause }) => cause)).toEqual(['REOPENED_OFTEN', 'BAD_EFFECT']);
  });
});
