import type { OperationAnswer } from '@weisu/api';
import { AppealJudged, FollowUpScheduled } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  district,
  externalOrder,
  hotline,
  otherSystem,
  register,
  registerResolved,
  resolve,
  startEvaluation,
  street,
} from '../evaluation.fixture.js';

type FollowUp = OperationAnswer['importFollowUp'];

const solved = { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED', note: '热线回访' };
const unsolved = { contacted: true, outcome: 'UNSOLVED', satisfaction: 'DISSATISFIED' };

describe("the hotline's own follow-up", () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeAll(async () => {
    service = await startEvaluation(time);
  });
  afterAll(() => service.stop());

  const order = (number: string) => ({ registeredBy: hotline.client, external: externalOrder(number) });
  const send = (number: string, input: object, actor = hotline, key = {}) =>
    service.call<FollowUp>('importFollowUp', { system: '12345', number, input }, actor, key);

  it('is awaited for its own orders: no task of ours calls the appellant a second time', async () => {
    const { appealId } = await registerResolved(service, time.now(), {
      registered: order('H-1'),
      resolved: { followUpBySender: true },
    });
    await service.settled();
    expect(service.probe.of(FollowUpScheduled, appealId)).toHaveLength(0);
    const first = await send('H-1', solved);
    expect(first).toMatchObject({ kind: 'HOTLINE', appealId, countsInRates: true, unitId: '440303.office' });
    expect(await send('H-1', solved)).toEqual(first);
    await expect(send('H-1', unsolved)).rejects.toMatchObject({ code: 'FOLLOW_UP_DONE' });
    await service.settled();
    expect(service.probe.of(AppealJudged, appealId)).toMatchObject([
      { payload: { verdict: 'SETTLED', kind: 'HOTLINE' } },
    ]);
  });

  it('is for the system that sent the matter alone', async () => {
    await registerResolved(service, time.now(), {
      registered: order('H-2'),
      resolved: { followUpBySender: true },
    });
    for (const number of ['H-2', 'H-0'])
      await expect(send(number, solved, otherSystem)).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    await expect(send('H-0', solved)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(send('H-2', solved, district)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('comes after the resolution', async () => {
    await register(service, time.now(), order('H-3'));
    await expect(send('H-3', solved)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('overrides our answer, and spares the appellant a second call', async () => {
    const { appealId } = await registerResolved(service, time.now(), { registered: order('H-4') });
    const tasks = await service.call<FollowUp[]>('followUpTasks', { first: 100 }, street);
    const own = tasks.find((task) => task.appealId === appealId)!;
    await service.call('recordFollowUp', { id: own.id, input: solved }, street);
    await send('H-4', unsolved);
    const [all] = await service.call<FollowUp[][]>('followUpsByAppeal', { keys: [appealId] }, street);
    expect(all!.filter((one) => one.countsInRates)).toMatchObject([{ kind: 'HOTLINE', outcome: 'UNSOLVED' }]);
    await service.settled();
    expect(service.probe.of(AppealJudged, appealId).map((event) => event.payload.verdict)).toEqual([
      'SETTLED',
      'UNSETTLED',
    ]);

    const other = await registerResolved(service, time.now(), { registered: order('H-5') });
    await send('H-5', solved);
    const left = await service.call<FollowUp[]>('followUpTasks', { first: 100 }, street);
    expect(left.filter((task) => task.appealId === other.appealId)).toEqual([]);
  });

  it('that reached nobody leaves ours to be made, and can be followed by one that did', async () => {
    const { appealId } = await registerResolved(service, time.now(), { registered: order('H-6') });
    expect(await send('H-6', { contacted: false })).toMatchObject({ countsInRates: false, attempts: 1 });
    const tasks = await service.call<FollowUp[]>('followUpTasks', { first: 100 }, street);
    expect(tasks.filter((task) => task.appealId === appealId)).toHaveLength(1);
    expect(await send('H-6', solved)).toMatchObject({ countsInRates: true, attempts: 2 });
    await service.settled();
    expect(service.probe.of(AppealJudged, appealId)).toHaveLength(1);
  });

  it('is recorded once when it comes twice at the same time', async () => {
    const { appealId } = await register(service, time.now(), order('H-7'));
    await resolve(service, appealId, time.now(), { followUpBySender: true });
    const [first, second] = await Promise.all([send('H-7', solved), send('H-7', solved)]);
    expect(first).toEqual(second);
    await service.settled();
    expect(service.probe.of(AppealJudged, appealId)).toHaveLength(1);
  });
});
