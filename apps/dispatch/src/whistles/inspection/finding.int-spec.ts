import type { LoadAnswer, OperationAnswer } from '@weisu/api';
import { ClockEscalated, ClockOverdue, CorrectionConfirmed, FindingRecorded } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import {
  community2,
  district,
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

describe('联合检查', () => {
  let service: WhistleService;
  let whistleId: string;
  beforeAll(async () => (service = await startWhistleService()));
  beforeEach(async () => {
    service.time.set(monday);
    const whistle = await service.blow({ situation: 'EMERGENCY', unitIds: [urban.unitId!, water.unitId!] });
    whistleId = whistle.id;
    await service.act('reportIn', summonsOf(whistle, urban).id, urban, { input: { officer: '李秀英' } });
  });
  afterAll(() => service.stop());

  const correctBy = '2026-11-30T18:00:00+08:00';
  const find = (more: object = {}, actor = urban) =>
    service.call<Finding>(
      'recordFinding',
      { whistleId, input: { place: '东门老街12号餐饮店', text: '燃气软管老化', ...more } },
      actor,
    );
  const confirm = (id: string, actor = urban) =>
    service.call<Finding>('confirmCorrection', { id, note: '已更换' }, actor);

  it('serves a numbered notice per place, and looks again', async () => {
    const first = await find({ correctBy });
    const second = await find({ correctBy, place: '东门老街14号' });
    expect(first).toMatchObject({ unitId: urban.unitId, text: '燃气软管老化', correctedAt: null });
    const numbers = [first, second].map(({ number }) => Number(number?.split('-').at(-1)));
    expect(numbers[1]).toBe((numbers[0] ?? 0) + 1);
    expect(first.number).toMatch(/^整440303003-2026-\d+$/);
    expect(await confirm(first.id)).toMatchObject({ correction: '已更换' });
    await expect(confirm(first.id)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    service.time.set('2026-11-30T18:00:00.001+08:00');
    await eventually(() =>
      expect(
        service.probe.of(ClockOverdue, whistleId).filter(({ payload }) => payload.kind === 'CUSTOM'),
      ).toMatchObject([{ payload: { unitId: urban.unitId } }]),
    );
    await confirm(second.id, street);
    await service.settled();
    expect(service.probe.of(FindingRecorded, whistleId)).toHaveLength(2);
    expect(service.probe.of(CorrectionConfirmed, whistleId).map(({ payload }) => payload.late)).toEqual([
      false,
      true,
    ]);
  });

  it('climbs when its date has passed, also without a matter', async () => {
    await find({ correctBy });
    service.time.set('2026-12-07T18:00:00+08:00');
    await eventually(() =>
      expect(service.probe.of(ClockEscalated, whistleId).map(({ payload }) => payload.level)).toContain(
        'STREET',
      ),
    );
  });

  it('without anything to correct has no number, and nothing to confirm', async () => {
    const clean = await find({ text: '未发现隐患' });
    expect(clean).toMatchObject({ number: null, correctBy: null });
    await expect(confirm(clean.id)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('is by who is there or who whistled, and seen by who sees the whistle', async () => {
    await expect(find({}, water)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(find({}, housing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(find({}, street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await find({ advised: true }, street);
    await expect(confirm(id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(confirm(id, street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const seen = async (actor: typeof street) =>
      (
        await service.call<LoadAnswer['findingsByWhistle']>('findingsByWhistle', { keys: [whistleId] }, actor)
      )[0];
    for (const actor of [street, district, urban]) expect(await seen(actor)).toHaveLength(1);
    for (const actor of [street2, community2, housing]) expect(await seen(actor)).toEqual([]);
  });

  it.each([
    ['a date that has passed', { correctBy: monday }, 'INVALID_ARGUMENT'],
    ['no place', { place: ' ' }, 'TEXT_EMPTY'],
    ['no text', { text: '' }, 'TEXT_EMPTY'],
    [
      'pictures that no matter keeps',
      { attachments: ['0193a8f0-0000-7000-8000-00000000f11e'] },
      'INVALID_ARGUMENT',
    ],
  ])('is refused with %s', async (_, more, code) => {
    await expect(find(more)).rejects.toMatchObject({ code });
  });
});
