import type { LoadAnswer, OperationAnswer, RequestAnswer, WhistleAnswer, WorkOrderAnswer } from '@weisu/api';
import { AppellantContacted, type Absence } from '@weisu/contracts';
import { actorOf, ChangingDirectory, eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, officials, registered, startDispatch } from '../../matter.fixture.js';

const { grid, desk } = officials;
const unitId = grid.unitId ?? '';
const delegateId = '440303003020002.office';
const stranger = actorOf({
  roles: ['GRID'],
  unitId: '440303003001001.office',
  areaCode: '440303003001001',
  subject: 'stranger',
});
const delegate = actorOf({
  roles: ['GRID'],
  unitId: delegateId,
  areaCode: '440303003020002',
  subject: 'delegate',
});

describe('work of a unit that is away', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const directory = new ChangingDirectory();
  const absence: Absence = {
    id: '0193a8f1-0000-7000-8000-000000000001',
    unitId,
    delegateId,
    from: '2026-11-24T00:00:00.000Z',
    until: '2026-11-27T10:00:00.000Z',
    recordedAt: '2026-11-23T01:00:00.000Z',
    recordedBy: 'grid',
  };
  let service: TestService;
  let appealId: string;
  let orderId: string;

  beforeAll(async () => {
    service = await startDispatch(time, directory);
    await directory.publish(service, time, { kind: 'absence', key: absence.id, body: absence });
    await eventually(async () =>
      expect(await service.sql(`SELECT 1 FROM directory_copy WHERE kind = 'absence'`)).toHaveLength(1),
    );
  });
  beforeEach(async () => {
    time.set(new Date('2026-11-23T09:00:00+08:00'));
    appealId = await registered(service, time);
    const { lead } = await allocated(service, appealId);
    orderId = lead.id;
  });
  afterAll(() => service.stop());

  const contact = (actor = delegate, options: object = { actingFor: unitId }) =>
    service.call('recordContact', { id: orderId, note: '已电话联系' }, actor, options);
  const workbench = async (options: object) =>
    (
      await service.call<OperationAnswer['workbench']>('workbench', { first: 100 }, delegate, options)
    ).edges?.map(({ node }) => node?.id);

  it('is seen and done by the delegate while it is away, and the ledger names both', async () => {
    time.set(new Date('2026-11-24T08:00:00+08:00'));
    expect(await workbench({})).not.toContain(orderId);
    expect(await workbench({ actingFor: unitId })).toContain(orderId);
    expect(await contact()).toMatchObject({ id: orderId, unitId, status: 'HANDLING' });
    await service.settled();
    expect(service.probe.of(AppellantContacted, appealId)).toMatchObject([
      { payload: { unitId }, actor: { subject: 'delegate', unitId, delegateId } },
    ]);
    await eventually(async () => {
      const [entries] = await service.call<LoadAnswer['ledgerByAppeal']>(
        'ledgerByAppeal',
        { keys: [appealId] },
        desk,
      );
      expect(entries?.find(({ type }) => type === AppellantContacted.type)).toMatchObject({
        unitId,
        delegateId,
      });
      expect(entries?.filter((entry) => entry.delegateId !== null)).toHaveLength(1);
    });
  });

  it('is only its own before it goes and from the instant on which it is back', async () => {
    time.set(new Date('2026-11-24T07:59:59+08:00'));
    await expect(contact()).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
    time.set(new Date('2026-11-27T18:00:00+08:00'));
    await expect(contact()).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
    time.set(new Date('2026-11-27T17:59:59+08:00'));
    expect(await contact()).toMatchObject({ id: orderId });
  });

  it('is nothing for whoever does not stand in, does not say so, or asks for a unit that is none', async () => {
    time.set(new Date('2026-11-25T09:00:00+08:00'));
    await expect(contact(stranger)).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
    await expect(contact(delegate, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(contact(delegate, { actingFor: delegateId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(contact(delegate, { actingFor: 'nobody' })).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
    await expect(
      service.call('appeal', { id: appealId }, actorOf({ roles: ['AUDITOR'] }), { actingFor: unitId }),
    ).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
  });

  it('stays the unit’s own too: whoever is back early need not wait', async () => {
    time.set(new Date('2026-11-25T09:00:00+08:00'));
    expect(await contact(grid)).toMatchObject({ id: orderId });
  });

  it('gives the delegate no more than its roles allow', async () => {
    time.set(new Date('2026-11-25T09:00:00+08:00'));
    await expect(
      service.call('workbench', { first: 1 }, actorOf({ ...delegate, roles: ['AUDITOR'] }), {
        actingFor: unitId,
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('does not let who acts for the desk decide about the own unit', async () => {
    const police = actorOf({
      roles: ['STREET'],
      unitId: '440303003.police-station',
      areaCode: '440303003',
      subject: 'police',
    });
    const deskUnit = desk.unitId ?? '';
    const body = {
      ...absence,
      id: absence.id.replace(/1$/, '2'),
      unitId: deskUnit,
      delegateId: police.unitId ?? '',
    };
    await directory.publish(service, time, { kind: 'absence', key: body.id, body });
    await eventually(async () =>
      expect(await service.sql(`SELECT 1 FROM directory_copy WHERE key = $1`, [body.id])).toHaveLength(1),
    );
    time.set(new Date('2026-11-25T09:00:00+08:00'));
    const input = {
      appealIds: [appealId],
      areaCode: '440303003020',
      situation: 'HARD_MATTER',
      reason: '难办',
    };
    const blow = { input: { ...input, unitIds: [police.unitId] } };
    const asDesk = { actingFor: deskUnit };
    const whistle = await service.call<WhistleAnswer>('blowWhistle', blow, desk);
    const id = whistle.summonses[0]?.id;
    await service.call('reportIn', { id, input: { officer: '民警' } }, police);
    await service.call('recordAction', { id, note: '处置' }, police);
    await service.call('finishSummons', { id, result: '完成' }, police);
    const complete = { id: whistle.id, outcome: '办结', ratings: [{ summonsId: id, stars: 5 }] };
    await expect(service.call('completeWhistle', complete, police, asDesk)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await service.call('completeWhistle', complete, desk);
    const handlers = [{ unitId: police.unitId, role: 'LEAD' }];
    const [order] = await service.call<WorkOrderAnswer[]>('allocateAppeal', { id: appealId, handlers }, desk);
    const back = { kind: 'RETURN', appealId, workOrderId: order?.id, reason: '不属职责' };
    const request = await service.call<RequestAnswer>('fileRequest', { input: back }, police);
    const decision = { id: request.id, approve: true, reason: '同意' };
    await expect(service.call('decideRequest', decision, police, asDesk)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await service.call('decideRequest', decision, desk);
  });

  it('does not let who acts for the desk decide about another unit that it acts for, too', async () => {
    const station = actorOf({
      roles: ['STREET'],
      unitId: '440303003.enforcement',
      areaCode: '440303003',
      subject: 'enforcement',
    });
    const [deskId, policeId] = [desk.unitId ?? '', '440303003.police-station'];
    for (const [index, unit] of [deskId, policeId].entries()) {
      const key = absence.id.replace(/1$/, String(index + 3));
      const period = { from: '2026-12-01T00:00:00.000Z', until: '2026-12-04T00:00:00.000Z' };
      const body = { ...absence, ...period, id: key, unitId: unit, delegateId: station.unitId ?? '' };
      await directory.publish(service, time, { kind: 'absence', key, body });
      await eventually(async () =>
        expect(await service.sql(`SELECT 1 FROM directory_copy WHERE key = $1`, [key])).toHaveLength(1),
      );
    }
    time.set(new Date('2026-12-02T09:00:00+08:00'));
    const input = { appealIds: [], areaCode: '440303003020', situation: 'KEY_WORK', reason: '联合整治' };
    const whistle = await service.call<WhistleAnswer>(
      'blowWhistle',
      { input: { ...input, unitIds: [policeId] } },
      desk,
    );
    const id = whistle.summonses[0]?.id;
    const waive = (options: object) =>
      service.call('waiveSummons', { id, reason: '不需要' }, station, options);
    await expect(waive({ actingFor: deskId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await service.call('acknowledgeSummons', { id }, station, { actingFor: policeId });
    // one of the two is back: the other is acted for as before
    time.set(new Date('2026-12-04T00:00:00Z'));
    await expect(waive({ actingFor: deskId })).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
    await service.call('waiveSummons', { id, reason: '不需要' }, desk);
  });

  it.each([
    ['setDutyRoster', () => ({ unitId, from: absence.from, until: absence.until, shifts: [] })],
    ['assignCaseLeader', () => ({ id: appealId, leaderId: 'delegate', duties: ['包协调化解'] })],
    ['claimAccount', () => ({ id: appealId })],
    ['setPaperTemplate', () => ({ areaCode: '440303003', kind: 'WHISTLE' })],
  ] as const)('hole 16: lets no stand-in do what outlives the absence: %s', async (operation, args) => {
    time.set(new Date('2026-11-25T09:00:00+08:00'));
    const inStreet = actorOf({ ...delegate, roles: ['GRID', 'STREET'] });
    const before = await service.sql("SELECT count(*)::int AS said FROM journal WHERE actor_kind = 'STAFF'");
    const call = (options: object) => service.call(operation, args(), inStreet, options);
    await expect(call({ actingFor: unitId })).rejects.toMatchObject({ code: 'NOT_WHILE_ACTING_FOR' });
    expect(await service.sql("SELECT count(*)::int AS said FROM journal WHERE actor_kind = 'STAFF'")).toEqual(
      before,
    );
    await expect(call({ actingFor: 'nobody' })).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
  });

  it('names both in who opened the matter', async () => {
    time.set(new Date('2026-11-25T09:00:00+08:00'));
    await service.call('appeal', { id: appealId }, delegate, { actingFor: unitId });
    const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303', subject: 'auditor' });
    const { edges } = await service.call<OperationAnswer['appealOpenings']>(
      'appealOpenings',
      { id: appealId },
      auditor,
    );
    expect(edges?.map(({ node }) => node)).toMatchObject([{ actorId: 'delegate', unitId, delegateId }]);
  });

  it('answers a repetition of the key only under the same unit', async () => {
    time.set(new Date('2026-11-25T09:00:00+08:00'));
    const args = { id: orderId, note: '已联系' };
    const key = { idempotencyKey: 'k-1' };
    const acting = { ...key, actingFor: unitId };
    // reminders become due meanwhile, and a repetition answers what there is now
    const record = async () => {
      const { id, version, status } = await service.call<Record<string, unknown>>(
        'recordContact',
        args,
        delegate,
        acting,
      );
      return { id, version, status };
    };
    const first = await record();
    expect(await record()).toEqual(first);
    await expect(service.call('recordContact', args, delegate, key)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
