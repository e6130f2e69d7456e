import type { LedgerEntryAnswer } from '@weisu/api';
import { announce, AppealRepeated, ClockOverdue } from '@weisu/contracts';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, officials, registered, startDispatch } from '../../matter.fixture.js';

const { desk, grid } = officials;

describe('the ledger', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const ledgerOf = async (id: string): Promise<LedgerEntryAnswer[]> => {
    await service.settled();
    const [entries] = await service.call<LedgerEntryAnswer[][]>('ledgerByAppeal', { keys: [id] }, desk);
    return entries ?? [];
  };

  it('tells what dispatch and the others say, in order, each service without a gap', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    time.advance({ minutes: 1 });
    const repeat = { appealId: id, repeatId: '0193a8f0-0000-7000-8000-0000000000cc', repeatNumber: 'r' };
    await service.probe.say(id, announce(AppealRepeated, repeat), time.now());
    time.advance({ minutes: 1 });
    await service.call('recordContact', { id: lead.id, note: '已联系住户' }, grid);
    time.advance({ minutes: 1 });
    await service.probe.say(id, announce(AppealRepeated, repeat), time.now());
    const entries = await eventually(async () => {
      const found = await ledgerOf(id);
      expect(found.filter((entry) => entry.type === 'dispatch.appellant-contacted.v1')).toHaveLength(1);
      return found;
    });
    for (const name of ['DISPATCH', 'INTAKE'] as const) {
      const own = entries.filter((entry) => entry.service === name).map((entry) => entry.sequence);
      expect(own).toEqual(own.map((_, index) => index + 1));
    }
    expect(entries.map((entry) => entry.type)).toEqual([
      'intake.appeal-registered.v1',
      'dispatch.appeal-classified.v1',
      'dispatch.clock-rescheduled.v1',
      'dispatch.work-order-dispatched.v1',
      'dispatch.work-order-dispatched.v1',
      'intake.appeal-repeated.v1',
      'dispatch.appellant-contacted.v1',
      'intake.appeal-repeated.v1',
    ]);
    expect(entries.find((entry) => entry.type === 'dispatch.appellant-contacted.v1')?.detail).toMatchObject({
      note: '已联系住户',
    });
  });

  it('never turns a service’s own order round, though a decision waited for its turn or a dead letter was replayed', async () => {
    const id = await registered(service, time);
    const say = (sequence: number, minute: string) =>
      service.sql(
        `INSERT INTO ledger_entry (appeal_id, service, sequence, type, at, actor_subject, actor_kind, payload)
         VALUES ($1, 'MEDIATION', $2, 'mediation.mediation-opened.v1', $3, 'm', 'OFFICIAL', '{}')`,
        [id, sequence, `2026-11-23T11:${minute}:00+08:00`],
      );
    await say(2, '05');
    await say(3, '03');
    await say(1, '05');
    const entries = (await ledgerOf(id)).filter((entry) => entry.service === 'MEDIATION');
    expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3]);
  });

  it('holds what dispatch said and has not heard of itself yet, in its place and without what is hers alone', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    time.advance({ minutes: 1 });
    await service.call('recordContact', { id: lead.id, note: '已联系住户' }, grid);
    const whole = await ledgerOf(id);
    const own = whole.filter((entry) => entry.service === 'DISPATCH').map((entry) => entry.sequence);
    expect(own).toEqual(own.map((_, index) => index + 1));
    for (const gone of [[1], [2, 3], own.slice(-1), own]) {
      await service.sql(
        `DELETE FROM ledger_entry WHERE appeal_id = $1 AND service = 'DISPATCH' AND sequence = ANY($2)`,
        [id, gone],
      );
      expect(await ledgerOf(id)).toEqual(whole);
    }
    await service.sql(
      `UPDATE journal SET payload = payload || '{"contactWhen":"BY_DAY"}' WHERE subject = $1 AND sequence = 1`,
      [id],
    );
    expect(await ledgerOf(id)).toEqual(whole);
  });

  it('says that a limit passed also when it was met late before it could fire', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    // business time stands still for the loop: the deadline passes by the row, not by the clock
    await service.sql(
      `UPDATE clock SET due_by = $2, try_again_at = now() + interval '2 seconds' WHERE owner_id = $1 AND kind = 'CONTACT'`,
      [lead.id, new Date(time.now().getTime() - 1)],
    );
    await service.call('recordContact', { id: lead.id, note: '已联系' }, grid);
    const [clock] = await service.sql(
      `SELECT state, fired_at FROM clock WHERE owner_id = $1 AND kind = 'CONTACT'`,
      [lead.id],
    );
    expect(clock).toEqual({ state: 'OVERDUE', fired_at: null });
    await eventually(() =>
      expect(service.probe.of(ClockOverdue, id)).toMatchObject([
        { payload: { kind: 'CONTACT', workOrderId: lead.id } },
      ]),
    );
  });
});
