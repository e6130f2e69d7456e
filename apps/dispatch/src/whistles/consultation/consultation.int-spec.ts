import type { LoadAnswer, OperationAnswer } from '@weisu/api';
import {
  ClockOverdue,
  ConsultationCalled,
  ConsultationRecorded,
  ConsultationTaskDone,
} from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import {
  areas,
  community,
  community2,
  district,
  housing,
  monday,
  startWhistleService,
  street,
  street2,
  urban,
  water,
  type WhistleService,
} from '../whistle/whistle-service.fixture.js';

type Consultation = OperationAnswer['callConsultation'];

describe('会商研判', () => {
  let service: WhistleService;
  let appealId: string;
  let whistleId: string;
  beforeAll(async () => (service = await startWhistleService()));
  beforeEach(async () => {
    service.time.set(monday);
    appealId = await service.appeal(areas.community, 'URGENT');
    whistleId = (await service.blow({ appealIds: [appealId], unitIds: [urban.unitId!, water.unitId!] })).id;
  });
  afterAll(() => service.stop());

  const at = '2026-11-23T14:00:00+08:00';
  const call = (actor = street, more: object = {}) =>
    service.call<Consultation>(
      'callConsultation',
      {
        whistleId,
        input: {
          ...{ agenda: '路面塌陷处置', place: '街道三楼会议室', at, unitIds: [urban.unitId, water.unitId] },
          ...more,
        },
      },
      actor,
    );
  const task = {
    text: '封闭路口',
    unitId: urban.unitId,
    person: '李秀英',
    dueBy: '2026-11-24T18:00:00+08:00',
  };
  const record = (id: string, more: object = {}, actor = street) =>
    service.call<Consultation>(
      'recordConsultation',
      {
        id,
        input: {
          attendance: [{ unitId: urban.unitId, person: '李秀英' }],
          record: '会议明确由城管封闭路口，水务抢修。',
          tasks: [task],
          ...more,
        },
      },
      actor,
    );
  const finish = (id: string, actor = urban) =>
    service.call<Consultation>('finishConsultationTask', { id, result: '已封闭' }, actor);
  const seen = async (actor = street) =>
    (
      await service.call<LoadAnswer['consultationsByWhistle']>(
        'consultationsByWhistle',
        { keys: [whistleId] },
        actor,
      )
    )[0];

  it('has an agenda, who came and who did not, a record, and tasks with person and date', async () => {
    const called = await call();
    expect(called).toMatchObject({
      ...{ agenda: '路面塌陷处置', place: '街道三楼会议室', heldAt: null, record: null, tasks: [] },
      attendance: [
        { unitId: urban.unitId, person: null },
        { unitId: water.unitId, person: null },
      ],
    });
    service.time.set(at);
    const held = await record(called.id);
    expect(held).toMatchObject({
      heldAt: new Date(at).toISOString(),
      attendance: [
        { unitId: urban.unitId, person: '李秀英' },
        { unitId: water.unitId, person: null },
      ],
      record: '会议明确由城管封闭路口，水务抢修。',
      tasks: [{ text: '封闭路口', unitId: urban.unitId, person: '李秀英', doneAt: null }],
    });
    const taskId = held.tasks?.[0]?.id ?? '';
    expect((await finish(taskId)).tasks).toMatchObject([
      { doneAt: new Date(at).toISOString(), result: '已封闭' },
    ]);
    await finish(taskId);
    await service.settled();
    expect(service.probe.of(ConsultationCalled, appealId)).toHaveLength(1);
    expect(service.probe.of(ConsultationRecorded, appealId)).toMatchObject([
      { payload: { absentIds: [water.unitId], tasks: [{ unitId: urban.unitId }] } },
    ]);
    expect(service.probe.of(ConsultationTaskDone, appealId)).toMatchObject([{ payload: { late: false } }]);
    for (const actor of [street, district, community, urban]) expect(await seen(actor)).toHaveLength(1);
    for (const actor of [street2, community2, housing]) expect(await seen(actor)).toEqual([]);
  });

  it('leaves a task overdue after its date', async () => {
    const { id } = await call();
    service.time.set(at);
    await record(id);
    service.time.set('2026-11-24T18:00:00.001+08:00');
    await eventually(() =>
      expect(
        service.probe
          .of(ClockOverdue, appealId)
          .filter(({ payload }) => payload.kind === 'CUSTOM' && payload.unitId === urban.unitId),
      ).toHaveLength(1),
    );
  });

  it('is called and recorded by who whistled or the street’s desk, and a task is done by whose it is', async () => {
    await expect(call(street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(call(community2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await call();
    service.time.set(at);
    await expect(record(id, {}, community2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const held = await record(id);
    const taskId = held.tasks?.[0]?.id ?? '';
    for (const actor of [water, street, housing])
      await expect(finish(taskId, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    ['before it has begun', 'STATE_FORBIDS', {}, '2026-11-23T13:59:59+08:00'],
    [
      'with one that was not invited',
      'UNIT_NOT_FOUND',
      { attendance: [{ unitId: housing.unitId, person: '王' }] },
      at,
    ],
    [
      'with one twice',
      'INVALID_ARGUMENT',
      { attendance: [1, 2].map(() => ({ unitId: urban.unitId, person: '李' })) },
      at,
    ],
    ['with a nameless person', 'TEXT_EMPTY', { attendance: [{ unitId: urban.unitId, person: ' ' }] }, at],
    [
      'with a task of one that was not invited',
      'UNIT_NOT_FOUND',
      { tasks: [{ ...task, unitId: housing.unitId }] },
      at,
    ],
    ['with a task that was due yesterday', 'INVALID_ARGUMENT', { tasks: [{ ...task, dueBy: at }] }, at],
  ])('is not recorded %s', async (_, code, more, now) => {
    const { id } = await call();
    service.time.set(now);
    await expect(record(id, more)).rejects.toMatchObject({ code });
  });

  it('is recorded once, also when two do it at the same time', async () => {
    const { id } = await call();
    service.time.set(at);
    const both = await Promise.allSettled([record(id), record(id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await seen())?.[0]?.tasks).toHaveLength(1);
  });

  it.each([
    ['nobody', [], 'INVALID_ARGUMENT'],
    ['a unit twice', [urban.unitId, urban.unitId], 'INVALID_ARGUMENT'],
    ['a unit that is none', ['nobody'], 'UNIT_NOT_FOUND'],
    ['one that is not called and would not see it', [housing.unitId], 'UNIT_NOT_FOUND'],
  ])('is not called with %s', async (_, unitIds, code) => {
    await expect(call(street, { unitIds })).rejects.toMatchObject({ code });
  });
});
