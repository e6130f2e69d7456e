import { randomUUID } from 'node:crypto';
import type { AppealAnswer, PublicProgressAnswer } from '@weisu/api';
import {
  announce,
  AppealRelocated,
  AppealResolved,
  AppellantContacted,
  ClockReminder,
  FirstContactMade,
  FirstVerificationMade,
} from '@weisu/contracts';
import { actorOf, eventually, TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  clocksOf,
  inCuizhu,
  numberOf,
  officials,
  registered,
  secret,
  secretVerifier,
  startDispatch,
} from '../../matter.fixture.js';

const { desk, grid, community, department, neighbour, neighbourCommunity, auditor } = officials;
const dutyRoom = actorOf({
  roles: ['STREET'],
  unitId: '440303003.duty-room',
  areaCode: '440303003',
  subject: 'duty-room',
});
const monday = '2026-11-23T09:00:00+08:00';
const after = (minutes: number, milliseconds = 0) =>
  new Date(Date.parse(monday) + minutes * 60_000 + milliseconds);

describe('“1030”: contact within 10 minutes and verification within 30 of the registration', () => {
  const time = new TestTime(monday);
  let service: TestService;
  beforeAll(async () => (service = await startDispatch(time)));
  beforeEach(() => time.set(monday));
  afterAll(() => service.stop());

  const contact = (id: string, actor = desk) =>
    service.call<AppealAnswer>('recordFirstContact', { id, note: '已电话联系' }, actor);
  const verify = (id: string, actor = desk) =>
    service.call<AppealAnswer>('recordFirstVerification', { id, facts: '情况属实' }, actor);
  const states = async (owner: string) =>
    Object.fromEntries(
      Object.entries(await clocksOf(service, owner)).map(([kind, clock]) => [kind, clock.state]),
    );
  const running = async (owner: string) =>
    Object.fromEntries(
      (
        await service.sql<{ kind: string; due_by: Date }>(
          `SELECT kind, due_by FROM clock WHERE owner_id = $1 AND state = 'RUNNING'`,
          [owner],
        )
      ).map(({ kind, due_by }) => [kind, due_by]),
    );
  const unitOf = async (owner: string) =>
    (
      await service.sql<{ unit_id: string }>(
        `SELECT DISTINCT unit_id FROM clock WHERE owner_id = $1 AND kind IN ('CONTACT', 'VERIFY')`,
        [owner],
      )
    ).map((row) => row.unit_id);
  const firstContactOf = async (id: string) =>
    (await service.call<AppealAnswer>('appeal', { id }, auditor)).firstContact;
  const resolvedOf = async (id: string) => {
    await service.settled();
    const [found] = service.probe.of(AppealResolved, id);
    return { contactedInTime: found?.payload.contactedInTime, firstContact: found?.payload.firstContact };
  };
  const resolve = (order: string) => service.call('resolveWorkOrder', { id: order, note: '已修复' }, grid);

  it.each([
    { when: 'on the deadline', at: after(10), first: 'IN_TIME', state: 'MET' },
    { when: 'a millisecond after it', at: after(10, 1), first: 'LATE', state: 'OVERDUE' },
    { when: 'a minute after it', at: after(11), first: 'LATE', state: 'OVERDUE' },
  ] as const)('a call by the desk $when is $first, before anybody has the matter', async (one) => {
    const id = await registered(service, time);
    time.set(one.at);
    expect(await contact(id)).toMatchObject({ firstContact: one.first, version: 1, status: 'REGISTERED' });
    expect((await states(id))['CONTACT']).toBe(one.state);
    await service.settled();
    expect(service.probe.of(FirstContactMade, id).map(({ payload }) => payload)).toMatchObject([
      { unitId: desk.unitId, late: one.first === 'LATE' },
    ]);
  });

  it.each([
    { when: 'on the deadline', at: after(30), late: false },
    { when: 'a millisecond after it', at: after(30, 1), late: true },
  ])('facts verified by the duty room $when are late: $late', async ({ at, late }) => {
    const id = await registered(service, time);
    time.set(at);
    await verify(id, dutyRoom);
    expect((await states(id))['VERIFY']).toBe(late ? 'OVERDUE' : 'MET');
    await service.settled();
    expect(service.probe.of(FirstVerificationMade, id)).toMatchObject([{ payload: { late } }]);
  });

  it('the lead’s call and verification meet the unit’s own limits and the matter’s', async () => {
    const id = await registered(service, time);
    time.set(after(8));
    const { lead } = await allocated(service, id);
    time.set(after(12));
    await service.call('recordContact', { id: lead.id, note: '已联系' }, grid);
    await service.call('recordVerification', { id: lead.id, facts: '属实' }, grid);
    expect(await states(id)).toMatchObject({ CONTACT: 'OVERDUE', VERIFY: 'MET' });
    expect(await states(lead.id)).toMatchObject({ CONTACT: 'MET', VERIFY: 'MET' });
    await resolve(lead.id);
    // she waited for twelve minutes, and the unit needed four
    expect(await resolvedOf(id)).toEqual({ contactedInTime: true, firstContact: 'LATE' });
    await service.settled();
    expect(service.probe.of(AppellantContacted, id)).toMatchObject([{ payload: { late: false } }]);
  });

  it('the desk’s call leaves the unit its own, and what the unit does not do is the unit’s', async () => {
    const id = await registered(service, time);
    await contact(id);
    const { lead } = await allocated(service, id);
    expect((await states(lead.id))['CONTACT']).toBe('RUNNING');
    await resolve(lead.id);
    expect(await resolvedOf(id)).toEqual({ contactedInTime: false, firstContact: 'IN_TIME' });
  });

  it('nobody called: it is late, the limit ends with the work and is on no list of overdue matters', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await resolve(lead.id);
    expect(await states(id)).toMatchObject({ CONTACT: 'CANCELLED', VERIFY: 'MET' });
    expect(await resolvedOf(id)).toEqual({ contactedInTime: false, firstContact: 'LATE' });
    const other = await registered(service, time);
    const { lead: second } = await allocated(service, other);
    time.set(after(11));
    await eventually(async () => expect((await states(other))['CONTACT']).toBe('OVERDUE'));
    await resolve(second.id);
    const page = await service.call<{ edges: { node: { id: string } }[] }>(
      'appeals',
      { filter: { overdue: true }, first: 100 },
      auditor,
    );
    expect(page.edges.map(({ node }) => node.id)).not.toContain(other);
  });

  it('two who call at once meet it once, and both calls are on record', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await Promise.all([
      contact(id),
      service.call('recordContact', { id: lead.id, note: '已联系' }, grid),
      contact(id, dutyRoom),
    ]);
    const { CONTACT } = await clocksOf(service, id);
    expect([CONTACT?.state, await firstContactOf(id)]).toEqual(['MET', 'IN_TIME']);
    await service.settled();
    expect([
      service.probe.of(FirstContactMade, id).length,
      service.probe.of(AppellantContacted, id).length,
    ]).toEqual([2, 1]);
    time.set(after(20));
    await contact(id);
    expect([(await clocksOf(service, id))['CONTACT']?.met_at, await firstContactOf(id)]).toEqual([
      CONTACT?.met_at,
      'IN_TIME',
    ]);
  });

  it('a call that is sent again with its key is the same call', async () => {
    const id = await registered(service, time);
    const idempotencyKey = randomUUID();
    for (let attempt = 0; attempt < 2; attempt += 1)
      await service.call('recordFirstContact', { id, note: '已联系' }, desk, { idempotencyKey });
    await service.settled();
    expect(service.probe.of(FirstContactMade, id)).toHaveLength(1);
  });

  it('is no business of a neighbour, of who receives nothing here, nor of an ended matter', async () => {
    const id = await registered(service, time);
    for (const call of [contact, verify]) {
      await expect(call(id, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(call(id, neighbourCommunity)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const nobody = actorOf({ roles: ['STREET'], unitId: '440303003.discipline', areaCode: '440303003' });
      await expect(call(id, nobody)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await allocated(service, id);
    // it has the matter, and records its own contact on its work order
    await expect(contact(id, department)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const declined = await registered(service, time);
    await service.call('declineAppeal', { id: declined, ground: 'OUT_OF_SCOPE', explanation: '不属' }, desk);
    for (const call of [contact, verify])
      await expect(call(declined)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(service.call('recordFirstContact', { id, note: ' ' }, desk)).rejects.toMatchObject({
      code: 'TEXT_EMPTY',
    });
    const nowhere = await registered(service, time, { areaCode: null });
    await expect(contact(nowhere, officials.district)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('reminds the desk until somebody has the matter, then the lead, and the desk again after a return', async () => {
    const id = await registered(service, time);
    expect(await unitOf(id)).toEqual([desk.unitId]);
    time.set(after(6));
    await eventually(() =>
      expect(service.probe.of(ClockReminder, id)).toMatchObject([
        { payload: { kind: 'CONTACT', unitId: desk.unitId, workOrderId: null } },
      ]),
    );
    const { lead } = await allocated(service, id);
    expect(await unitOf(id)).toEqual([grid.unitId]);
    const input = { kind: 'RETURN', appealId: id, workOrderId: lead.id, reason: '不属本网格' };
    const { id: request } = await service.call<{ id: string }>('fileRequest', { input }, grid);
    await service.call('decideRequest', { id: request, approve: true, reason: '同意' }, desk);
    expect(await unitOf(id)).toEqual([desk.unitId]);
    expect(await states(id)).toMatchObject({ CONTACT: 'RUNNING', VERIFY: 'RUNNING', ALLOCATE: 'RUNNING' });
  });

  it('what passed on the desk stays the desk’s', async () => {
    const id = await registered(service, time);
    time.set(after(11));
    await eventually(async () => expect((await states(id))['CONTACT']).toBe('OVERDUE'));
    await allocated(service, id);
    const units = await service.sql(
      `SELECT kind, unit_id FROM clock WHERE owner_id = $1 AND kind IN ('CONTACT', 'VERIFY') ORDER BY kind`,
      [id],
    );
    expect(units).toEqual([
      { kind: 'CONTACT', unit_id: desk.unitId },
      { kind: 'VERIFY', unit_id: grid.unitId },
    ]);
  });

  it('a matter without a number has a contact that is cancelled from the beginning, in the figures, too', async () => {
    const id = await registered(service, time, { reachable: false });
    expect(await states(id)).toMatchObject({ CONTACT: 'CANCELLED', VERIFY: 'RUNNING' });
    // somebody who came in person was spoken with all the same
    expect(await contact(id)).toMatchObject({ firstContact: null });
    const { lead } = await allocated(service, id);
    await resolve(lead.id);
    expect(await resolvedOf(id)).toEqual({ contactedInTime: null, firstContact: undefined });
  });

  it('begins when it reaches us: for another system’s order, and for what was said years ago', async () => {
    const external = {
      ...{ system: '民诉平台', number: randomUUID(), dispatchedAt: after(-300), dueBy: after(3000) },
      ...{ returnBy: null, categoryCode: null, urgency: null, handlerUnitIds: [] },
      ...{ followUpBySender: false, replyRequired: true },
    };
    for (const more of [{ external }, { submittedAt: new Date('2020-01-01T00:00:00+08:00') }]) {
      const id = await registered(service, time, more);
      expect((await clocksOf(service, id))['CONTACT']).toMatchObject({ state: 'RUNNING', due_by: after(10) });
    }
  });

  it('ends with the matter, and begins from its registration when a merge is taken back, without what is done', async () => {
    const [id, target] = [
      await registered(service, time, { secretVerifier }),
      await registered(service, time),
    ];
    await verify(id);
    await service.call('mergeAppeal', { id, into: target }, desk);
    expect(await states(id)).toMatchObject({ CONTACT: 'CANCELLED', VERIFY: 'MET' });
    time.set(after(5));
    await service.call('unmergeAppeal', { id, reason: '两处' }, desk);
    expect(await running(id)).toEqual({ CONTACT: after(10), ALLOCATE: after(24 * 60) });
    const number = await numberOf(service, id);
    const { limits } = await service.call<PublicProgressAnswer>('trackAppeal', { number, secret }, null);
    expect(limits.filter(({ state }) => state === 'RUNNING')).toMatchObject([{ label: '与您首次联系' }]);
    await service.call('withdrawAppeal', { number, secret }, null);
    expect(await running(id)).toEqual({});
  });

  it('ends alone where a hazard is taken back and goes on', async () => {
    const id = await registered(service, time, { secretVerifier });
    const input = { category: 'LIGHTING', nature: 'HAZARD', urgency: 'FAST' };
    await service.call('classifyAppeal', { id, input }, desk);
    await service.call('withdrawAppeal', { number: await numberOf(service, id), secret }, null);
    expect(await states(id)).toMatchObject({ CONTACT: 'CANCELLED', VERIFY: 'RUNNING', ALLOCATE: 'RUNNING' });
  });

  it('follows the matter to a street that limits the unit alone', async () => {
    const id = await registered(service, time);
    const moved = announce(AppealRelocated, { appealId: id, from: '440303003020001', to: inCuizhu });
    await service.probe.say(id, moved, time.now());
    expect(Object.keys(await running(id))).toEqual(['ALLOCATE']);
    // who received it there has nothing to do with it any more
    await expect(contact(id, community)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await contact(id, neighbour)).toMatchObject({ firstContact: null });
  });
});
