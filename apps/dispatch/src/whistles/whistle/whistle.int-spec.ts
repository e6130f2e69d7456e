import type { WhistleAnswer } from '@weisu/api';
import { UnitCalled, WhistleBlown, WhistleCompleted, WhistleEndorsed } from '@weisu/contracts';
import { actorOf } from '@weisu/testing';
import {
  areas,
  auditor,
  community,
  community2,
  district,
  grid,
  housing,
  police,
  startWhistleService,
  street,
  street2,
  summonsOf,
  urban,
  water,
  type Blow,
  type WhistleService,
} from './whistle-service.fixture.js';

describe('a whistle', () => {
  let service: WhistleService;
  beforeAll(async () => (service = await startWhistleService()));
  afterAll(() => service.stop());

  const find = (id: string, actor: typeof street) =>
    service.call<WhistleAnswer | null>('whistle', { id }, actor);
  const byAppeal = (keys: string[], actor: typeof street | null) =>
    service.call<WhistleAnswer[][]>('whistlesByAppeal', { keys }, actor);

  it('of a community calls nobody until the desk of its street stands behind it, once', async () => {
    const appealIds = [await service.appeal(), await service.appeal()];
    const blown = await service.blow({ appealIds, unitIds: [urban.unitId!, water.unitId!] }, community);
    expect(blown).toMatchObject({
      byId: community.unitId,
      endorsedById: null,
      summonses: [],
      appealIds,
      version: 1,
    });
    expect(await find(blown.id, urban)).toBeNull();
    expect(await byAppeal(appealIds, urban)).toEqual([[], []]);
    const endorse = (actor: typeof street) =>
      service.call<WhistleAnswer>('endorseWhistle', { id: blown.id }, actor);
    await expect(endorse(community)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(endorse(police)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(endorse(street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      service.call('completeWhistle', { id: blown.id, outcome: '结束', ratings: [] }, community),
    ).rejects.toMatchObject({ code: 'WHISTLE_NOT_ENDORSED' });

    const twice = await Promise.allSettled([endorse(street), endorse(street)]);
    expect(twice.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'STATE_FORBIDS' },
    });
    const seen = await find(blown.id, water);
    expect(seen).toMatchObject({
      endorsedById: street.unitId,
      appealIds,
      summonses: [{ status: 'CALLED' }, { status: 'CALLED' }],
    });
    await service.settled();
    for (const [index, appealId] of appealIds.entries()) {
      const first = index === 0;
      expect(service.probe.of(WhistleBlown, appealId)).toMatchObject([
        { payload: { endorsed: false, first } },
      ]);
      expect(service.probe.of(WhistleEndorsed, appealId)).toMatchObject([
        { payload: { byId: street.unitId, first } },
      ]);
      expect(service.probe.of(UnitCalled, appealId)).toHaveLength(2);
    }
  });

  it('of the street calls at once, each unit with four limits of its own', async () => {
    const appealId = await service.appeal(areas.community, 'URGENT');
    const whistle = await service.blow({ appealIds: [appealId], unitIds: [urban.unitId!, police.unitId!] });
    expect(whistle).toMatchObject({ endorsedById: street.unitId, completedAt: null, outcome: null });
    for (const summons of whistle.summonses) {
      expect(summons.clocks.map(({ kind, dueBy, state }) => [kind, dueBy, state]).sort()).toEqual([
        ['ACKNOWLEDGE', '2026-11-23T01:30:00.000Z', 'RUNNING'],
        ['ACT', '2026-11-23T05:00:00.000Z', 'RUNNING'],
        ['FINISH', '2026-11-24T01:00:00.000Z', 'RUNNING'],
        ['REPORT_IN', '2026-11-23T02:00:00.000Z', 'RUNNING'],
      ]);
    }
    await service.settled();
    expect(service.probe.of(UnitCalled, appealId)).toMatchObject([
      { payload: { reportInBy: '2026-11-23T02:00:00.000Z', number: whistle.number, first: true } },
      { payload: { areaCode: areas.community } },
    ]);
    expect(JSON.stringify(service.probe.of(WhistleBlown, appealId))).not.toContain('爆裂');
    expect(JSON.stringify(await service.sql('SELECT payload FROM journal'))).not.toContain('爆裂');
  });

  it('is numbered without gaps per street and year, also when many are blown at once and one fails', async () => {
    const bad = service.blow({ unitIds: ['nobody'] }, street2).catch((error: { code: string }) => error.code);
    const many = Array.from({ length: 6 }, () => service.blow({ areaCode: areas.neighbour }, street2));
    const numbers = (await Promise.all(many)).map((whistle) => whistle.number);
    expect(await bad).toBe('AREA_NOT_FOUND');
    await expect(
      service.blow({ areaCode: areas.neighbour, unitIds: ['nobody'] }, street2),
    ).rejects.toMatchObject({
      code: 'UNIT_NOT_FOUND',
    });
    service.time.set('2027-01-04T09:00:00+08:00');
    const next = (await service.blow({ areaCode: areas.neighbour }, street2)).number;
    service.time.set('2026-11-23T09:00:00+08:00');
    const last = (await service.blow({ areaCode: areas.neighbour }, street2)).number;
    expect([...numbers.sort(), next, last]).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((n) => `哨440303004-2026-${n}`),
      '哨440303004-2027-1',
      '哨440303004-2026-7',
    ]);
  });

  it.each<{ what: string; input: Blow; actor: typeof street; code: string }>([
    {
      what: 'a situation that the profile leaves out',
      input: { situation: 'KEY_WORK', areaCode: areas.neighbour },
      actor: street2,
      code: 'WHISTLE_SITUATION',
    },
    {
      what: 'a community where only the street whistles',
      input: { areaCode: '440303004001' },
      actor: community2,
      code: 'FORBIDDEN',
    },
    { what: 'a station', input: {}, actor: police, code: 'FORBIDDEN' },
    { what: 'a grid', input: {}, actor: grid, code: 'FORBIDDEN' },
    { what: 'an auditor', input: {}, actor: auditor, code: 'FORBIDDEN' },
    {
      what: "a neighbour's area",
      input: { areaCode: areas.neighbour },
      actor: street,
      code: 'AREA_NOT_FOUND',
    },
    { what: 'an area above', input: { areaCode: areas.street }, actor: community, code: 'AREA_NOT_FOUND' },
    { what: 'no such area', input: { areaCode: '440303003999' }, actor: street, code: 'AREA_NOT_FOUND' },
    {
      what: 'a unit that does not exist',
      input: { unitIds: ['nobody'] },
      actor: street,
      code: 'UNIT_NOT_FOUND',
    },
    {
      what: 'an office of an area',
      input: { unitIds: ['440303003020.office'] },
      actor: street,
      code: 'UNIT_NOT_FOUND',
    },
    { what: 'nobody to call', input: { unitIds: [] }, actor: street, code: 'INVALID_ARGUMENT' },
    { what: 'an empty reason', input: { reason: ' \n' }, actor: street, code: 'TEXT_EMPTY' },
    {
      what: 'a reason too long',
      input: { reason: '长'.repeat(20_001) },
      actor: street,
      code: 'TEXT_TOO_LONG',
    },
    { what: 'an appeal that is none', input: { appealIds: ['x'] }, actor: street, code: 'NOT_FOUND' },
    {
      what: 'a gathering outside the district',
      input: { gatherAt: { longitude: 120, latitude: 30, datum: 'WGS84' } },
      actor: street,
      code: 'POINT_OUTSIDE_DISTRICT',
    },
  ])('is not blown: $what, $code', async ({ input, actor, code }) => {
    const before = await service.sql('SELECT 1 FROM whistle');
    await expect(service.blow(input, actor)).rejects.toMatchObject({ code });
    expect(await service.sql('SELECT 1 FROM whistle')).toHaveLength(before.length);
  });

  it("is not blown for a neighbour's matter, one that is closed, one elsewhere or one named twice", async () => {
    const mine = await service.appeal();
    const theirs = await service.appeal(areas.neighbour);
    const closed = await service.appeal();
    const elsewhere = await service.appeal('440303005');
    await service.sql("UPDATE handling SET status = 'CLOSED' WHERE id = $1", [closed]);
    await service.sql('UPDATE appeal_scope SET unit_ids = $2 WHERE appeal_id = $1', [
      elsewhere,
      [street.unitId],
    ]);
    await expect(service.blow({ appealIds: [mine, theirs] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.blow({ appealIds: [mine, closed] })).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    await expect(service.blow({ appealIds: [mine, elsewhere] })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(service.blow({ appealIds: [mine, mine] })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('is blown once for one key, and keeps no text under it', async () => {
    const args = {
      input: {
        appealIds: [],
        areaCode: areas.street,
        situation: 'KEY_WORK',
        reason: '整治占道',
        unitIds: [housing.unitId],
      },
    };
    const key = { idempotencyKey: 'whistle-once' };
    const [first, second] = await Promise.all([
      service.call<WhistleAnswer>('blowWhistle', args, street, key),
      service.call<WhistleAnswer>('blowWhistle', args, street, key),
    ]);
    expect(second).toEqual(first);
    expect(await service.sql("SELECT 1 FROM whistle WHERE reason = '整治占道'")).toHaveLength(1);
    expect(JSON.stringify(await service.sql('SELECT answer FROM stored_answer'))).not.toContain('整治');
  });

  it('without an appeal is its own subject, and only those called, its area, district and auditor see it', async () => {
    const { id } = await service.blow({ unitIds: [housing.unitId!], situation: 'EMERGENCY' });
    await service.settled();
    expect(service.probe.of(UnitCalled, id)).toMatchObject([
      { payload: { first: true, unitId: housing.unitId } },
    ]);
    for (const actor of [housing, street, community, district, auditor])
      expect(await find(id, actor)).toMatchObject({ id });
    for (const actor of [urban, water, street2, community2, grid]) expect(await find(id, actor)).toBeNull();
    const load = await service.call('whistlesById', { keys: ['x', id, id] }, housing);
    expect(load).toMatchObject([null, { id }, { id }]);
    expect(await service.call('whistlesById', { keys: [id] }, urban)).toEqual([null]);
    expect(await service.call('whistlesById', { keys: [id] }, null)).toEqual([null]);
  });

  it('is joined to its appeals for officials, names no matter that the reader may not see, and is not for the resident', async () => {
    const mine = await service.appeal(areas.community, null, 'resident-1');
    const other = await service.appeal('440303003021');
    const { id } = await service.blow({ appealIds: [other, mine], areaCode: areas.street });
    const resident = actorOf({ roles: ['RESIDENT'], subject: 'resident-1' });
    expect(await byAppeal([mine, 'x', other], community)).toMatchObject([
      [{ id, appealIds: [mine] }],
      [],
      [],
    ]);
    expect(await byAppeal([mine, other], urban)).toMatchObject([
      [{ id, appealIds: [other, mine] }],
      [{ id }],
    ]);
    for (const actor of [resident, street2, housing, null])
      expect(await byAppeal([mine], actor)).toEqual([[]]);
  });

  it('is completed with ratings by who blew it or its street, once, when every unit is done or let go', async () => {
    const appealId = await service.appeal();
    const whistle = await service.blow({ appealIds: [appealId], unitIds: [urban.unitId!, water.unitId!] });
    const mine = summonsOf(whistle, urban);
    const ratings = [{ summonsId: mine.id, stars: 4 }];
    const complete = (actor: typeof street, more: object = {}) =>
      service.call<WhistleAnswer>(
        'completeWhistle',
        { id: whistle.id, outcome: '已修复', ratings, ...more },
        actor,
      );
    await service.act('reportIn', mine.id, urban, { input: { officer: '李秀英' } });
    await service.act('recordAction', mine.id, urban, { note: '抢修' });
    await service.act('finishSummons', mine.id, urban, { result: '修好了' });
    await expect(complete(street)).rejects.toMatchObject({ code: 'SUMMONS_UNFINISHED' });
    await service.act('waiveSummons', summonsOf(whistle, water).id, street, { reason: '不再需要' });
    await expect(complete(street, { ratings: [] })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(complete(street, { ratings: [{ ...ratings[0], stars: 6 }] })).rejects.toMatchObject({
      code: 'STARS_INVALID',
    });
    await expect(complete(street, { expectedVersion: 9 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await expect(complete(police)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(complete(street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const both = await Promise.allSettled([complete(street), complete(street)]);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'WHISTLE_COMPLETED' },
    });
    expect(await find(whistle.id, urban)).toMatchObject({
      outcome: '已修复',
      completedAt: '2026-11-23T01:00:00.000Z',
      version: 2,
      summonses: [
        { stars: 4, result: '修好了', status: 'FINISHED' },
        { stars: null, status: 'WAIVED' },
      ],
    });
    await service.settled();
    const completions = service.probe.of(WhistleCompleted, appealId);
    expect(completions).toMatchObject([
      { payload: { first: true, ratings: [{ unitId: urban.unitId, stars: 4 }] } },
    ]);
    expect(JSON.stringify(completions)).not.toContain('修复');
  });
});
