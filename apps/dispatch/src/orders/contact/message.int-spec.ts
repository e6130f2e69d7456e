import type { AppealAnswer, WorkOrderAnswer } from '@weisu/api';
import {
  announce,
  AppealRegistered,
  AppealRelocated,
  AppealResolved,
  AppellantMessaged,
  DutyCalled,
  PersonalDataErased,
  type PayloadOf,
  type Suggestion,
} from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  asLighting,
  clocksOf,
  inCuizhu,
  officials,
  registered,
  startDispatch,
} from '../../matter.fixture.js';

const { desk, grid, neighbourCommunity, auditor, district } = officials;
const [night, noon] = ['2026-11-24T03:00:00+08:00', '2026-11-24T12:00:00+08:00'];
const later = (from: string, minutes: number) => new Date(Date.parse(from) + minutes * 60_000);
const suggested = (urgency: Suggestion['urgency']): Suggestion => ({
  ...{ category: 'LIGHTING', nature: 'HELP', urgency, sphere: 'PUBLIC' },
  ...{ leadUnitIds: [], words: ['路灯'], factors: [], rule: 'S2@3#LIGHTING' },
});

describe('a resident who chose when she is called', () => {
  const time = new TestTime(night);
  let service: TestService;
  beforeAll(async () => (service = await startDispatch(time)));
  beforeEach(() => time.set(night));
  afterAll(() => service.stop());

  const matter = (more: Partial<PayloadOf<typeof AppealRegistered>>) => registered(service, time, more);
  const contactOf = async (id: string) => (await clocksOf(service, id))['CONTACT'];
  const firstContactOf = async (id: string) =>
    (await service.call<AppealAnswer>('appeal', { id }, auditor)).firstContact;
  const messages = async (id: string) => {
    await service.settled();
    return service.probe.of(AppellantMessaged, id).length;
  };
  const classify = (id: string, urgency: string) =>
    service.call<AppealAnswer>('classifyAppeal', { id, input: { ...asLighting, urgency } }, desk);
  const allocate = (id: string, units: readonly string[] = [grid.unitId ?? '']) => {
    const handlers = units.map((unitId, index) => ({ unitId, role: index ? 'ASSIST' : 'LEAD' }));
    return service.call<WorkOrderAnswer[]>('allocateAppeal', { id, handlers }, desk);
  };
  const resolvedOf = async (id: string) => {
    await service.settled();
    const [found] = service.probe.of(AppealResolved, id);
    return [found?.payload.contactedInTime, found?.payload.firstContact];
  };

  it.each([
    { chosen: undefined, at: night, said: null, messaged: false },
    { chosen: 'NOW', at: night, said: null, messaged: false },
    { chosen: 'BY_DAY', at: night, said: null, messaged: true },
    { chosen: 'BY_DAY', at: night, said: 'ROUTINE', messaged: true },
    { chosen: 'BY_DAY', at: night, said: 'FAST', messaged: false },
    { chosen: 'BY_DAY', at: noon, said: 'ROUTINE', messaged: false },
    { chosen: 'BY_MESSAGE', at: noon, said: 'FAST', messaged: true },
    { chosen: 'BY_MESSAGE', at: night, said: 'URGENT', messaged: false },
  ] as const)(
    '$chosen at $at, of what words say is $said: by message $messaged',
    async ({ chosen, at, said, messaged }) => {
      time.set(at);
      const id = await matter({
        ...(chosen && { contactWhen: chosen }),
        suggestion: said && suggested(said),
      });
      expect(await messages(id)).toBe(messaged ? 1 : 0);
      expect((await contactOf(id))?.state).toBe(messaged ? 'MET' : 'RUNNING');
      expect(await firstContactOf(id)).toBe(messaged ? 'MESSAGE' : null);
    },
  );

  it('is sent one message, however often her registration is heard', async () => {
    const id = await matter({ contactWhen: 'BY_DAY' });
    const [heard] = service.probe.of(AppealRegistered, id);
    if (!heard) throw new Error('nothing was registered');
    await service.probe.repeat(heard);
    await matter({ appealId: id, contactWhen: 'BY_DAY' });
    expect(await messages(id)).toBe(1);
  });

  it('is sent none without a number, nor where no contact is owed at once', async () => {
    const silent = await matter({ contactWhen: 'BY_MESSAGE', reachable: false });
    expect([await messages(silent), (await contactOf(silent))?.state]).toEqual([0, 'CANCELLED']);
    const elsewhere = await matter({ contactWhen: 'BY_MESSAGE', areaCode: inCuizhu });
    expect([await messages(elsewhere), await contactOf(elsewhere)]).toEqual([0, undefined]);
  });

  it('is not called by the unit either, and is counted as messaged', async () => {
    const id = await matter({ contactWhen: 'BY_MESSAGE' });
    const { lead } = await allocated(service, id);
    expect(Object.keys(await clocksOf(service, lead.id)).sort()).toEqual([
      'ACCEPT',
      'OPINION',
      'RESOLVE',
      'VERIFY',
    ]);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已修复' }, grid);
    expect(await resolvedOf(id)).toEqual([null, 'MESSAGE']);
    expect(await messages(id)).toBe(1);
  });

  it('is called by the unit that gets the matter by day', async () => {
    const id = await matter({ contactWhen: 'BY_DAY' });
    await classify(id, 'ROUTINE');
    time.set('2026-11-24T08:00:00+08:00');
    const [lead] = await allocate(id);
    expect((await contactOf(lead?.id ?? ''))?.state).toBe('RUNNING');
    await service.call('recordContact', { id: lead?.id, note: '已联系' }, grid);
    await service.call('resolveWorkOrder', { id: lead?.id, note: '已修复' }, grid);
    expect(await resolvedOf(id)).toEqual([true, 'MESSAGE']);
  });

  it('is called after all when the matter turns out to be urgent: within ten minutes of that', async () => {
    const id = await matter({ contactWhen: 'BY_DAY' });
    await classify(id, 'ROUTINE');
    time.set(later(night, 20));
    await classify(id, 'URGENT');
    expect(await contactOf(id)).toMatchObject({ state: 'RUNNING', due_by: later(night, 30) });
    expect([await firstContactOf(id), await messages(id)]).toEqual([null, 1]);
    await classify(id, 'URGENT');
    time.set(later(night, 30));
    await service.call('recordFirstContact', { id, note: '已联系' }, desk);
    expect([(await contactOf(id))?.state, await firstContactOf(id)]).toEqual(['MET', 'IN_TIME']);
    const contacts = await service.sql(`SELECT 1 FROM clock WHERE owner_id = $1 AND kind = 'CONTACT'`, [id]);
    expect(contacts).toHaveLength(2);
  });

  it('is not called about what is urgent: that is late, though a message was sent', async () => {
    const id = await matter({ contactWhen: 'BY_MESSAGE' });
    await classify(id, 'FAST');
    const [lead] = await allocate(id);
    await classify(id, 'URGENT');
    const [own] = await service.sql(
      `SELECT unit_id FROM clock WHERE owner_id = $1 AND kind = 'CONTACT' AND state = 'RUNNING'`,
      [id],
    );
    expect(own).toEqual({ unit_id: grid.unitId });
    await service.call('resolveWorkOrder', { id: lead?.id, note: '已修复' }, grid);
    expect(await resolvedOf(id)).toEqual([null, 'LATE']);
  });

  it('rings who is on duty about what turns out to be urgent at night', async () => {
    const [row] = await service.sql<{ id: string }>(
      `SELECT key AS id FROM directory_copy WHERE kind = 'person' LIMIT 1`,
    );
    const shift = { from: later(night, -60), until: later(night, 60), personId: row?.id };
    await service.call(
      'setDutyRoster',
      { unitId: desk.unitId, from: shift.from, until: shift.until, shifts: [shift] },
      desk,
    );
    const id = await matter({ contactWhen: 'BY_DAY' });
    await classify(id, 'URGENT');
    await service.settled();
    expect(service.probe.of(DutyCalled, id)).toMatchObject([
      { payload: { kind: 'CONTACT', why: 'STARTED' } },
    ]);
  });

  it('is let sleep when what looked urgent is not', async () => {
    const id = await matter({ contactWhen: 'BY_DAY', suggestion: suggested('URGENT') });
    expect((await contactOf(id))?.state).toBe('RUNNING');
    time.set(later(night, 5));
    await classify(id, 'ROUTINE');
    expect([(await contactOf(id))?.state, await firstContactOf(id), await messages(id)]).toEqual([
      'MET',
      'MESSAGE',
      1,
    ]);
  });

  it('is told by message at the allocation where the profile limits the unit alone, once', async () => {
    const id = await matter({ contactWhen: 'BY_MESSAGE', areaCode: inCuizhu });
    const input = { category: 'LIGHTING', nature: 'HELP', urgency: 'ROUTINE' };
    await service.call('classifyAppeal', { id, input }, neighbourCommunity);
    for (const unitId of ['440303004029001.office', '440303004029.office'])
      await service.call('allocateAppeal', { id, handlers: [{ unitId, role: 'LEAD' }] }, neighbourCommunity);
    expect([await messages(id), await firstContactOf(id)]).toEqual([1, 'MESSAGE']);
  });

  it('is called the next day where the unit has that long, though the matter comes in the evening', async () => {
    time.set('2026-11-24T21:00:00+08:00');
    const id = await matter({ contactWhen: 'BY_DAY', areaCode: inCuizhu });
    const input = { category: 'LIGHTING', nature: 'HELP', urgency: 'ROUTINE' };
    await service.call('classifyAppeal', { id, input }, neighbourCommunity);
    const handlers = [{ unitId: '440303004029001.office', role: 'LEAD' }];
    const [lead] = await service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers },
      neighbourCommunity,
    );
    expect([await messages(id), (await contactOf(lead?.id ?? ''))?.state]).toEqual([0, 'RUNNING']);
  });

  it('is told by message when her matter is located, and not again when it moves', async () => {
    const id = await matter({ contactWhen: 'BY_MESSAGE', areaCode: null });
    expect(await messages(id)).toBe(0);
    const move = (from: string | null, to: string) =>
      service.probe.say(id, announce(AppealRelocated, { appealId: id, from, to }), time.now());
    await move(null, '440303003020001');
    expect([await messages(id), (await contactOf(id))?.state]).toEqual([1, 'MET']);
    await move('440303003020001', inCuizhu);
    await move(inCuizhu, '440303003020001');
    expect([await messages(id), await firstContactOf(id)]).toEqual([1, 'MESSAGE']);
  });

  it('is not called late for having been merged: the message had been sent', async () => {
    const [id, target] = [await matter({ contactWhen: 'BY_MESSAGE' }), await matter({})];
    await service.call('mergeAppeal', { id, into: target }, desk);
    time.set(later(night, 60));
    await service.call('unmergeAppeal', { id, reason: '两处' }, desk);
    expect([(await contactOf(id))?.state, await messages(id)]).toEqual(['MET', 1]);
  });

  it('has her choice erased with her name', async () => {
    const id = await matter({ contactWhen: 'BY_DAY' });
    await service.call('declineAppeal', { id, ground: 'OUT_OF_SCOPE', explanation: '不属受理范围' }, desk);
    const erased = { appealId: id, erasureId: id, ground: 'REQUEST' as const, attachmentIds: [] };
    await service.probe.say(id, announce(PersonalDataErased, erased), time.now());
    expect(await service.sql('SELECT contact_when FROM handling WHERE id = $1', [id])).toEqual([
      { contact_when: null },
    ]);
  });

  it('of which the district reads no more than how she was contacted', async () => {
    const id = await matter({ contactWhen: 'BY_DAY' });
    await service.settled();
    const [entries] = await service.call<{ type: string; detail: object }[][]>(
      'ledgerByAppeal',
      { keys: [id] },
      district,
    );
    const detail = entries?.find(({ type }) => type === AppealRegistered.type)?.detail;
    expect(detail).not.toHaveProperty('contactWhen');
    expect(detail).toHaveProperty('submittedAt');
    const kept = `SELECT payload ? 'number' AS number, payload ? 'contactWhen' AS hers FROM ledger_entry WHERE appeal_id = $1 AND type = $2`;
    expect(await service.sql(kept, [id, AppealRegistered.type])).toEqual([{ number: true, hers: false }]);
  });
});
