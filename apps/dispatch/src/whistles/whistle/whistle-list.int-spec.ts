import type { OperationAnswer } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import {
  areas,
  auditor,
  community,
  community2,
  district,
  housing,
  startWhistleService,
  street,
  street2,
  urban,
  water,
  type WhistleService,
} from './whistle-service.fixture.js';

type List = OperationAnswer['whistles'];

describe('whistles in a list', () => {
  let service: WhistleService;
  let mine: string;
  let neighbours: string;
  let unendorsed: string;

  beforeAll(async () => {
    service = await startWhistleService();
    const [here, there] = [await service.appeal(), await service.appeal(areas.neighbour)];
    mine = (await service.blow({ appealIds: [here], unitIds: [urban.unitId!, water.unitId!] }, street)).id;
    service.time.advance({ minutes: 1 });
    const called = { appealIds: [there], areaCode: areas.neighbour, unitIds: [urban.unitId!] };
    neighbours = (await service.blow(called, street2)).id;
    service.time.advance({ minutes: 1 });
    unendorsed = (await service.blow({ appealIds: [here], unitIds: [housing.unitId!] }, community)).id;
  });
  afterAll(() => service.stop());

  const list = (actor: Actor, args: object = {}) => service.call<List>('whistles', args, actor);
  const ids = async (actor: Actor, filter: object = {}): Promise<string[]> =>
    (await list(actor, { filter })).edges.map(({ node }) => node.id);

  it('are those of the area, one’s own, and those that one was called by; the latest first', async () => {
    expect(await ids(street)).toEqual([unendorsed, mine]);
    expect(await ids(street2)).toEqual([neighbours]);
    expect(await ids(community)).toEqual([unendorsed, mine]);
    expect(await ids(community2)).toEqual([]);
    expect(await ids(urban)).toEqual([neighbours, mine]);
    expect(await ids(water)).toEqual([mine]);
    // nobody has been called by it yet
    expect(await ids(housing)).toEqual([]);
    for (const actor of [district, auditor]) expect(await ids(actor)).toEqual([unendorsed, neighbours, mine]);
  });

  it('are told as each is by itself', async () => {
    for (const actor of [street, urban, water, auditor])
      for (const { node } of (await list(actor)).edges)
        expect(node).toEqual(await service.call('whistle', { id: node.id }, actor));
  });

  it.each<[object, () => string[]]>([
    [{ areaCode: areas.neighbour }, () => [neighbours]],
    [{ unitId: water.unitId }, () => [mine]],
    [{ unitId: housing.unitId }, () => []],
    [{ situation: ['EMERGENCY'] }, () => []],
    [{ open: true }, () => [unendorsed, neighbours, mine]],
    [{ open: false }, () => []],
    [{ from: '2026-11-23T09:01:00+08:00', until: '2026-11-23T09:02:00+08:00' }, () => [neighbours]],
  ])('are found by %j', async (filter, expected) => {
    expect(await ids(district, filter)).toEqual(expected());
  });

  it('of an area that is not one’s own are no empty list', async () => {
    for (const areaCode of [areas.neighbour, '440399'])
      await expect(list(street, { filter: { areaCode } })).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
  });

  it('come page by page, each once', async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { edges, pageInfo }: List = await list(district, { first: 1, after });
      seen.push(...edges.map(({ node }) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? null;
    }
    expect(seen).toEqual([unendorsed, neighbours, mine]);
    await expect(list(district, { after: 'nonsense' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('from which one was let go say one’s own part alone', async () => {
    const summons = (
      await service.call<{ summonses: { id: string; unitId: string }[] }>('whistle', { id: mine }, street)
    ).summonses.find(({ unitId }) => unitId === water.unitId);
    await service.act('waiveSummons', summons!.id, street, { reason: '不必来了' });
    const [edge] = (await list(water)).edges;
    expect(edge?.node).toEqual(await service.call('whistle', { id: mine }, water));
    expect(edge?.node.summonses.map(({ unitId }) => unitId)).toEqual([water.unitId]);
  });
});
