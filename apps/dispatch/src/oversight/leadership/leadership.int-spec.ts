import type { AppealAnswer } from '@weisu/api';
import { accountSubject, ClockOverdue, LeaderDutyDone } from '@weisu/contracts';
import { actorOf, eventually, TestTime, type TestService } from '@weisu/testing';
import { officials, registered, startDispatch } from '../../matter.fixture.js';

const { desk, neighbour } = officials;
const leaderId = accountSubject('440303003.office');
const leader = actorOf({
  roles: ['STREET'],
  unitId: '440303003.office',
  areaCode: '440303003',
  subject: leaderId,
});
const station = actorOf({
  roles: ['STREET'],
  unitId: '440303003.police-station',
  areaCode: '440303003',
  subject: 'station',
});

describe('duties of a case leader', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let id: string;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  beforeEach(async () => {
    time.set(new Date('2026-11-23T09:00:00+08:00'));
    id = await registered(service, time);
  });
  afterAll(() => service.stop());

  const dueBy = '2026-11-23T12:00:00+08:00';
  const assign = async (more: object = {}) =>
    (
      await service.call<AppealAnswer>(
        'assignCaseLeader',
        { id, leaderId, duties: ['包调查核实'], dated: [{ text: '包协调化解', dueBy }], ...more },
        desk,
      )
    ).caseLeader;
  const tick = async (dutyId: string | undefined, actor = leader) =>
    (await service.call<AppealAnswer>('tickLeaderDuty', { id, dutyId, note: '已核实' }, actor)).caseLeader;
  const overdue = () => service.probe.of(ClockOverdue, id).filter(({ payload }) => payload.kind === 'CUSTOM');

  it('are ticked off with their dates by the leader or who supervises, once', async () => {
    const led = await assign();
    const [first, second] = led?.duties ?? [];
    expect(second).toMatchObject({ text: '包协调化解', dueBy: new Date(dueBy).toISOString(), doneAt: null });
    expect((await tick(first?.id))?.duties?.[0]).toMatchObject({ doneById: leaderId });
    time.set(new Date('2026-11-23T13:00:00+08:00'));
    await tick(first?.id, desk);
    const done = await tick(second?.id, desk);
    expect(done?.duties?.map((duty) => duty.doneAt)).toEqual([
      '2026-11-23T01:00:00.000Z',
      '2026-11-23T05:00:00.000Z',
    ]);
    await service.settled();
    expect(service.probe.of(LeaderDutyDone, id).map(({ payload }) => payload.late)).toEqual([false, true]);
  });

  it('are nobody else’s, and not a neighbour’s', async () => {
    const led = await assign();
    const duty = led?.duties?.[0]?.id;
    await expect(tick(duty, station)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(tick(duty, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(tick('0193a8f0-0000-7000-8000-00000000d001')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are overdue after their date, and not when they were ticked off or given anew', async () => {
    await assign();
    const led = await assign();
    time.set(new Date('2026-11-23T12:00:00.001+08:00'));
    await eventually(() => expect(overdue()).toHaveLength(1));
    await service.settled();
    expect(overdue()).toHaveLength(1);
    expect(led?.duties).toHaveLength(2);
  });

  it('come with a team whose roles the profile names, else it is refused', async () => {
    await expect(assign({ members: [{ personId: leaderId, role: '网格员' }] })).rejects.toMatchObject({
      code: 'TEAM_INVALID',
    });
    const people = ['dispatch-desk', 'duty-room', 'enforcement', 'discipline', 'office'].map((desk) =>
      accountSubject(`440303001.${desk}`),
    );
    const roles = ['党代表或人大代表', '网格员', '青年干部', '专业人员', '专业人员'];
    const members = people.map((personId, index) => ({ personId, role: roles[index] }));
    expect(await assign({ members })).toMatchObject({ members, teamIds: people });
  });
});
