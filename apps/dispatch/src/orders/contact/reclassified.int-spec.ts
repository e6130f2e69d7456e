import type { AppealAnswer, WorkOrderAnswer } from '@weisu/api';
import {
  AppealResolved,
  AppellantMessaged,
  DutyCalled,
  type AppealRegistered,
  type PayloadOf,
  type Suggestion,
} from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  asLighting,
  clocksOf,
  inCuizhu,
  officials,
  registered,
  startDispatch,
} from '../../matter.fixture.js';

const { desk, grid, neighbourCommunity, auditor } = officials;
const night = '2026-11-24T03:00:00+08:00';
const at = (time: string, day = '2026-11-24') => new Date(`${day}T${time}+08:00`);
const suggested = (urgency: Suggestion['urgency']): Suggestion => ({
  ...{ category: 'LIGHTING', nature: 'HELP', urgency, sphere: 'PUBLIC' },
  ...{ leadUnitIds: [], words: ['路灯'], factors: [], rule: 'S2@3#LIGHTING' },
});

describe('a matter that is classified again, of a resident who chose when she is called', () => {
  const time = new TestTime(night);
  let service: TestService;
  beforeAll(async () => (service = await startDispatch(time)));
  beforeEach(() => time.set(night));
  afterAll(() => service.stop());

  const byDay = (more: Partial<PayloadOf<typeof AppealRegistered>> = {}) =>
    registered(service, time, { contactWhen: 'BY_DAY', ...more });
  const contactOf = async (id: string) => (await clocksOf(service, id))['CONTACT'];
  const stateOf = async (id: string) => (await contactOf(id))?.state;
  const firstContactOf = async (id: string) =>
    (await service.call<AppealAnswer>('appeal', { id }, auditor)).firstContact;
  const messages = async (id: string) => {
    await service.settled();
    return service.probe.of(AppellantMessaged, id).length;
  };
  const contacts = (id: string) =>
    service.sql<{ owner_id: string; state: string; started_at: Date; due_by: Date }>(
      `SELECT owner_id, state, started_at, due_by FROM clock WHERE subject = $1::text AND kind = 'CONTACT' ORDER BY started_at, id`,
      [id],
    );
  const running = async (id: string) => (await contacts(id)).filter(({ state }) => state === 'RUNNING');
  const classify = (id: string, urgency: string) =>
    service.call<AppealAnswer>('classifyAppeal', { id, input: { ...asLighting, urgency } }, desk);
  const allocate = async (id: string): Promise<string> => {
    const handlers = [{ unitId: grid.unitId, role: 'LEAD' }];
    const [lead] = await service.call<WorkOrderAnswer[]>('allocateAppeal', { id, handlers }, desk);
    return lead?.id ?? '';
  };
  const resolve = async (id: string, orderId: string) => {
    await service.call('resolveWorkOrder', { id: orderId, note: '已修复' }, grid);
    await service.settled();
    const last = service.probe.of(AppealResolved, id).at(-1);
    return [last?.payload.contactedInTime, last?.payload.firstContact];
  };
  const onDuty = async () => {
    const [row] = await service.sql<{ id: string }>(
      `SELECT key AS id FROM directory_copy WHERE kind = 'person' LIMIT 1`,
    );
    const shift = { from: at('02:00:00'), until: at('07:00:00'), personId: row?.id };
    const roster = { unitId: desk.unitId, from: shift.from, until: shift.until, shifts: [shift] };
    await service.call('setDutyRoster', roster, desk);
  };
  const rung = async (id: string) => {
    await service.settled();
    return service.probe.of(DutyCalled, id).filter(({ payload }) => payload.kind === 'CONTACT').length;
  };

  describe('and turns out to wait', () => {
    it('is met by the message, and the unit is not to ring her at night either', async () => {
      const id = await byDay({ suggestion: suggested('URGENT') });
      await classify(id, 'URGENT');
      const lead = await allocate(id);
      expect([await stateOf(id), await stateOf(lead)]).toEqual(['RUNNING', 'RUNNING']);
      time.set(at('03:08:00'));
      await classify(id, 'ROUTINE');
      expect([await stateOf(id), await stateOf(lead)]).toEqual(['MET', 'CANCELLED']);
      expect([await messages(id), await firstContactOf(id)]).toEqual([1, 'MESSAGE']);
      expect(await resolve(id, lead)).toEqual([null, 'MESSAGE']);
    });

    it('has nobody ring her again where the desk had called, and sends no message', async () => {
      const id = await byDay({ suggestion: suggested('URGENT') });
      await classify(id, 'URGENT');
      const lead = await allocate(id);
      await service.call('recordFirstContact', { id, note: '已联系' }, desk);
      time.set(at('03:08:00'));
      await classify(id, 'ROUTINE');
      expect([await stateOf(lead), await messages(id), await firstContactOf(id)]).toEqual([
        'CANCELLED',
        0,
        'IN_TIME',
      ]);
      expect(await resolve(id, lead)).toEqual([null, 'IN_TIME']);
    });

    it('is met by the message where the profile limits the unit alone', async () => {
      const id = await registered(service, time, { contactWhen: 'BY_MESSAGE', areaCode: inCuizhu });
      const change = (urgency: string) => {
        const input = { category: 'LIGHTING', nature: 'HELP', urgency };
        return service.call('classifyAppeal', { id, input }, neighbourCommunity);
      };
      await change('URGENT');
      const handlers = [{ unitId: '440303004029001.office', role: 'LEAD' }];
      const [lead] = await service.call<WorkOrderAnswer[]>(
        'allocateAppeal',
        { id, handlers },
        neighbourCommunity,
      );
      expect([await stateOf(lead?.id ?? ''), await messages(id)]).toEqual(['RUNNING', 0]);
      await change('ROUTINE');
      expect([await stateOf(lead?.id ?? ''), await messages(id)]).toEqual(['CANCELLED', 1]);
      expect(await firstContactOf(id)).toBe('MESSAGE');
    });

    it('leaves on record what the unit had let pass', async () => {
      const id = await byDay();
      await classify(id, 'URGENT');
      const lead = await allocate(id);
      time.set(at('03:10:00.001'));
      await service.sql(`UPDATE clock SET state = 'OVERDUE' WHERE owner_id = $1 AND kind = 'CONTACT'`, [
        lead,
      ]);
      await classify(id, 'ROUTINE');
      expect(await stateOf(lead)).toBe('OVERDUE');
      expect(await resolve(id, lead)).toEqual([false, 'LATE']);
    });

    it('counts a call that was owed and not made in a round before, after a reopening as well', async () => {
      time.set(at('12:00:00'));
      const id = await registered(service, time);
      await classify(id, 'ROUTINE');
      const lead = await allocate(id);
      expect(await resolve(id, lead)).toEqual([false, 'LATE']);
      await service.call('reopenAppeal', { id, reason: '未修好' }, desk);
      expect(await resolve(id, lead)).toEqual([false, 'LATE']);
    });
  });

  it('is sent one message, however often its urgency changes', async () => {
    const id = await byDay();
    for (const [minute, urgency] of ['URGENT', 'ROUTINE', 'URGENT', 'ROUTINE'].entries()) {
      time.set(at(`03:0${minute + 1}:00`));
      await classify(id, urgency);
      expect(await running(id)).toHaveLength(urgency === 'URGENT' ? 1 : 0);
    }
    expect([await messages(id), await firstContactOf(id)]).toEqual([1, 'MESSAGE']);
  });

  describe('and was talked over with her by day, after the message', () => {
    it.each(['the unit', 'the desk'])('owes no call when it becomes urgent: by %s', async (by) => {
      const id = await byDay();
      await classify(id, 'ROUTINE');
      const lead = await allocate(id);
      time.set(at('09:05:00'));
      if (by === 'the unit') await service.call('recordContact', { id: lead, note: '已联系' }, grid);
      else await service.call('recordFirstContact', { id, note: '已联系' }, desk);
      time.set(at('21:00:00'));
      await classify(id, 'URGENT');
      expect([await running(id), await rung(id)]).toEqual([[], 0]);
      expect(await firstContactOf(id)).toBe('MESSAGE');
    });
  });

  describe('and becomes urgent after a message that came too late', () => {
    it('is to be called about, rings who is on duty once, and stays late', async () => {
      await onDuty();
      const id = await byDay({ suggestion: suggested('FAST') });
      time.set(at('03:20:00'));
      await classify(id, 'ROUTINE');
      expect([await messages(id), await firstContactOf(id)]).toEqual([1, 'LATE']);
      time.set(at('03:25:00'));
      await classify(id, 'URGENT');
      await classify(id, 'URGENT');
      expect(await running(id)).toMatchObject([{ owner_id: id, due_by: at('03:35:00') }]);
      expect([await rung(id), await firstContactOf(id)]).toEqual([1, 'LATE']);
      time.set(at('03:30:00'));
      await service.call('recordFirstContact', { id, note: '已联系' }, desk);
      expect([await running(id), await firstContactOf(id)]).toEqual([[], 'LATE']);
      await classify(id, 'URGENT');
      expect(await running(id)).toEqual([]);
    });

    it('owes no second call where the first was made late, and no message was sent', async () => {
      const id = await registered(service, time);
      await classify(id, 'FAST');
      time.set(at('03:20:00'));
      await service.call('recordFirstContact', { id, note: '已联系' }, desk);
      await classify(id, 'URGENT');
      expect([await running(id), await firstContactOf(id)]).toEqual([[], 'LATE']);
    });
  });

  describe('in the last ten minutes of the night', () => {
    beforeEach(() => time.set(at('07:50:30')));

    it('begins at eight, for the matter and for the unit', async () => {
      const id = await byDay();
      expect(await contacts(id)).toMatchObject([{ started_at: at('08:00:00'), due_by: at('08:10:00') }]);
      await classify(id, 'ROUTINE');
      const lead = await allocate(id);
      expect(await contactOf(lead)).toMatchObject({ state: 'RUNNING', due_by: at('08:10:00') });
      expect(await messages(id)).toBe(0);
    });

    it('is called about at once when it becomes urgent, and at eight when it does not any more', async () => {
      const id = await byDay();
      time.set(at('07:52:00'));
      await classify(id, 'URGENT');
      expect(await running(id)).toMatchObject([{ due_by: at('08:02:00') }]);
      time.set(at('07:53:00'));
      await classify(id, 'ROUTINE');
      expect(await running(id)).toMatchObject([{ started_at: at('08:00:00'), due_by: at('08:10:00') }]);
      await classify(id, 'ROUTINE');
      expect(await running(id)).toMatchObject([{ started_at: at('08:00:00'), due_by: at('08:10:00') }]);
      expect([await messages(id), await firstContactOf(id)]).toEqual([0, null]);
    });
  });
});
