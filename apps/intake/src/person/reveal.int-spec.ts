import type { AppealAnswer, AppellantAnswer, ReceiptAnswer } from '@weisu/api';
import { announce, AppellantRevealed, WorkOrderDispatched } from '@weisu/contracts';
import {
  auditor,
  community,
  communityTwo,
  department,
  district,
  grid,
  gridCode,
  missingId,
  notification,
  resident,
  startIntake,
  street,
  streetTwo,
} from '../intake.fixture.js';

describe('revealing who asked', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  type Caller = Parameters<typeof service.call>[2];
  const submitted = async (input: object = {}) =>
    (
      await service.call<ReceiptAnswer>(
        'submitAppeal',
        { input: { text: '路灯不亮', areaCode: gridCode, name: '张三', phone: '13812345678', ...input } },
        resident,
      )
    ).id;
  const reveal = (id: string, actor: Caller, purpose = '回访', key?: string) =>
    service.call<AppellantAnswer>(
      'revealAppellant',
      { id, purpose },
      actor,
      key ? { idempotencyKey: key } : {},
    );
  const masked = async (id: string, actor: Caller) =>
    (await service.call<(AppealAnswer | null)[]>('appealsById', { keys: [id] }, actor))[0]?.appellant;
  const dispatchTo = (id: string, unitId: string) =>
    service.probe.say(
      id,
      announce(WorkOrderDispatched, {
        appealId: id,
        workOrderId: id,
        unitId,
        role: 'ASSIST',
        dual: true,
        dueBy: null,
      }),
      service.time.now(),
    );

  it('shows name and phone to who may see the appeal, and keeps who looked and why', async () => {
    const id = await submitted();
    expect(await reveal(id, grid)).toEqual({
      kind: 'PERSON',
      anonymous: false,
      name: '张三',
      phone: '13812345678',
      phoneWritten: null,
      persons: null,
      contactWhen: 'NOW',
    });
    const reveals = await service.sql<{ id: string }>(
      'SELECT id, actor_subject, actor_unit, purpose FROM reveal WHERE appeal_id = $1',
      [id],
    );
    expect(reveals).toMatchObject([
      { actor_subject: grid.subject, actor_unit: '440303003020001.office', purpose: '回访' },
    ]);
    await service.settled();
    const [event] = service.probe.of(AppellantRevealed, id);
    expect(event?.payload).toEqual({ appealId: id, revealId: reveals[0]?.id });
    expect(event?.actor).toEqual({ subject: grid.subject, kind: 'STAFF', unitId: '440303003020001.office' });
  });

  it('again with the same key shows the same and is one look; nothing in the clear is stored', async () => {
    const id = await submitted();
    const first = await reveal(id, street, '核实', 'look');
    expect(await reveal(id, street, '核实', 'look')).toEqual(first);
    expect(first.phone).toBe('13812345678');
    expect(await service.sql('SELECT 1 FROM reveal WHERE appeal_id = $1', [id])).toHaveLength(1);
    const [stored] = await service.sql<{ answer: unknown }>(
      `SELECT answer FROM stored_answer WHERE key = 'look'`,
    );
    expect(stored?.answer).toEqual({ appealId: id });
  });

  it('needs a purpose, the appeal in view, and a role', async () => {
    const id = await submitted();
    await expect(reveal(id, street, ' ')).rejects.toMatchObject({ code: 'PURPOSE_REQUIRED' });
    await expect(reveal(id, street, '因'.repeat(201))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    for (const actor of [streetTwo, communityTwo, department])
      await expect(reveal(id, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const actor of [auditor, resident])
      await expect(reveal(id, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(reveal(missingId, street)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await service.sql('SELECT 1 FROM reveal WHERE appeal_id = $1', [id])).toEqual([]);
  });

  it('of a confidential appeal is for the district and the desk that classifies or allocates there', async () => {
    const id = await submitted({ confidential: true });
    await dispatchTo(id, '440303.urban-management');
    for (const actor of [district, street]) expect(await reveal(id, actor)).toMatchObject({ name: '张三' });
    for (const actor of [community, grid, department])
      await expect(reveal(id, actor)).rejects.toMatchObject({ code: 'IDENTITY_CONFIDENTIAL' });
    const inS1 = await submitted({ confidential: true, areaCode: '440303004029' });
    expect(await reveal(inS1, communityTwo)).toMatchObject({ name: '张三' });
    const nowhere = await submitted({ confidential: true, areaCode: null });
    expect(await reveal(nowhere, district)).toMatchObject({ name: '张三' });
  });

  it('is not needed to see a mask, which nobody gets of a confidential appeal who may not know who asked', async () => {
    const id = await submitted({ confidential: true });
    await dispatchTo(id, '440303.urban-management');
    const mask = {
      kind: 'PERSON',
      anonymous: false,
      name: '张**',
      phone: '138****5678',
      phoneWritten: null,
      persons: null,
      contactWhen: 'NOW',
    };
    for (const actor of [district, street, resident]) expect(await masked(id, actor)).toEqual(mask);
    for (const actor of [community, auditor, grid, department])
      expect(await masked(id, actor)).toEqual({ ...mask, name: null, phone: null });
  });

  describe('hole 7: receipts to one telephone number', () => {
    const receiptOf = (id: string) =>
      service.call<{ phone: string } | null>(
        'contactForMessage',
        { appealId: id, receipt: true },
        notification,
      );
    const typed = async (phone: string) => {
      const ids: string[] = [];
      for (let n = 0; n < 12; n += 1) ids.push(await submitted({ text: `第${n}件`, phone }));
      return ids;
    };
    const sent = async (ids: readonly string[]) =>
      (await Promise.all(ids.map(receiptOf))).filter((contact) => contact !== null).length;

    afterEach(() => service.time.set('2026-11-23T09:00:00+08:00'));

    it('are three an hour and ten a day, also when all come at once and however it is typed', async () => {
      const ids = await typed('13912340001');
      const other = await submitted({ text: '写法不同', phone: '+86 139-1234-0001' });
      expect(await sent(ids)).toBe(3);
      expect(await receiptOf(other)).toBeNull();
      for (const [hour, more] of [
        ['10:00:00', 3],
        ['11:00:00', 3],
        ['12:00:00', 1],
        ['13:00:00', 0],
      ] as const) {
        service.time.set(`2026-11-23T${hour}+08:00`);
        const again = await typed('13912340001');
        expect([hour, await sent(again)]).toEqual([hour, more]);
      }
      service.time.set('2026-11-24T09:00:00+08:00');
      expect(await sent(await typed('13912340001'))).toBe(3);
    });

    it('are counted by number: another one has its own, and one that is tried again is no second', async () => {
      const [one = ''] = await typed('13912340002');
      for (let again = 0; again < 5; again += 1) expect(await receiptOf(one)).toMatchObject({});
      expect(await sent(await typed('13912340003'))).toBe(3);
    });

    it('are receipts: how a matter ended is told however many came before', async () => {
      const ids = await typed('13912340004');
      await sent(ids);
      for (const id of ids)
        expect(await service.call('contactForMessage', { appealId: id }, notification)).not.toBeNull();
    });
  });

  describe('hole 9: a matter told in confidence and another of the same person', () => {
    const linkSeenBy = async (id: string, actor: Caller) =>
      (await service.call<(AppealAnswer | null)[]>('appealsById', { keys: [id] }, actor))[0]?.repeatOfId;

    it.each([
      ['the first one', [true, false]],
      ['the repetition', [false, true]],
      ['both', [true, true]],
    ])(
      'are linked for nobody who may not know who asked: %s in confidence',
      async (what, [first, second]) => {
        const said = { text: `垃圾站异味 ${what}` };
        const original = await submitted({ ...said, confidential: first });
        const repeated = await submitted({ ...said, confidential: second });
        for (const id of [original, repeated]) await dispatchTo(id, '440303.urban-management');
        for (const actor of [community, auditor, grid, department])
          expect(await linkSeenBy(repeated, actor)).toBeNull();
        for (const actor of [district, street, resident])
          expect(await linkSeenBy(repeated, actor)).toBe(original);
      },
    );

    it('are linked for everybody who sees them when neither was told in confidence', async () => {
      const said = { text: '垃圾站异味，公开' };
      const original = await submitted(said);
      const repeated = await submitted(said);
      for (const actor of [community, auditor, grid])
        expect(await linkSeenBy(repeated, actor)).toBe(original);
    });
  });

  it('of an anonymous report shows that there is nobody', async () => {
    const id = await submitted({ name: ' ', phone: '' });
    expect(await reveal(id, street)).toMatchObject({ anonymous: true, name: null, phone: null });
    expect(await masked(id, street)).toMatchObject({ anonymous: true });
  });

  it('of a matter we found shows only whom the patrol noted', async () => {
    const found = { channel: 'PATROL', origin: 'FOUND', text: '路面塌陷', areaCode: gridCode };
    const nobody = await service.call<AppealAnswer>('registerAppeal', { input: found }, community);
    await expect(reveal(nobody.id, street)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const noted = await service.call<AppealAnswer>(
      'registerAppeal',
      { input: { ...found, name: '王五' } },
      community,
    );
    expect(noted.appellant).toBeNull();
    expect(await reveal(noted.id, street)).toMatchObject({ name: '王五' });
  });

  it('by notification gives the number to write to, each time on record; null where there is none', async () => {
    const id = await submitted();
    const contact = () => service.call('contactForMessage', { appealId: id }, notification);
    expect(await contact()).toEqual({ phone: '13812345678', kind: 'PERSON' });
    await contact();
    expect(await service.sql('SELECT actor_subject, purpose FROM reveal WHERE appeal_id = $1', [id])).toEqual(
      [
        { actor_subject: 'notification', purpose: 'message' },
        { actor_subject: 'notification', purpose: 'message' },
      ],
    );
    const silent = await submitted({ phone: null });
    expect(await service.call('contactForMessage', { appealId: silent }, notification)).toBeNull();
    expect(await service.call('contactForMessage', { appealId: missingId }, notification)).toBeNull();
    await expect(service.call('contactForMessage', { appealId: id }, street)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
