import type { AppealAnswer, WorkOrderAnswer } from '@weisu/api';
import { AppealClaimed, WorkOrderDispatched } from '@weisu/contracts';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import { clocksOf, officials, registered, startDispatch, statusOf } from '../../matter.fixture.js';

/** 清水河街道 works by S10: 家事 are claimed by the grids, and communities only assist in 公事. */
const grid = '440303010001001';
const community = '440303010001';
const gridWorker = actorOf({ roles: ['GRID'], unitId: `${grid}.office`, areaCode: grid, subject: 'grid' });
const secretary = actorOf({
  roles: ['COMMUNITY'],
  unitId: `${community}.office`,
  areaCode: community,
  subject: 'secretary',
});
const neighbour = actorOf({
  roles: ['GRID'],
  unitId: '440303003020001.office',
  areaCode: '440303003020001',
  subject: 'neighbour',
});

describe('the three spheres of 城子', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const classified = async (category: string, sphere: string) => {
    const id = await registered(service, time, { areaCode: grid });
    const input = { category, nature: 'DISPUTE', urgency: 'ROUTINE', sphere };
    await service.call<AppealAnswer>('classifyAppeal', { id, input }, secretary);
    return id;
  };
  const claim = (id: string, actor = gridWorker) =>
    service.call<WorkOrderAnswer>('claimAppeal', { id }, actor);
  const allocate = (id: string, unitId: string, role = 'LEAD') =>
    service.call('allocateAppeal', { id, handlers: [{ unitId, role }] }, secretary);

  it('let the grid take a 家事 itself, with the limits of one that was allocated', async () => {
    const id = await classified('NEIGHBOURS', 'PRIVATE');
    const order = await claim(id);
    expect(order).toMatchObject({ unitId: `${grid}.office`, role: 'LEAD', status: 'DISPATCHED' });
    expect(await statusOf(service, id)).toBe('ALLOCATED');
    expect((await clocksOf(service, order.id))['RESOLVE']?.due_by).toEqual(
      new Date('2026-11-27T00:00:00+08:00'),
    );
    await service.settled();
    expect(service.probe.of(AppealClaimed, id)).toHaveLength(1);
    expect(service.probe.of(WorkOrderDispatched, id)).toHaveLength(1);
  });

  it('give it to one of two who claim at once', async () => {
    const id = await classified('NEIGHBOURS', 'PRIVATE');
    const results = await Promise.allSettled([claim(id), claim(id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'STATE_FORBIDS' },
    });
  });

  it('leave 公事 to who allocates, and a neighbour’s matter unseen', async () => {
    const id = await classified('LIGHTING', 'PUBLIC');
    await expect(claim(id)).rejects.toMatchObject({ code: 'CLAIM_NOT_YOURS' });
    await expect(claim(id, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('give a 公事 to a community as an exception that the district grants, once it has', async () => {
    const id = await classified('LIGHTING', 'PUBLIC');
    const unitId = `${community}.office`;
    const input = { kind: 'OFF_LIST', appealId: id, unitId, reason: '路灯在小区红线内' };
    const file = (more: object) =>
      service.call<{ id: string; unitId: string }>(
        'fileRequest',
        { input: { ...input, ...more } },
        secretary,
      );
    await expect(file({ unitId: null })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(file({ unitId: 'nobody' })).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    await expect(file({ kind: 'ESCALATE' })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    const request = await file({});
    expect(request.unitId).toBe(unitId);
    await expect(allocate(id, unitId)).rejects.toMatchObject({ code: 'UNIT_ONLY_ASSISTS' });
    await service.call(
      'decideRequest',
      { id: request.id, approve: true, reason: '同意' },
      officials.district,
    );
    await allocate(id, unitId);
    expect(await statusOf(service, id)).toBe('ALLOCATED');
  });

  it('do not let a community lead a 公事, whose street leads it', async () => {
    const id = await classified('LIGHTING', 'PUBLIC');
    await expect(allocate(id, `${community}.office`)).rejects.toMatchObject({ code: 'UNIT_ONLY_ASSISTS' });
    await expect(allocate(id, `${grid}.office`)).rejects.toMatchObject({ code: 'UNIT_ONLY_ASSISTS' });
    await allocate(id, '440303010.dispatch-desk');
    expect(await statusOf(service, id)).toBe('ALLOCATED');
  });
});
