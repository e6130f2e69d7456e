import type {
  AppealAnswer,
  ClockAnswer,
  LedgerEntryAnswer,
  RequestAnswer,
  WorkOrderAnswer,
} from '@weisu/api';
import { accountSubject, announce, AppealJudged, AppealResolved } from '@weisu/contracts';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, asLighting, officials, registered, startDispatch, statusOf } from './matter.fixture.js';

const { desk, grid, department, neighbour, community, hotline, auditor } = officials;

describe('a matter on its way through dispatch', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  it('is classified by the desk, allocated to grid and department, and its clocks run from dispatch', async () => {
    const id = await registered(service, time);
    expect(await statusOf(service, id)).toBe('REGISTERED');
    const { lead, assist } = await allocated(service, id);
    const kinds = (order: WorkOrderAnswer): string[] => order.clocks.map((clock) => clock.kind).sort();
    expect(kinds(lead)).toEqual(['ACCEPT', 'CONTACT', 'OPINION', 'RESOLVE', 'VERIFY']);
    expect(kinds(assist)).not.toContain('CONTACT');
    const contact = lead.clocks.find((clock) => clock.kind === 'CONTACT');
    expect(contact?.dueBy).toBe('2026-11-23T01:10:00.000Z');
    expect(await statusOf(service, id)).toBe('ALLOCATED');
  });

  it('cannot be classified by the community of S2, nor seen by a neighbour, nor changed by an auditor', async () => {
    const id = await registered(service, time);
    await expect(service.call('classifyAppeal', { id, input: asLighting }, community)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.call('classifyAppeal', { id, input: asLighting }, neighbour)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(service.call('classifyAppeal', { id, input: asLighting }, auditor)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await service.call('appeal', { id }, neighbour)).toBeNull();
    await expect(
      service.call(
        'allocateAppeal',
        { id, handlers: [{ unitId: '440303003020001.office', role: 'LEAD' }] },
        desk,
      ),
    ).rejects.toMatchObject({ code: 'NOT_CLASSIFIED' });
    await service.call('classifyAppeal', { id, input: asLighting }, desk);
    await expect(
      service.call('classifyAppeal', { id, input: asLighting, expectedVersion: 1 }, desk),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(
      service.call('allocateAppeal', { id, handlers: [{ unitId: 'nobody', role: 'LEAD' }] }, desk),
    ).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
  });

  it('is resolved by its lead, judged settled, and closed with its opinion; the ledger tells all of it', async () => {
    const id = await registered(service, time);
    const { lead, assist } = await allocated(service, id);
    await service.call('acceptWorkOrder', { id: lead.id }, grid);
    await service.call('recordContact', { id: lead.id, note: '已联系' }, grid);
    await service.call('recordVerification', { id: lead.id, facts: '属实' }, grid);
    await expect(
      service.call('recordProgress', { id: lead.id, note: '别人的' }, department),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await service.call('resolveWorkOrder', { id: lead.id, note: '已修复' }, grid);
    await service.settled();
    expect(service.probe.of(AppealResolved, id)).toMatchObject([
      { payload: { contactedInTime: true, leadUnitId: grid.unitId } },
    ]);
    const closing = { solved: true, meansExhausted: true };
    await expect(service.call('closeAppeal', { id, closing }, desk)).rejects.toMatchObject({
      code: 'CLOSING_BLOCKED',
    });
    await service.call(
      'fileHandlingOpinion',
      { id: lead.id, input: { facts: '路灯不亮', opinion: '已更换' } },
      grid,
    );
    await service.call('resolveWorkOrder', { id: assist.id, note: '已配合' }, department);
    await service.probe.say(
      id,
      announce(AppealJudged, { appealId: id, verdict: 'SETTLED', kind: 'SUPERVISORY' }),
      time.now(),
    );
    await service.call('closeAppeal', { id, closing }, desk);
    expect(await statusOf(service, id)).toBe('CLOSED');
    await service.settled();
    const [ledger] = await eventually(async () => {
      const found = await service.call<LedgerEntryAnswer[][]>('ledgerByAppeal', { keys: [id] }, desk);
      expect(found[0]?.at(-1)?.type).toBe('dispatch.appeal-closed.v1');
      return found;
    });
    const own = (ledger ?? []).filter((entry) => entry.service === 'DISPATCH');
    expect(own.map((entry) => entry.sequence)).toEqual(own.map((_, index) => index + 1));
    expect(own.find((entry) => entry.type === 'dispatch.work-order-accepted.v1')).toMatchObject({
      unitId: grid.unitId,
    });
  });

  it('is reopened when the follow-up says that it is not settled', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已处理' }, grid);
    const judged = announce(AppealJudged, { appealId: id, verdict: 'UNSETTLED', kind: 'SUPERVISORY' });
    const event = await service.probe.say(id, judged, time.now());
    await service.probe.repeat(event);
    expect(await service.call('appeal', { id }, desk)).toMatchObject({ status: 'HANDLING' });
    const [orders] = await service.call<WorkOrderAnswer[][]>('workOrdersByAppeal', { keys: [id] }, desk);
    expect(orders?.find((order) => order.role === 'LEAD')?.status).toBe('HANDLING');
  });

  it('lets a unit ask for more time once, decided by the desk, on a clock of its own', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const resolve = lead.clocks.find((clock) => clock.kind === 'RESOLVE');
    const input = {
      kind: 'EXTEND',
      appealId: id,
      workOrderId: lead.id,
      by: { amount: 1, unit: 'WORKING_DAY' },
      reason: '需外购灯具',
    };
    const request = await service.call<RequestAnswer>('fileRequest', { input }, grid);
    await expect(service.call('fileRequest', { input }, grid)).rejects.toMatchObject({
      code: 'REQUEST_LIMIT',
    });
    await expect(
      service.call('decideRequest', { id: request.id, approve: true, reason: '同意' }, neighbour),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await service.call('decideRequest', { id: request.id, approve: true, reason: '同意' }, desk);
    await expect(
      service.call('decideRequest', { id: request.id, approve: true, reason: '同意' }, desk),
    ).rejects.toMatchObject({ code: 'REQUEST_DECIDED' });
    const [clocks] = await service.call<ClockAnswer[][]>('clocksByAppeal', { keys: [id] }, desk);
    const after = clocks?.find((clock) => clock.id === resolve?.id);
    expect(new Date(after?.dueBy ?? 0).getTime()).toBeGreaterThan(new Date(resolve?.dueBy ?? 0).getTime());
  });

  it('comes back when a return is granted, and a unit that gets it again cannot return it', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const input = { kind: 'RETURN', appealId: id, workOrderId: lead.id, reason: '不属本网格' };
    const request = await service.call<RequestAnswer>('fileRequest', { input }, grid);
    await service.call('decideRequest', { id: request.id, approve: true, reason: '同意' }, desk);
    expect(await statusOf(service, id)).toBe('REGISTERED');
    const [again] = await service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: grid.unitId, role: 'LEAD' }] },
      desk,
    );
    await expect(
      service.call('fileRequest', { input: { ...input, workOrderId: again?.id } }, grid),
    ).rejects.toMatchObject({ code: 'RETURN_OF_DESIGNATED' });
  });

  it('answers an external order to its sender, who alone closes it, inside a deadline that lies before the sender’s', async () => {
    const dueBy = new Date('2026-11-23T20:00:00+08:00');
    const id = await registered(service, time, {
      channel: 'HOTLINE_12345',
      registeredBy: 'hotline',
      external: {
        system: '12345',
        number: 'X-1',
        dispatchedAt: time.now(),
        dueBy,
        returnBy: null,
        categoryCode: null,
        urgency: null,
        handlerUnitIds: [],
        followUpBySender: true,
        replyRequired: true,
      },
    });
    await service.call('classifyAppeal', { id, input: { ...asLighting, urgency: 'ROUTINE' } }, desk);
    const [lead] = await service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: grid.unitId, role: 'LEAD' }] },
      desk,
    );
    const resolve = lead?.clocks.find((clock) => clock.kind === 'RESOLVE');
    expect(resolve).toMatchObject({ source: 'EXTERNAL', dueBy: '2026-11-23T08:00:00.000Z' });
    await service.call('resolveWorkOrder', { id: lead?.id, note: '已处理' }, grid);
    const closing = { solved: true, meansExhausted: true };
    await expect(service.call('closeAppeal', { id, closing }, desk)).rejects.toMatchObject({
      code: 'SENDER_CLOSES',
    });
    await service.call('reportBack', { id, reply: '已处理完毕' }, desk);
    await service.call(
      'recordSenderVerdict',
      { system: '12345', number: 'X-1', accepted: false, note: '未解决' },
      hotline,
    );
    expect(await statusOf(service, id)).toBe('HANDLING');
    await service.call('resolveWorkOrder', { id: lead?.id, note: '再次处理' }, grid);
    const leading = { id, leaderId: accountSubject('street'), duties: ['包协调化解'] };
    await service.call('assignCaseLeader', leading, desk);
    await service.call('reportBack', { id, reply: '已再次处理' }, desk);
    const verdict = { system: '12345', number: 'X-1', accepted: true };
    await service.call('recordSenderVerdict', verdict, hotline);
    const repeated = await service.call<AppealAnswer>('recordSenderVerdict', verdict, hotline);
    expect(repeated).toMatchObject({ status: 'CLOSED', caseLeader: null });
    expect(await service.call('appeal', { id }, desk)).toMatchObject({
      caseLeader: { leaderId: leading.leaderId },
    });
    expect(await statusOf(service, id)).toBe('CLOSED');
  });
});
