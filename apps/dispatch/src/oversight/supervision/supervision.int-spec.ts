import type { AppealAnswer } from '@weisu/api';
import { accountSubject, announce, AppealJudged, ClockOverdue, WorkOrderUrged } from '@weisu/contracts';
import { actorOf, eventually, TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  asLighting,
  officials,
  registered,
  startDispatch,
  statusOf,
} from '../../matter.fixture.js';

const { desk, grid, department, community, neighbour, auditor, district } = officials;
const leaderId = accountSubject('440303003.office');
const station = actorOf({
  roles: ['STREET'],
  unitId: '440303003.police-station',
  areaCode: '440303003',
  subject: 'station',
});

describe('supervision of a matter', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const nextWeek = '2026-11-30T09:00:00+08:00';

  it('on account is overdue after its date, and keeps the matter from closing until it is struck off', async () => {
    const id = await registered(service, time);
    const { lead, assist } = await allocated(service, id);
    await service.call('putOnAccount', { id, measures: '整改', dueBy: '2026-11-23T10:00:00+08:00' }, desk);
    await expect(
      service.call('putOnAccount', { id, measures: '再挂', dueBy: nextWeek }, desk),
    ).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    const overdue = () =>
      service.probe.of(ClockOverdue, id).filter(({ payload }) => payload.kind === 'CUSTOM');
    time.set('2026-11-23T10:00:00+08:00');
    await service.settled();
    expect(overdue()).toEqual([]);
    time.set('2026-11-23T10:00:00.001+08:00');
    await eventually(() =>
      expect(overdue()).toMatchObject([{ payload: { unitId: desk.unitId, workOrderId: null } }]),
    );

    await service.call('resolveWorkOrder', { id: lead.id, note: '已办' }, grid);
    await service.call('resolveWorkOrder', { id: assist.id, note: '已办' }, department);
    await service.call(
      'fileHandlingOpinion',
      { id: lead.id, input: { facts: '属实', opinion: '已办' } },
      grid,
    );
    const judged = announce(AppealJudged, { appealId: id, verdict: 'SETTLED', kind: 'SUPERVISORY' });
    await service.probe.say(id, judged, time.now());
    const close = () =>
      service.call('closeAppeal', { id, closing: { solved: true, meansExhausted: true } }, desk);
    await expect(close()).rejects.toMatchObject({
      code: 'CLOSING_BLOCKED',
      message: expect.stringContaining('ACCOUNT') as string,
    });
    await service.call('claimAccount', { id }, district);
    await service.call('strikeOffAccount', { id, acceptance: '验收合格' }, desk);
    await close();
    expect(await statusOf(service, id)).toBe('CLOSED');
  });

  it('leads by a person of the directory, with the street’s own duties', async () => {
    const id = await registered(service, time);
    const assign = (leader: string, teamIds: string[], duties = ['包调查核实', '包协调化解']) =>
      service.call<AppealAnswer>('assignCaseLeader', { id, leaderId: leader, duties, teamIds }, desk);
    await expect(assign('nobody', [])).rejects.toMatchObject({ code: 'PERSON_NOT_FOUND' });
    await expect(assign(leaderId, ['nobody'])).rejects.toMatchObject({ code: 'PERSON_NOT_FOUND' });
    await expect(assign(leaderId, [], [' '])).rejects.toMatchObject({ code: 'TEXT_EMPTY' });
    const led = await assign(leaderId, [leaderId, leaderId]);
    expect(led.caseLeader).toMatchObject({ leaderId, teamIds: [leaderId] });
    expect(led.caseLeader?.duties?.map((duty) => duty.text)).toEqual(['包调查核实', '包协调化解']);
  });

  it('is a duty: a station of the street has it not, and a neighbour sees no such matter', async () => {
    const id = await registered(service, time);
    const args = { id, measures: '整改', dueBy: nextWeek };
    await expect(service.call('putOnAccount', args, station)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(service.call('putOnAccount', args, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('urges from above, on record; a neighbour urges nothing', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    const urge = (actor: typeof desk, note = '请尽快') =>
      service.call('urgeWorkOrder', { id: lead.id, note }, actor);
    await expect(urge(neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(urge(community, '')).rejects.toMatchObject({ code: 'TEXT_EMPTY' });
    await urge(community);
    await service.settled();
    expect(service.probe.of(WorkOrderUrged, id)).toMatchObject([{ payload: { unitId: grid.unitId } }]);
  });

  it('lets an auditor read everything and write nothing', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    expect(await service.call('appeal', { id }, auditor)).toMatchObject({ id });
    for (const join of ['workOrdersByAppeal', 'clocksByAppeal', 'ledgerByAppeal'] as const) {
      const [found] = await service.call<unknown[][]>(join, { keys: [id] }, auditor);
      expect(found?.length).toBeGreaterThan(0);
    }
    const writes = [
      ['classifyAppeal', { id, input: asLighting }],
      ['declineAppeal', { id, ground: 'ILLEGAL', explanation: '不' }],
      ['mergeAppeal', { id, into: id }],
      ['allocateAppeal', { id, handlers: [] }],
      ['acceptWorkOrder', { id: lead.id }],
      ['resolveWorkOrder', { id: lead.id, note: '办结' }],
      ['fileRequest', { input: { kind: 'ESCALATE', appealId: id, reason: '理由' } }],
      ['urgeWorkOrder', { id: lead.id, note: '催' }],
      ['putOnAccount', { id, measures: '整改', dueBy: nextWeek }],
      ['closeAppeal', { id, closing: { solved: true, meansExhausted: true } }],
      ['reopenAppeal', { id, reason: '重办' }],
    ] as const;
    for (const [operation, args] of writes)
      await expect(service.call(operation, args, auditor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is the officials’ own: a resident sees of its matter neither leader nor account nor requests', async () => {
    const resident = actorOf({ roles: ['RESIDENT'], subject: 'resident' });
    const id = await registered(service, time, { residentSubject: 'resident' });
    await service.call('putOnAccount', { id, measures: '整改', dueBy: nextWeek }, desk);
    const seen = await service.call<AppealAnswer[]>('handlingByAppeal', { keys: [id] }, resident);
    expect(seen).toMatchObject([{ status: 'REGISTERED', caseLeader: null, account: null, suggestion: null }]);
    for (const join of [
      'requestsByAppeal',
      'workOrdersByAppeal',
      'clocksByAppeal',
      'ledgerByAppeal',
    ] as const)
      expect(await service.call(join, { keys: [id] }, resident)).toEqual([[]]);
  });
});
