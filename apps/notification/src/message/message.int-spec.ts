import { randomUUID } from 'node:crypto';
import type { OperationAnswer } from '@weisu/api';
import {
  announce,
  AppealReopened,
  AppealUnmerged,
  CaseLeaderAssigned,
  ClockOverdue,
  SummonsRefused,
  UnitCalled,
  WorkOrderUrged,
  type Absence,
} from '@weisu/contracts';
import { actorOf, ChangingDirectory, TestTime, type TestService } from '@weisu/testing';
import {
  auditor,
  callUnit,
  dispatchTo,
  district,
  housing,
  registerAppeal,
  startNotification,
  street,
  water,
} from '../notification.fixture.js';

type Messages = OperationAnswer['messages'];

describe('messages', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const directory = new ChangingDirectory();

  beforeAll(async () => {
    service = await startNotification(time, { directory });
  });
  afterAll(() => service.stop());

  const list = (actor: typeof water, args: object = {}) =>
    service.call<Messages>('messages', { first: 100, ...args }, actor);
  const about = async (actor: typeof water, subjectId: string) =>
    (await list(actor)).edges.map((edge) => edge.node).filter((node) => node.subjectId === subjectId);

  it('tell who was let go by an unmerging nothing more', async () => {
    const { appealId } = await registerAppeal(service, time.now());
    await dispatchTo(service, appealId, water.unitId ?? '', time.now());
    const before = (await about(water, appealId)).length;
    const unmerged = announce(AppealUnmerged, {
      ...{ appealId, fromId: appealId, cause: 'STAFF', mergedAt: null, noteId: appealId },
      letGo: [{ workOrderId: randomUUID(), unitId: water.unitId ?? '' }],
    });
    await service.probe.say(appealId, unmerged, time.now());
    const reopened = announce(AppealReopened, { appealId, cause: 'STAFF', noteId: null });
    await service.probe.say(appealId, reopened, time.now());
    expect(await about(water, appealId)).toHaveLength(before);
  });

  it('reach the unit with the number of the matter, once for an event that comes twice', async () => {
    const { appealId, number } = await registerAppeal(service, time.now());
    await dispatchTo(service, appealId, '440303.water', time.now());
    const urged = { appealId, workOrderId: randomUUID(), unitId: '440303.water', noteId: randomUUID() };
    const event = await service.probe.say(appealId, announce(WorkOrderUrged, urged), time.now());
    await service.probe.repeat(event);
    const texts = (await about(water, appealId)).map(({ kind, text }) => [kind, text]);
    expect(texts).toHaveLength(2);
    expect(texts).toContainEqual(['URGED', `诉求${number}被催办，请尽快办理。`]);
    expect(await about(housing, appealId)).toEqual([]);
  });

  it('get their number also when the registration is heard later', async () => {
    const appealId = randomUUID();
    await dispatchTo(service, appealId, '440303.water', time.now());
    expect(await about(water, appealId)).toMatchObject([{ text: '诉求已派至您单位主办。' }]);
    const { number } = await registerAppeal(service, time.now(), { appealId });
    expect(await about(water, appealId)).toMatchObject([{ text: `诉求${number}已派至您单位主办。` }]);
  });

  it('tell of a whistle once, whatever number of appeals it concerns', async () => {
    const { appealId } = await registerAppeal(service, time.now());
    const other = await registerAppeal(service, time.now());
    const summons = await callUnit(service, appealId, '440303.water', time.now());
    const again = { ...summons, first: false, areaCode: '440303003', reportInBy: null };
    await service.probe.say(other.appealId, announce(UnitCalled, again), time.now());
    expect(await about(water, appealId)).toMatchObject([{ kind: 'SUMMONS' }]);
    expect(await about(water, other.appealId)).toEqual([]);

    const refused = announce(SummonsRefused, { ...summons, noteId: randomUUID() });
    await service.probe.say(appealId, refused, time.now());
    for (const actor of [district, street])
      expect(await about(actor, appealId)).toMatchObject([{ kind: 'SUMMONS_REFUSED' }]);

    const clock = {
      clockId: randomUUID(),
      kind: 'REPORT_IN',
      unitId: '440303.water',
      workOrderId: null,
    } as const;
    const overdue = announce(ClockOverdue, { ...clock, summonsId: summons.summonsId, dueBy: time.now() });
    await service.probe.say(appealId, overdue, time.now());
    await service.probe.say(other.appealId, overdue, time.now());
    const all = [...(await about(water, appealId)), ...(await about(water, other.appealId))];
    expect(all.filter((message) => message.kind === 'OVERDUE')).toHaveLength(1);
  });

  it('reach the lead of a matter that is to be done again, and the persons of a case', async () => {
    const { appealId } = await registerAppeal(service, time.now());
    await dispatchTo(service, appealId, '440303.housing', time.now());
    const reopened = announce(AppealReopened, { appealId, cause: 'VERDICT', noteId: null });
    await service.probe.say(appealId, reopened, time.now());
    expect((await about(housing, appealId)).map((message) => message.kind).sort()).toEqual([
      'REOPENED',
      'WORK_ORDER',
    ]);
    const leader = actorOf({ roles: ['DISTRICT'], areaCode: '440303', subject: 'leader-1' });
    const led = announce(CaseLeaderAssigned, { appealId, leaderId: 'leader-1', teamIds: [] });
    await service.probe.say(appealId, led, time.now());
    expect(await about(leader, appealId)).toMatchObject([{ kind: 'CASE_LEADER' }]);
  });

  it('come in pages, the newest first, and by cursors that are ours', async () => {
    const gas = actorOf({ roles: ['COMPANY'], unitId: '440303.gas', subject: 'gas' });
    for (let n = 0; n < 5; n += 1) {
      const { appealId } = await registerAppeal(service, time.now());
      await dispatchTo(service, appealId, '440303.gas', time.now());
      if (n % 2) time.advance({ minutes: 1 });
    }
    const all = await list(gas);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Messages = await list(gas, { first: 2, after });
      seen.push(...page.edges.map((edge) => edge.node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(all.edges.map((edge) => edge.node.id));
    expect(seen).toHaveLength(5);
    const instants = all.edges.map((edge) => Date.parse(String(edge.node.at)));
    expect(instants).toEqual([...instants].sort((a, b) => b - a));
    const foreign = Buffer.from('["x","y"]').toString('base64url');
    for (const cursor of ['x', foreign])
      await expect(list(gas, { after: cursor })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(list(gas, { first: 101 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it("are marked read by their own reader, and others' are left alone", async () => {
    const power = actorOf({ roles: ['COMPANY'], unitId: '440303.power', subject: 'power' });
    const { appealId } = await registerAppeal(service, time.now());
    await dispatchTo(service, appealId, '440303.power', time.now());
    const [message] = await about(power, appealId);
    const ids = [message!.id, randomUUID(), 'no-id'];
    expect(await service.call('markMessagesRead', { ids }, water)).toBe(0);
    const both = await Promise.all(
      [1, 2].map(() => service.call<number>('markMessagesRead', { ids }, power)),
    );
    expect(both.sort()).toEqual([0, 1]);
    expect((await list(power, { unread: true })).edges).toEqual([]);
    expect((await list(power)).edges).toMatchObject([{ node: { readAt: time.now().toISOString() } }]);
  });

  it('are for those who work: nobody else may ask', async () => {
    await expect(list(auditor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(service.call('messages', {}, null)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('reach also who acts for a unit that is away, marked as the other’s, and no longer once it is back', async () => {
    const delegateId = '440303.gas';
    const body: Absence = {
      id: randomUUID(),
      unitId: '440303.education',
      delegateId,
      from: '2026-11-23T00:00:00.000Z',
      until: '2026-11-23T10:00:00.000Z',
      recordedAt: '2026-11-22T01:00:00.000Z',
      recordedBy: 'education',
    };
    await directory.publish(service, time, { kind: 'absence', key: body.id, body });
    const { appealId, number } = await registerAppeal(service, time.now());
    const education = actorOf({ roles: ['DEPARTMENT'], unitId: body.unitId, areaCode: '440303' });
    const stand = actorOf({ roles: ['COMPANY'], unitId: delegateId, areaCode: '440303', subject: 'gas' });
    await dispatchTo(service, appealId, '440303.education', time.now());
    expect(await about(stand, appealId)).toMatchObject([
      { kind: 'WORK_ORDER', text: `〔代罗湖区教育局〕诉求${number}已派至您单位主办。` },
    ]);
    expect(await about(education, appealId)).toHaveLength(1);
    time.set(new Date('2026-11-23T18:00:00+08:00'));
    const later = await registerAppeal(service, time.now());
    await dispatchTo(service, later.appealId, '440303.education', time.now());
    expect(await about(stand, later.appealId)).toEqual([]);
  });
});
