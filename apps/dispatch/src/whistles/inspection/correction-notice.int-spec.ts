import type { LoadAnswer, OperationAnswer } from '@weisu/api';
import { ClockOverdue, CorrectionNoticeServed, FindingHandedOver } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { eventually } from '@weisu/testing';
import {
  housing,
  monday,
  startWhistleService,
  street,
  street2,
  summonsOf,
  urban,
  water,
  type WhistleService,
} from '../whistle/whistle-service.fixture.js';

type Finding = OperationAnswer['recordFinding'];

describe('a 整改通知书', () => {
  let service: WhistleService;
  let whistleId: string;
  beforeAll(async () => (service = await startWhistleService()));
  beforeEach(async () => {
    service.time.set(monday);
    const whistle = await service.blow({ situation: 'EMERGENCY', unitIds: [urban.unitId!, water.unitId!] });
    whistleId = whistle.id;
    for (const actor of [urban, water])
      await service.act('reportIn', summonsOf(whistle, actor).id, actor, { input: { officer: '李秀英' } });
  });
  afterAll(() => service.stop());

  const correctBy = '2026-11-30T18:00:00+08:00';
  const find = (actor: Actor, more: object = {}) =>
    service.call<Finding>(
      'recordFinding',
      { whistleId, input: { place: '东门老街12号', text: '燃气软管老化', ...more } },
      actor,
    );
  const handOver = (id: string, actor: Actor, unitId = urban.unitId!) =>
    service.call<Finding>('handOverFinding', { id, unitId, note: '请依法处理' }, actor);
  const serve = (id: string, actor: Actor, more: object = {}) =>
    service.call<Finding>('serveCorrectionNotice', { id, correctBy, ...more }, actor);

  it.each([
    ['a company that is there', water],
    ['the desk that leads', street],
  ])(
    'is not served by %s, which has no power to: no number is taken, nothing is stored',
    async (_, actor) => {
      await expect(find(actor, { correctBy })).rejects.toMatchObject({ code: 'ENFORCEMENT_POWER' });
      const [findings] = await service.call<LoadAnswer['findingsByWhistle']>(
        'findingsByWhistle',
        { keys: [whistleId] },
        street,
      );
      expect(findings).toEqual([]);
      const [before, after] = [await find(urban, { correctBy }), await find(urban, { correctBy })];
      const runningOf = ({ number }: Finding) => Number(number?.split('-').at(-1));
      expect(runningOf(after)).toBe(runningOf(before) + 1);
    },
  );

  it('rests on a law that it keeps', async () => {
    expect(await find(urban, { correctBy })).toMatchObject({
      basis: '《中华人民共和国行政处罚法》第十八条',
      servedById: urban.unitId,
      withoutBasis: false,
    });
    expect(await find(urban)).toMatchObject({ number: null, basis: null, servedById: null });
  });

  it('is served by the unit that a finding with advice was handed over to, which has to look again', async () => {
    const { id } = await find(water, { advised: true });
    await expect(serve(id, urban)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(serve(id, water)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const handed = await handOver(id, water);
    expect(handed).toMatchObject({ advised: true, handedToId: urban.unitId, handedNote: '请依法处理' });
    expect(await handOver(id, street)).toEqual(handed);
    const served = await serve(id, urban);
    expect(served).toMatchObject({
      unitId: water.unitId,
      servedById: urban.unitId,
      correctBy: new Date(correctBy).toISOString(),
    });
    expect(served.number).toMatch(/^整440303003-2026-\d+$/);
    await service.settled();
    expect(service.probe.of(FindingHandedOver, whistleId).map(({ payload }) => payload)).toMatchObject([
      { unitId: water.unitId, toUnitId: urban.unitId },
    ]);
    expect(service.probe.of(CorrectionNoticeServed, whistleId)).toMatchObject([
      { payload: { unitId: urban.unitId, number: served.number } },
    ]);
    service.time.set('2026-11-30T18:00:00.001+08:00');
    await eventually(() =>
      expect(
        service.probe.of(ClockOverdue, whistleId).filter(({ payload }) => payload.kind === 'CUSTOM'),
      ).toMatchObject([{ payload: { unitId: urban.unitId } }]),
    );
    await service.call('confirmCorrection', { id, note: '已更换' }, urban);
  });

  it('is served once, also when two are served at once, and hands nothing over afterwards', async () => {
    const { id } = await find(water);
    await handOver(id, water);
    const [one, two] = await Promise.allSettled([serve(id, urban), serve(id, urban)]);
    expect([one, two].map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(serve(id, urban)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(handOver(id, water)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('is served later by who found it with the power to, when advice was of no use', async () => {
    const { id } = await find(urban, { advised: true });
    expect(await serve(id, urban)).toMatchObject({ servedById: urban.unitId });
  });

  it('is not for a date that has passed, and then takes no number', async () => {
    const { id } = await find(urban);
    await expect(serve(id, urban, { correctBy: monday })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const { number } = await serve(id, urban);
    expect(number).not.toBeNull();
  });

  it.each([
    ['a unit that was not called', housing.unitId!, 'UNIT_NOT_CALLED'],
    ['a unit that there is not', 'nobody', 'UNIT_NOT_FOUND'],
    ['a called unit without the power', water.unitId!, 'ENFORCEMENT_POWER'],
  ])('is not asked of %s', async (_, unitId, code) => {
    const { id } = await find(urban);
    await expect(handOver(id, street, unitId)).rejects.toMatchObject({ code });
  });

  it('is nothing to a neighbour, nor to who was not called, and handing over is for who found or leads', async () => {
    const { id } = await find(water);
    for (const actor of [street2, housing]) {
      await expect(handOver(id, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(serve(id, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(handOver(id, urban)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('of before power was asked for keeps its number, and says that its law is not known', async () => {
    const { id, number } = await find(urban, { correctBy });
    await service.sql('UPDATE finding SET basis = NULL, served_by = NULL, unit_id = $2 WHERE id = $1', [
      id,
      water.unitId,
    ]);
    const [findings] = await service.call<LoadAnswer['findingsByWhistle']>(
      'findingsByWhistle',
      { keys: [whistleId] },
      street,
    );
    expect(findings).toMatchObject([{ number, withoutBasis: true, servedById: water.unitId, basis: null }]);
  });
});
