import { randomUUID } from 'node:crypto';
import type { AppealAnswer, ReceiptAnswer } from '@weisu/api';
import { announce, AppealRegistered, AppealRepeated, WorkOrderDispatched } from '@weisu/contracts';
import {
  community,
  communityTwo,
  department,
  district,
  externalOrder,
  forum,
  gridCode,
  hotline,
  inGrid,
  resident,
  startIntake,
  street,
  streetTwo,
} from '../intake.fixture.js';

describe('a registration', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  type Caller = Parameters<typeof service.call>[2];
  const register = (input: object, actor: Caller, key?: string) =>
    service.call<AppealAnswer>('registerAppeal', { input }, actor, key ? { idempotencyKey: key } : {});
  const appeal = async (id: string, actor: Caller) =>
    (await service.call<(AppealAnswer | null)[]>('appealsById', { keys: [id] }, actor))[0];
  const visit = { channel: 'HOME_VISIT', text: '老人行动不便，请帮忙' };
  const call = {
    channel: 'HOTLINE_12345',
    text: '水管爆裂，水流满地',
    name: 'A018',
    areaCode: '440303003020',
  };

  it('by staff makes their unit the first receiver, who sees it also while it has no place', async () => {
    const { id, ...answer } = await register({ ...visit, name: '李四', phone: '0755-25531234' }, community);
    expect(answer).toMatchObject({
      title: '老人行动不便，请帮忙',
      channel: 'HOME_VISIT',
      origin: 'REPORTED',
      areaCode: null,
      firstReceiverId: '440303003020.office',
      external: null,
      appellant: { name: '李**', phone: '075****1234', anonymous: false },
      submittedAt: '2026-11-23T01:00:00.000Z',
    });
    expect(answer).not.toHaveProperty('status');
    expect(await appeal(id, community)).toMatchObject({ id });
    expect(await appeal(id, district)).toMatchObject({ id });
    expect(await appeal(id, street)).toBeNull();
    await service.settled();
    expect(service.probe.of(AppealRegistered, id)[0]?.payload).toMatchObject({
      firstReceiverId: '440303003020.office',
      registeredBy: null,
      reachable: true,
    });
  });

  it('is in the own area only, by code or point; found matters have no appellant', async () => {
    await expect(register({ ...visit, areaCode: '440303004029' }, community)).rejects.toMatchObject({
      code: 'AREA_NOT_FOUND',
    });
    await expect(register({ ...visit, point: inGrid }, communityTwo)).rejects.toMatchObject({
      code: 'AREA_NOT_FOUND',
    });
    await expect(register(visit, department)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(register(visit, resident)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(register({ ...visit, persons: 0 }, community)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(
      register({ ...visit, occurredAt: '2026-11-23T09:06:00+08:00' }, community),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(
      register({ ...visit, occurredAt: '1999-12-31T23:59:59+08:00' }, community),
    ).rejects.toMatchObject({ code: 'OCCURRED_TOO_EARLY' });
    const found = await register({ ...visit, channel: 'PATROL', origin: 'FOUND', point: inGrid }, community);
    expect(found).toMatchObject({ areaCode: gridCode, point: inGrid, appellant: null });
    await service.settled();
    expect(service.probe.of(AppealRegistered, found.id)[0]?.payload).toMatchObject({
      origin: 'FOUND',
      secretVerifier: null,
      reachable: false,
    });
  });

  it('of an outside system carries its order, and what the sender says of it goes before words', async () => {
    const external = externalOrder('H-1', {
      categoryCode: 'NOISE',
      urgency: 'URGENT',
      handlerUnitIds: ['440303.water'],
    });
    const { id, ...answer } = await register({ ...call, external }, hotline);
    expect(answer).toMatchObject({
      firstReceiverId: null,
      external: {
        system: '12345',
        number: 'H-1',
        returnBy: null,
        followUpBySender: false,
        replyRequired: true,
      },
    });
    expect(answer.external).not.toHaveProperty('handlerUnitIds');
    await service.settled();
    const [event] = service.probe.of(AppealRegistered, id);
    expect(event?.actor).toEqual({ subject: 'hotline', kind: 'INTEGRATION', unitId: null });
    expect(event?.payload).toMatchObject({
      registeredBy: 'hotline',
      suggestion: { category: 'NOISE', urgency: 'URGENT', leadUnitIds: ['440303.water'], rule: 'external' },
      external: { number: 'H-1', categoryCode: 'NOISE' },
    });
    expect(await appeal(id, hotline)).toMatchObject({ id });
    expect(await appeal(id, forum)).toBeNull();
  });

  it.each([
    { overrides: { dueBy: '2026-11-23T08:49:59+08:00' }, code: 'EXTERNAL_DEADLINE' },
    { overrides: { returnBy: '2026-11-23T08:49:59+08:00' }, code: 'EXTERNAL_DEADLINE' },
    { overrides: { system: ' ' }, code: 'INVALID_ARGUMENT' },
    { overrides: { handlerUnitIds: ['440303.nobody'] }, code: 'UNIT_NOT_FOUND' },
  ])(
    'of an outside system is refused with $code for $overrides, and nothing is stored',
    async ({ overrides, code }) => {
      await expect(
        register({ ...call, external: externalOrder('H-bad', overrides) }, hotline),
      ).rejects.toMatchObject({ code });
      expect(await service.sql(`SELECT 1 FROM appeal WHERE external_number = 'H-bad'`)).toEqual([]);
    },
  );

  it('accepts a limit that ends the moment it was sent', async () => {
    const external = externalOrder('H-edge', { dueBy: '2026-11-23T08:50:00+08:00' });
    expect(await register({ ...call, external }, hotline)).toMatchObject({ external: { number: 'H-edge' } });
  });

  it('with the same number again is the same appeal, also when five come at once; with other content it is refused', async () => {
    const external = externalOrder('H-2');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => register({ ...call, external }, hotline)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const later = externalOrder('H-2', { dueBy: '2026-11-30T18:00:00+08:00' });
    expect((await register({ ...call, external: later }, hotline)).id).toBe(answers[0]?.id);
    for (const changed of [
      { text: '另一件事' },
      { title: '水管' },
      { name: 'B019' },
      { phone: '13800000000' },
    ])
      await expect(register({ ...call, ...changed, external }, hotline)).rejects.toMatchObject({
        code: 'EXTERNAL_DUPLICATE',
      });
    await expect(register({ ...call, external }, forum)).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    await service.settled();
    expect(service.probe.of(AppealRegistered, answers[0]?.id)).toHaveLength(1);
  });

  it('with the same clientId again is the same appeal, for each registrar apart', async () => {
    const input = { ...visit, areaCode: gridCode, clientId: 'tablet-7' };
    const answers = await Promise.all([
      register(input, community),
      register(input, community, 'k-7'),
      register(input, community, 'k-7'),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await register(input, street)).id).not.toBe(answers[0]?.id);
    await expect(register({ ...input, text: '另一件事' }, community)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSE',
    });
  });

  it('of a named reporter of one system is a repeat when the text is the same; the original hears of it', async () => {
    const first = await register(
      { ...call, title: '一', text: '楼道 堆物', external: externalOrder('R-1') },
      hotline,
    );
    const again = await register(
      { ...call, title: '二', text: '楼道堆物', external: externalOrder('R-2') },
      hotline,
    );
    const elsewhere = await register(
      { ...call, text: '楼道堆物', external: externalOrder('R-3', { system: 'forum' }) },
      forum,
    );
    const byClient = await register({ ...call, text: '楼道堆物' }, hotline);
    const byClientAgain = await register({ ...call, text: '楼道堆物' }, hotline);
    expect(first.repeatOfId).toBeNull();
    expect(again.repeatOfId).toBe(first.id);
    expect(elsewhere.repeatOfId).toBeNull();
    expect(byClient.repeatOfId).toBeNull();
    expect(byClientAgain.repeatOfId).toBe(byClient.id);
    await service.settled();
    expect(service.probe.of(AppealRepeated, first.id).map(({ payload }) => payload)).toEqual([
      { appealId: first.id, repeatId: again.id, repeatNumber: again.number },
    ]);
  });

  it('by staff of a name alone is nobody twice', async () => {
    const input = { ...visit, name: '李伟', areaCode: gridCode };
    await register(input, community);
    expect(await register(input, community)).toMatchObject({ repeatOfId: null });
  });

  it('of a hotline matter has as first receiver the first unit that leads it, once and for ever', async () => {
    const { id } = await register({ ...call, external: externalOrder('F-1') }, hotline);
    const dispatched = (role: 'LEAD' | 'ASSIST', unitId: string) =>
      announce(WorkOrderDispatched, {
        ...{ appealId: id, workOrderId: randomUUID(), unitId, role, dual: true, dueBy: null },
      });
    await service.probe.say(id, dispatched('ASSIST', '440303.gas'), service.time.now());
    expect(await appeal(id, street)).toMatchObject({ firstReceiverId: null });
    const event = await service.probe.say(id, dispatched('LEAD', '440303.water'), service.time.now());
    await service.probe.repeat(event);
    await service.probe.say(id, dispatched('LEAD', '440303.urban-management'), service.time.now());
    expect(await appeal(id, street)).toMatchObject({ firstReceiverId: '440303.water' });
    expect(await appeal(id, department)).toMatchObject({ id });
    const own = await service.call<ReceiptAnswer>(
      'submitAppeal',
      { input: { text: '路灯', areaCode: gridCode } },
      resident,
    );
    expect(await appeal(own.id, streetTwo)).toBeNull();
  });
});
