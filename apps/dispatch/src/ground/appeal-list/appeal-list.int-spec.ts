import type { OperationAnswer } from '@weisu/api';
import { accountSubject } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  asLighting,
  inDongmen,
  officials,
  registered,
  startDispatch,
} from '../../matter.fixture.js';

type List = OperationAnswer['appeals'];

const { desk, district, neighbour } = officials;
const grid = '440303003020001.office';
const leader = accountSubject('community');

describe('matters in a list', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  const matter: Record<'plain' | 'classified' | 'allocated' | 'placeless' | 'account' | 'led', string> = {
    ...{ plain: '', classified: '', allocated: '', placeless: '', account: '', led: '' },
  };

  beforeAll(async () => {
    service = await startDispatch(time);
    matter.plain = await registered(service, time);
    time.advance({ minutes: 1 });
    matter.classified = await registered(service, time);
    const input = { ...asLighting, nature: 'HELP', sphere: 'SHARED' };
    await service.call('classifyAppeal', { id: matter.classified, input }, desk);
    time.advance({ minutes: 1 });
    matter.allocated = await registered(service, time);
    await allocated(service, matter.allocated);
    time.advance({ minutes: 1 });
    matter.placeless = await registered(service, time, { areaCode: null });
    time.advance({ minutes: 1 });
    matter.account = await registered(service, time);
    const plan = { measures: '整改', dueBy: '2026-12-31T10:00:00+08:00' };
    await service.call('putOnAccount', { id: matter.account, ...plan }, desk);
    time.advance({ minutes: 1 });
    matter.led = await registered(service, time);
    const led = { id: matter.led, leaderId: leader, teamIds: [], duties: [] };
    await service.call('assignCaseLeader', led, desk);
  });
  afterAll(() => service.stop());

  const list = async (filter: object, actor = district): Promise<string[]> => {
    const { edges } = await service.call<List>('appeals', { filter, first: 50 }, actor);
    return edges.map(({ node }) => Object.entries(matter).find(([, id]) => id === node.id)?.[0] ?? node.id);
  };

  it.each<[object, readonly string[]]>([
    [{ classified: false, located: true }, ['led', 'account', 'plain']],
    [{ classified: true }, ['allocated', 'classified']],
    [{ category: ['LIGHTING'] }, ['allocated', 'classified']],
    [{ category: ['NOISE'] }, []],
    [{ nature: ['HELP'] }, ['classified']],
    [{ sphere: 'SHARED' }, ['classified']],
    [{ located: false }, ['placeless']],
    [{ unitId: grid }, ['allocated']],
    [{ unitId: '440303.water' }, []],
    [{ onAccount: true }, ['account']],
    [{ onAccount: false, classified: false, located: true }, ['led', 'plain']],
    [{ leaderId: leader }, ['led']],
    [{ leaderId: 'nobody' }, []],
    [{ dueBefore: '2026-11-23T09:10:30+08:00', classified: false, located: true }, ['plain']],
  ])('are found by %j', async (filter, expected) => {
    expect(await list(filter)).toEqual(expected);
  });

  it('are found by the level that answers for them', async () => {
    const levels = await service.sql<{ id: string; response_level: number | null }>(
      'SELECT id, response_level FROM handling WHERE response_level IS NOT NULL',
    );
    for (const level of [1, 2, 3, 4])
      expect((await list({ level })).sort()).toEqual(
        levels
          .filter((row) => row.response_level === level)
          .map(({ id }) => Object.entries(matter).find(([, known]) => known === id)?.[0])
          .sort(),
      );
  });

  it('are a neighbour’s in no filter', async () => {
    for (const filter of [{ unitId: grid }, { onAccount: true }, { leaderId: leader }, { classified: true }])
      expect(await list(filter, neighbour)).toEqual([]);
    await expect(list({ areaCode: inDongmen, unitId: grid }, neighbour)).rejects.toMatchObject({
      code: 'AREA_NOT_FOUND',
    });
  });

  it('from which one was let go are told by nothing that says how they stand now', async () => {
    for (const filter of [
      ...[{ category: ['LIGHTING'] }, { nature: ['HELP'] }, { sphere: 'SHARED' }, { classified: true }],
      ...[{ located: true }, { unitId: grid }, { level: 1 }, { onAccount: false }, { leaderId: leader }],
      ...[{ dueBefore: '2026-11-24T00:00:00+08:00' }, { overdue: false }, { status: ['REGISTERED'] }],
    ])
      await expect(list({ former: true, ...filter }, officials.department)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    expect(await list({ former: true, channel: ['WEB'] }, officials.department)).toEqual([]);
  });
});
