import type { WorkOrderAnswer } from '@weisu/api';
import { announce, AppealClosed, AppealJudged, OnTheSpotRecorded } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  asLighting,
  clocksOf,
  inCuizhu,
  officials,
  registered,
  startDispatch,
  statusOf,
} from '../../matter.fixture.js';

const { desk, grid, department, auditor, neighbourCommunity } = officials;

describe('the end of a matter', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const judge = (id: string, verdict: 'SETTLED' | 'UNSETTLED' | 'UNREACHABLE') =>
    service.probe.say(id, announce(AppealJudged, { appealId: id, verdict, kind: 'SUPERVISORY' }), time.now());

  it('waives what is open by name and reason, and leaves nothing of it on a workbench', async () => {
    const id = await registered(service, time);
    const { lead, assist } = await allocated(service, id);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已办' }, grid);
    const closing = { solved: false, meansExhausted: true, note: '居民同意' };
    const reasons = [assist.id, `opinion:${lead.id}`, `follow-up:${id}`];
    const waivers = reasons.map((blockerId) => ({ blockerId, reason: '街道已核实' }));
    await expect(
      service.call('closeAppeal', { id, closing, waivers: waivers.slice(1) }, desk),
    ).rejects.toMatchObject({ code: 'CLOSING_BLOCKED' });
    await service.call('closeAppeal', { id, closing, waivers: [...waivers, ...waivers] }, desk);
    const bench = await service.call<{ edges: unknown[] }>('workbench', {}, department);
    expect(bench.edges).toEqual([]);
    await service.settled();
    expect(service.probe.of(AppealClosed, id)).toMatchObject([{ payload: { solved: false, waivers: 3 } }]);
    expect(await service.sql('SELECT 1 FROM waiver WHERE appeal_id = $1', [id])).toHaveLength(3);

    time.advance({ minutes: 5 });
    await service.call('reopenAppeal', { id, reason: '居民再次反映' }, desk);
    const clocks = await clocksOf(service, lead.id);
    expect([clocks['RESOLVE']?.state, clocks['OPINION']?.state]).toEqual(['RUNNING', 'RUNNING']);
  });

  it('comes by itself with the verdict, where the profile says so and nothing is open', async () => {
    const id = await registered(service, time, { areaCode: inCuizhu });
    await service.call('classifyAppeal', { id, input: asLighting }, neighbourCommunity);
    const [lead] = await service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: neighbourCommunity.unitId, role: 'LEAD' }] },
      neighbourCommunity,
    );
    await service.call('resolveWorkOrder', { id: lead?.id, note: '已办' }, neighbourCommunity);
    await judge(id, 'UNREACHABLE');
    expect(await statusOf(service, id)).toBe('CLOSED');
    await service.settled();
    expect(service.probe.of(AppealClosed, id)).toMatchObject([
      { payload: { solved: false, automatic: true } },
    ]);
    await judge(id, 'UNSETTLED');
    expect(await statusOf(service, id)).toBe('HANDLING');
  });

  it('is final for what was settled on the spot, whatever a verdict says', async () => {
    const appealId = '0193a8f0-0000-7000-8000-0000000000bb';
    const spot = { appealId, number: '20261123-900001-0', channel: 'PATROL', areaCode: inCuizhu } as const;
    const done = {
      category: null,
      outcome: 'SETTLED',
      occurredAt: time.now(),
      firstReceiverId: null,
    } as const;
    await service.probe.say(appealId, announce(OnTheSpotRecorded, { ...spot, ...done }), time.now());
    await judge(appealId, 'UNSETTLED');
    expect(await statusOf(service, appealId)).toBe('CLOSED');
    expect(await service.sql('SELECT 1 FROM dead_letter')).toEqual([]);
  });

  it('ends the contact that was not made, counts it as missed, and is on no list of overdue matters', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await service.call('resolveWorkOrder', { id: lead.id, note: '十分钟内已办' }, grid);
    const clocks = await clocksOf(service, lead.id);
    expect([clocks['CONTACT']?.state, clocks['VERIFY']?.state]).toEqual(['CANCELLED', 'MET']);
    const [resolved] = await service.sql<{ contacted: string }>(
      `SELECT payload ->> 'contactedInTime' AS contacted FROM journal WHERE subject = $1 AND type = 'dispatch.appeal-resolved.v1'`,
      [id],
    );
    expect(resolved?.contacted).toBe('false');
    await service.sql(
      `UPDATE clock SET state = 'OVERDUE', fired_at = now() WHERE owner_id = $1 AND kind = 'CONTACT'`,
      [lead.id],
    );
    const list = async (overdue: boolean) => {
      const page = await service.call<{ edges: { node: { id: string } }[] }>(
        'appeals',
        { filter: { overdue }, first: 100 },
        auditor,
      );
      return page.edges.map((edge) => edge.node.id);
    };
    expect(await list(true)).not.toContain(id);
    expect(await list(false)).toContain(id);
  });
});
