import type { AppealAnswer, ReceiptAnswer } from '@weisu/api';
import { announce, AppealRelocated, WorkOrderDispatched } from '@weisu/contracts';
import {
  community,
  district,
  gridCode,
  inGrid,
  missingId,
  startIntake,
  street,
  streetTwo,
} from '../intake.fixture.js';

const communityCode = '440303003020';
const otherStreet = '440303004';

describe('moving an appeal to its true place', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  type Caller = Parameters<typeof service.call>[2];
  const submitted = async (input: object = {}) =>
    (await service.call<ReceiptAnswer>('submitAppeal', { input: { text: '路灯不亮', ...input } }, null)).id;
  const relocate = (id: string, args: object, actor: Caller, key?: string) =>
    service.call<AppealAnswer>(
      'relocateAppeal',
      { id, reason: '居民补充了地址', ...args },
      actor,
      key ? { idempotencyKey: key } : {},
    );
  const seenBy = async (id: string, actor: Caller) =>
    (await service.call<unknown[]>('appealsById', { keys: [id] }, actor))[0] !== null;

  it('by the district lets the new street see it and the old one no more', async () => {
    const id = await submitted({ areaCode: gridCode });
    expect(await relocate(id, { areaCode: otherStreet }, district, 'move')).toMatchObject({
      id,
      areaCode: otherStreet,
    });
    expect(await relocate(id, { areaCode: otherStreet }, district, 'move')).toMatchObject({
      id,
      areaCode: otherStreet,
    });
    expect([await seenBy(id, street), await seenBy(id, streetTwo)]).toEqual([false, true]);
    await service.settled();
    expect(service.probe.of(AppealRelocated, id).map(({ payload }) => payload)).toEqual([
      { appealId: id, from: gridCode, to: otherStreet },
    ]);
    expect(
      await service.sql('SELECT from_code, to_code, reason FROM relocation WHERE appeal_id = $1', [id]),
    ).toEqual([{ from_code: gridCode, to_code: otherStreet, reason: '居民补充了地址' }]);
  });

  it('takes it from the district’s desk to the grid of a point', async () => {
    const id = await submitted();
    expect(await relocate(id, { areaCode: '440303003', point: inGrid }, district)).toMatchObject({
      areaCode: gridCode,
      point: inGrid,
    });
    expect(await seenBy(id, community)).toBe(true);
  });

  it('to where it is changes nothing; a better point there is kept without an event', async () => {
    const id = await submitted({ areaCode: gridCode });
    expect(await relocate(id, { areaCode: gridCode }, street)).toMatchObject({
      areaCode: gridCode,
      point: null,
    });
    expect(await relocate(id, { areaCode: gridCode, point: inGrid }, street)).toMatchObject({
      areaCode: gridCode,
      point: inGrid,
    });
    await service.settled();
    expect(service.probe.of(AppealRelocated, id)).toEqual([]);
  });

  it('by a street stays within the street; another street goes through the district', async () => {
    const id = await submitted({ areaCode: gridCode });
    expect(await relocate(id, { areaCode: communityCode }, street)).toMatchObject({
      areaCode: communityCode,
    });
    await expect(relocate(id, { areaCode: otherStreet }, street)).rejects.toMatchObject({
      code: 'AREA_NOT_FOUND',
    });
    await expect(relocate(id, { areaCode: otherStreet }, streetTwo)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const order = {
      appealId: id,
      workOrderId: id,
      unitId: '440303004.dispatch-desk',
      role: 'ASSIST' as const,
      dual: true,
      dueBy: null,
    };
    await service.probe.say(id, announce(WorkOrderDispatched, order), service.time.now());
    await expect(relocate(id, { areaCode: otherStreet }, streetTwo)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it.each([
    { args: { areaCode: '440303999' }, code: 'AREA_NOT_FOUND' },
    {
      args: { areaCode: gridCode, point: { longitude: 116.4, latitude: 39.9 } },
      code: 'POINT_OUTSIDE_DISTRICT',
    },
    { args: { areaCode: gridCode, reason: ' ' }, code: 'TEXT_EMPTY' },
  ])('is refused with $code', async ({ args, code }) => {
    await expect(relocate(await submitted(), args, district)).rejects.toMatchObject({ code });
  });

  it('needs an appeal, and the role', async () => {
    await expect(relocate(missingId, { areaCode: gridCode }, district)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(relocate('x', { areaCode: gridCode }, district)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(relocate(missingId, { areaCode: gridCode }, community)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('by two at once is recorded as one way, without a gap', async () => {
    const id = await submitted({ areaCode: gridCode });
    await Promise.all([
      relocate(id, { areaCode: communityCode }, district),
      relocate(id, { areaCode: otherStreet }, district),
    ]);
    await service.settled();
    const [first, second] = service.probe.of(AppealRelocated, id);
    expect(first?.payload.from).toBe(gridCode);
    expect(second?.payload.from).toBe(first?.payload.to);
  });
});
