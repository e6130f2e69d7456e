import type { OperationAnswer, WhistleAnswer } from '@weisu/api';
import { RatingAnswered, SubstituteDecided, SubstituteProposed, UnitCalled } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import {
  areas,
  auditor,
  community2,
  district,
  housing,
  monday,
  police,
  startWhistleService,
  street,
  street2,
  summonsOf,
  urban,
  water,
  type WhistleService,
} from './whistle-service.fixture.js';

const officer = { input: { officer: '李秀英' } };

describe('a called unit that names another', () => {
  let service: WhistleService;
  beforeAll(async () => (service = await startWhistleService()));
  beforeEach(() => service.time.set(monday));
  afterAll(() => service.stop());

  const blow = async (...units: (typeof urban)[]) => {
    const appealId = await service.appeal(areas.community, 'URGENT');
    const whistle = await service.blow({ appealIds: [appealId], unitIds: units.map((unit) => unit.unitId!) });
    return { appealId, whistle, ids: units.map((unit) => summonsOf(whistle, unit).id) };
  };
  const propose = (id: string, unitId = '440303.gas', actor = urban) =>
    service.act('proposeSubstitute', id, actor, { unitId, reason: '燃气管线，应由燃气公司处置' });
  const decide = (id: string, approve: boolean, actor = street) =>
    service.act('decideSubstitute', id, actor, { approve, reason: '意见' });
  const read = (id: string) => service.call<WhistleAnswer>('whistle', { id }, street);

  it('is let go when who whistled agrees, and the other one is called with limits of its own', async () => {
    const { appealId, whistle, ids } = await blow(urban);
    const [id = ''] = ids;
    expect(await propose(id)).toMatchObject({
      status: 'CALLED',
      substitute: { unitId: '440303.gas', approved: null, reason: '燃气管线，应由燃气公司处置' },
    });
    service.time.set('2026-11-23T09:20:00+08:00');
    expect(await decide(id, true)).toMatchObject({ status: 'WAIVED', substitute: { approved: true } });
    const { summonses } = await read(whistle.id);
    expect(summonses.map(({ unitId, status }) => [unitId, status])).toEqual([
      ['440303.gas', 'CALLED'],
      [urban.unitId, 'WAIVED'],
    ]);
    expect(Object.values(await service.clocks(summonses[0]?.id ?? ''))).toEqual(
      Array.from({ length: 4 }, () => 'RUNNING'),
    );
    expect(new Set(Object.values(await service.clocks(id)))).toEqual(new Set(['MET', 'CANCELLED']));
    await service.settled();
    for (const [event, count] of [
      [SubstituteProposed, 1],
      [SubstituteDecided, 1],
      [UnitCalled, 2],
    ] as const)
      expect(service.probe.of(event, appealId)).toHaveLength(count);
  });

  it('comes itself when who whistled does not agree, and asks no second time', async () => {
    const { ids } = await blow(urban);
    const [id = ''] = ids;
    await propose(id);
    await decide(id, false);
    await expect(propose(id, '440303.power')).rejects.toMatchObject({ code: 'SUMMONS_NOT_OPEN' });
    await expect(decide(id, true)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect(await service.act('reportIn', id, urban, officer)).toMatchObject({ status: 'PRESENT' });
  });

  it.each([
    ['one that is called already', water.unitId ?? '', 'INVALID_ARGUMENT'],
    ['one that cannot be called', '440303.office', 'UNIT_NOT_FOUND'],
    ['one that is none', 'nobody', 'UNIT_NOT_FOUND'],
  ])('may not name %s', async (_, unitId, code) => {
    const { ids } = await blow(urban, water);
    await expect(propose(ids[0] ?? '', unitId)).rejects.toMatchObject({ code });
  });

  it('proposes only for itself and before it is there; who decides is who whistled', async () => {
    const { ids } = await blow(urban);
    const [id = ''] = ids;
    for (const actor of [housing, police])
      await expect(propose(id, '440303.gas', actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await propose(id);
    for (const actor of [street2, community2])
      await expect(decide(id, true, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { ids: others } = await blow(urban);
    await service.act('reportIn', others[0] ?? '', urban, officer);
    await expect(propose(others[0] ?? '')).rejects.toMatchObject({ code: 'SUMMONS_NOT_OPEN' });
  });

  it('is decided once when two decide at the same time', async () => {
    const { whistle, ids } = await blow(urban);
    const [id = ''] = ids;
    await propose(id);
    const both = await Promise.allSettled([decide(id, true), decide(id, true)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await read(whistle.id)).summonses).toHaveLength(2);
  });

  it('stays counted as overruled when it is let go afterwards', async () => {
    service.time.set('2026-12-14T09:00:00+08:00');
    const { ids } = await blow(urban, water);
    const [overruled = '', pending = ''] = ids;
    await service.act('refuseSummons', overruled, urban, { reason: '不属职责' });
    await service.act('overruleRefusal', overruled, district, { reason: '职责清单第三条' });
    await service.act('refuseSummons', pending, water, { reason: '不属职责' });
    for (const id of [overruled, pending])
      await service.act('waiveSummons', id, street, { reason: '已另行解决' });
    const { units } = await service.call<OperationAnswer['whistleAssessment']>(
      'whistleAssessment',
      { areaCode: '440303', from: '2026-12-14', until: '2026-12-14' },
      district,
    );
    const counted = Object.fromEntries(units.map((unit) => [unit.unitId, unit.overruled]));
    expect(counted).toEqual({ [urban.unitId ?? '']: 1, [water.unitId ?? '']: 0 });
  });

  it('answers its stars once, and both sides are assessed', async () => {
    service.time.set('2026-12-07T09:00:00+08:00');
    const { appealId, whistle, ids } = await blow(urban, water, housing);
    const [inTime = '', late = '', released = ''] = ids;
    await service.act('refuseSummons', released, housing, { reason: '不属职责' });
    await service.act('upholdRefusal', released, district, { reason: '属实' });
    await service.act('acknowledgeSummons', inTime, urban);
    await service.act('reportIn', inTime, urban, officer);
    service.time.set('2026-12-07T11:00:00+08:00');
    await service.act('reportIn', late, water, officer);
    for (const [id, actor] of [
      [inTime, urban],
      [late, water],
    ] as const) {
      await service.act('recordAction', id, actor, { note: '处置' });
      await service.act('finishSummons', id, actor, { result: '完成' });
    }
    await expect(service.act('answerRating', inTime, urban, { answer: '未评价' })).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    const ratings = [
      { summonsId: inTime, stars: 5 },
      { summonsId: late, stars: 2 },
    ];
    await service.call('completeWhistle', { id: whistle.id, outcome: '办结', ratings }, street);
    const answered = await service.act('answerRating', late, water, { answer: '途中道路封闭，已说明' });
    expect(answered).toMatchObject({ stars: 2, ratingAnswer: '途中道路封闭，已说明' });
    await expect(service.act('answerRating', late, water, { answer: '再答' })).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    await eventually(() => expect(service.probe.of(RatingAnswered, appealId)).toHaveLength(1));

    const assess = (actor = district, areaCode = '440303') =>
      service.call<OperationAnswer['whistleAssessment']>(
        'whistleAssessment',
        { areaCode, from: '2026-12-07', until: '2026-12-07' },
        actor,
      );
    const { units, streets } = await assess();
    const of = (unitId: string | null) => units.find((one) => one.unitId === unitId);
    expect(of(urban.unitId)).toEqual({
      unitId: urban.unitId,
      ...{ called: 1, overruled: 0, stars: 5, responseRate: 1, onTimeRate: 1, settlementRate: 1 },
    });
    expect(of(water.unitId)).toMatchObject({ stars: 2, onTimeRate: 0, settlementRate: 1 });
    expect(of(housing.unitId)).toMatchObject({ called: 1, onTimeRate: null, settlementRate: null });
    // one whistle for one matter: far more than twenty in a hundred
    expect(streets).toEqual([
      { areaCode: areas.street, whistles: 1, matters: 1, rate: 100, band: 'TOO_MANY', completionRate: 1 },
    ]);
    expect((await assess(street, areas.street)).units).toHaveLength(3);
    expect((await assess(auditor)).units).toHaveLength(3);
    await expect(assess(street2, areas.street)).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
    expect((await assess(street2, areas.neighbour)).units).toEqual([]);
  });
});
