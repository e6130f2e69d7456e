import type { AppealAnswer, WorkOrderAnswer } from '@weisu/api';
import { announce, AppealJudged, AppealRegistered, AppealRelocated, type Suggestion } from '@weisu/contracts';
import type { DirectorySnapshot } from '@weisu/directory-client';
import { DemoDirectory, TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  asLighting,
  inCuizhu,
  inDongmen,
  officials,
  registered,
  startDispatch,
  statusOf,
} from '../../matter.fixture.js';

const { desk, grid, auditor, neighbourCommunity } = officials;

/** 东门街道, if it let the profile classify and allocate by itself. */
class AutomaticDirectory extends DemoDirectory {
  override async fetch(since: number): Promise<DirectorySnapshot> {
    const { revision, entries } = await super.fetch(since);
    return {
      revision,
      entries: entries.map((entry) =>
        entry.kind === 'profile' && entry.body?.key === 'S2'
          ? {
              ...entry,
              body: {
                ...entry.body,
                classification: { automatic: true, cite: 'test' },
                allocation: { dual: true, automatic: true, cite: 'test' },
              },
            }
          : entry,
      ),
    };
  }
}

const suggestion = (leadUnitIds: string[]): Suggestion => ({
  category: 'LIGHTING',
  nature: 'HELP',
  urgency: 'FAST',
  sphere: 'PUBLIC',
  leadUnitIds,
  words: ['路灯'],
  factors: [],
  rule: 'LIGHTING',
});
const department = '440303.urban-management';

describe('a matter that arrives', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let automatic: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
    automatic = await startDispatch(time, new AutomaticDirectory());
  });
  afterAll(async () => {
    await service.stop();
    await automatic.stop();
  });

  const ordersOf = async (of: TestService, id: string) =>
    (await of.call<WorkOrderAnswer[][]>('workOrdersByAppeal', { keys: [id] }, auditor))[0] ?? [];
  const unitsOf = async (of: TestService, id: string) =>
    (await ordersOf(of, id)).map((order) => `${order.role} ${order.unitId}`).sort();
  const external = (handlerUnitIds: string[]) => ({
    system: '12345',
    number: `N-${handlerUnitIds.join('-')}`,
    dispatchedAt: time.now(),
    dueBy: new Date('2026-11-30T09:00:00+08:00'),
    returnBy: null,
    categoryCode: null,
    urgency: 'URGENT' as const,
    handlerUnitIds,
    followUpBySender: false,
    replyRequired: true,
  });

  it('runs by the profile that its street works by on that day, and keeps it when the street changes to another', async () => {
    const street = { areaCode: '440303001' };
    const profiles = (id: string) =>
      service.sql('SELECT profile_key, profile_version FROM handling WHERE id = $1', [id]);
    time.set('2026-11-30T23:59:59+08:00');
    const before = await registered(service, time, street);
    time.set('2026-12-01T00:00:00+08:00');
    const after = await registered(service, time, street);
    expect(await profiles(before)).toEqual([{ profile_key: 'S3', profile_version: 1 }]);
    expect(await profiles(after)).toEqual([{ profile_key: 'S11', profile_version: 1 }]);
    time.set('2026-12-07T09:00:00+08:00');
    const classified = await service.call<AppealAnswer>(
      'classifyAppeal',
      { id: before, input: asLighting },
      officials.district,
    );
    expect(classified.responseLevel).toBe(3);
    await expect(
      service.call('classifyAppeal', { id: after, input: asLighting }, officials.district),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    time.set('2026-11-23T09:00:00+08:00');
  });

  it('is classified and allocated by the profile that says so, to the suggested lead', async () => {
    const id = await registered(automatic, time, { suggestion: suggestion([department]) });
    expect(await statusOf(automatic, id)).toBe('ALLOCATED');
    expect(await unitsOf(automatic, id)).toEqual([`LEAD ${department}`]);
  });

  it('waits for a person where the suggested lead does not handle matters here, or there is no suggestion', async () => {
    const odd = await registered(automatic, time, { suggestion: suggestion(['440303004.office']) });
    expect(await automatic.call('appeal', { id: odd }, desk)).toMatchObject({
      status: 'REGISTERED',
      category: 'LIGHTING',
    });
    const silent = await registered(automatic, time);
    expect(await automatic.call('appeal', { id: silent }, desk)).toMatchObject({ category: null });
  });

  it('waits for a person where the profile leaves it to one', async () => {
    const id = await registered(service, time, { suggestion: suggestion([department]) });
    expect(await service.call('appeal', { id }, desk)).toMatchObject({
      status: 'REGISTERED',
      category: null,
    });
  });

  it('goes to the handlers that its sender named, with the sender’s urgency; those unknown here are left out', async () => {
    const units = [grid.unitId ?? '', department, department, 'nobody'];
    const id = await registered(service, time, {
      suggestion: suggestion([]),
      external: external(units),
      registeredBy: 'hotline',
    });
    expect(await unitsOf(service, id)).toEqual([`ASSIST ${department}`, `LEAD ${grid.unitId}`]);
    expect(await service.call('appeal', { id }, desk)).toMatchObject({
      status: 'ALLOCATED',
      urgency: 'URGENT',
    });
  });

  it('is there once, however often its registration is delivered', async () => {
    const appealId = await registered(automatic, time, { suggestion: suggestion([department]) });
    const [said] = automatic.probe.of(AppealRegistered, appealId);
    if (!said) throw new Error('nothing was said');
    await automatic.probe.repeat(said);
    await automatic.probe.say(appealId, announce(AppealRegistered, said.payload), time.now());
    expect(await ordersOf(automatic, appealId)).toHaveLength(1);
    expect(await automatic.sql('SELECT 1 FROM dead_letter')).toEqual([]);
  });

  it('runs by the profile of the street that it is moved to, as long as nobody has it in hand', async () => {
    const id = await registered(service, time);
    await service.call('classifyAppeal', { id, input: asLighting }, desk);
    await service.probe.say(
      id,
      announce(AppealRelocated, { appealId: id, from: inDongmen, to: inCuizhu }),
      time.now(),
    );
    expect(await service.call('appeal', { id }, desk)).toBeNull();
    const orders = await service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: '440303004029001.office', role: 'LEAD' }] },
      neighbourCommunity,
    );
    expect(orders[0]?.clocks.map((clock) => clock.kind)).not.toContain('OPINION');
    const running = await service.sql(
      `SELECT unit_id FROM clock WHERE subject = $1 AND kind = 'ALLOCATE' AND state <> 'CANCELLED'`,
      [id],
    );
    expect(running).toEqual([{ unit_id: '440303004029.office' }]);
  });

  it('keeps the profile it began with when it is moved after it was allocated', async () => {
    const id = await registered(service, time);
    await allocated(service, id);
    await service.probe.say(
      id,
      announce(AppealRelocated, { appealId: id, from: inDongmen, to: inCuizhu }),
      time.now(),
    );
    const [row] = await service.sql('SELECT profile_key, area_code, status FROM handling WHERE id = $1', [
      id,
    ]);
    expect(row).toEqual({ profile_key: 'S2', area_code: inCuizhu, status: 'ALLOCATED' });
  });

  it('has the orders of one allocation when two are made at once, and a stale version is refused', async () => {
    const id = await registered(service, time);
    const read = await service.call<AppealAnswer>('classifyAppeal', { id, input: asLighting }, desk);
    const allocate = (unitId: string, expectedVersion?: number | null) =>
      service.call('allocateAppeal', { id, handlers: [{ unitId, role: 'LEAD' }], expectedVersion }, desk);
    await Promise.all([allocate(grid.unitId ?? ''), allocate(department)]);
    const open = (await ordersOf(service, id)).filter((order) => order.status !== 'CANCELLED');
    expect(open).toHaveLength(1);
    const both = await Promise.allSettled([
      allocate(grid.unitId ?? '', read.version),
      allocate(department, read.version),
    ]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(both[0]).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
  });

  it('is reopened once by one verdict, on a limit of its own that is not late because the first one was', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    time.advance({ days: 2 });
    await service.call('resolveWorkOrder', { id: lead.id, note: '已处理' }, grid);
    const judged = announce(AppealJudged, { appealId: id, verdict: 'UNSETTLED', kind: 'SUPERVISORY' });
    const event = await service.probe.say(id, judged, time.now());
    await service.probe.repeat(event);
    await service.call('resolveWorkOrder', { id: lead.id, note: '再次处理' }, grid);
    const resolved = await service.sql<{ late: boolean }>(
      `SELECT (payload ->> 'late')::boolean AS late FROM journal WHERE subject = $1 AND type = 'dispatch.work-order-resolved.v1' ORDER BY sequence`,
      [id],
    );
    expect(resolved.map((row) => row.late)).toEqual([true, false]);
    const [row] = await service.sql<{ round: number }>('SELECT round FROM handling WHERE id = $1', [id]);
    expect(row?.round).toBe(2);
  });
});
