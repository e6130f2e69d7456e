import type { LoadAnswer, OperationAnswer } from '@weisu/api';
import { accountSubject } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { actorOf, startTestService, TestTime, type TestService } from '@weisu/testing';
import { demoFolder, importInto } from './import/district.fixture.js';
import { directoryDefinition } from './index.js';
import { readPack } from './pack/pack.reader.js';

const staff = (
  account: string,
  role: Actor['roles'][number],
  unitId: string | null,
  areaCode: string | null,
) => actorOf({ roles: [role], subject: accountSubject(account), unitId, areaCode });
const street = staff('street', 'STREET', '440303003.dispatch-desk', '440303003');
const community = staff('community', 'COMMUNITY', '440303003020.office', '440303003020');
const grid = staff('grid', 'GRID', '440303003020001.office', '440303003020001');
const department = staff('department', 'DEPARTMENT', '440303.urban-management', '440303');
const mediator = staff('mediator', 'MEDIATOR', '440303003.mediation', '440303003');
const auditor = staff('auditor', 'AUDITOR', null, '440303');
const hotline = staff('hotline', 'INTEGRATION', null, '440303');
const resident = staff('resident', 'RESIDENT', null, null);

describe('what the directory answers', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeAll(async () => {
    service = await startTestService(directoryDefinition, {}, time);
    await importInto(service, await readPack(demoFolder), time.now());
  });
  afterAll(() => service.stop());

  const unitIds = async (actor: Actor, args: { areaCode?: string; kind?: string } = {}) =>
    (await service.call<OperationAnswer['units']>('units', args, actor)).map(({ id }) => id);

  describe('to anybody', () => {
    it('is an area, or null for one that does not exist', async () => {
      expect(await service.call('area', { code: '440303003' }, null)).toEqual({
        code: '440303003',
        name: '东门街道',
        level: 'STREET',
        parentCode: '440303',
      });
      expect(await service.call('area', { code: '440303' }, null)).toMatchObject({ parentCode: null });
      expect(await service.call('area', { code: '440399' }, null)).toBeNull();
    });

    it('is areas, and nothing else of what joins ask without a token', async () => {
      const load = (name: keyof LoadAnswer, key: string) => service.call(name, { keys: [key] }, null);
      expect(await load('areasByCode', '440303')).toMatchObject([{ name: '罗湖区' }]);
      expect(await load('areasByParent', '440303')).toMatchObject([
        expect.arrayContaining([expect.objectContaining({ code: '440303003' })]),
      ]);
      expect(await load('boundariesByCode', '440303')).toMatchObject([{ type: 'Polygon' }]);
      expect(await load('unitsById', '440303.water')).toEqual([null]);
      expect(await load('peopleById', accountSubject('street'))).toEqual([null]);
    });
  });

  describe('to joins of whoever is signed in', () => {
    it.each([
      { who: 'a resident', actor: resident },
      { who: 'another system', actor: hotline },
      { who: 'a community', actor: community },
    ])('is areas and units for $who, by key and in the order of the keys', async ({ actor }) => {
      const keys = ['440303004', 'nowhere', '440303003020'];
      expect(await service.call('areasByCode', { keys }, actor)).toEqual([
        expect.objectContaining({ name: '翠竹街道' }),
        null,
        expect.objectContaining({ name: '东门社区', parentCode: '440303003' }),
      ]);
      expect(await service.call('boundariesByCode', { keys }, actor)).toEqual([
        expect.objectContaining({ type: 'Polygon' }),
        null,
        expect.objectContaining({ type: 'Polygon' }),
      ]);
      const children = await service.call<LoadAnswer['areasByParent']>('areasByParent', { keys }, actor);
      expect([children[1], children[2]?.map(({ code }) => code)]).toEqual([
        [],
        ['440303003020001', '440303003020002'],
      ]);
      expect(await service.call('unitsById', { keys: ['440303.water', 'nowhere'] }, actor)).toEqual([
        expect.objectContaining({ id: '440303.water', areaCode: '440303' }),
        null,
      ]);
    });

    it.each([
      { who: 'a community', actor: community, sees: true },
      { who: 'an auditor', actor: auditor, sees: true },
      { who: 'a resident', actor: resident, sees: false },
      { who: 'another system', actor: hotline, sees: false },
    ])('is the name of an official for $who: $sees', async ({ actor, sees }) => {
      const keys = [accountSubject('street'), 'nobody'];
      const [official, nobody] = await service.call<LoadAnswer['peopleById']>('peopleById', { keys }, actor);
      expect([official?.id, nobody]).toEqual([sees ? keys[0] : undefined, null]);
    });
  });

  describe('about units', () => {
    it('is for a community its own, those of its street, and departments and companies of the district', async () => {
      const ids = await unitIds(community);
      expect(ids).toEqual(
        expect.arrayContaining([
          '440303.housing',
          '440303.water',
          '440303003.police-station',
          '440303003020.office',
          '440303003020002.office',
        ]),
      );
      expect(ids.filter((id) => /^440303(004|003(?!020)\d)/.test(id))).toEqual([]);
      expect(await unitIds(community, { kind: 'DEPARTMENT' })).toHaveLength(14);
    });

    it.each([
      { who: 'the whole district for a department', actor: department, other: true },
      { who: 'the whole district for an auditor', actor: auditor, other: true },
      { who: 'its own street alone for a mediator', actor: mediator, other: false },
    ])('is $who', async ({ actor, other }) => {
      const ids = await unitIds(actor);
      expect([ids.includes('440303003.mediation'), ids.includes('440303004.mediation')]).toEqual([
        true,
        other,
      ]);
      expect(ids.includes('440303.water')).toBe(other);
    });

    it('is those in an area of the own subtree, by kind', async () => {
      expect(await unitIds(street, { areaCode: '440303003020' })).toEqual([
        '440303003020.office',
        '440303003020001.office',
        '440303003020002.office',
      ]);
      expect(await unitIds(street, { areaCode: '440303003', kind: 'MEDIATION_COMMITTEE' })).toEqual([
        '440303003.mediation',
      ]);
    });

    it.each([
      { what: 'a neighbour', areaCode: '440303004' },
      { what: 'an ancestor', areaCode: '440303' },
      { what: 'no area at all', areaCode: '440303003999' },
    ])('is AREA_NOT_FOUND for $what', async ({ areaCode }) => {
      await expect(unitIds(street, { areaCode })).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
    });

    it('is FORBIDDEN for a resident', async () => {
      await expect(unitIds(resident)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  describe('about profiles', () => {
    it('is the table of their categories, and not a neighbour’s', async () => {
      const csv = (areaCode: string) =>
        service.call<OperationAnswer['categoriesCsv']>('categoriesCsv', { areaCode }, street);
      const [header, first] = (await csv('440303003020001'))?.split('\r\n') ?? [];
      expect(header).toBe('code,level1,level2,level3,nature,urgency,sphere,keywords,lead');
      expect(first).toMatch(
        /^PIPE-BURST,公共安全,管网安全,水管爆裂,HAZARD,URGENT,PUBLIC,爆管;.*,罗湖供水服务公司$/,
      );
      expect(await csv('440303003')).not.toBeNull();
      await expect(csv('440303004')).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
    });

    it('is the one in force in an own area, with its definition', async () => {
      const profile = await service.call('profile', { areaCode: '440303003020' }, community);
      expect(profile).toMatchObject({ key: 'S2', version: 3, validUntil: null, definition: { key: 'S2' } });
      expect(await service.call('profile', { areaCode: '440303003', on: '2016-12-31' }, street)).toBeNull();
      expect(await service.call('profile', { areaCode: '440303' }, auditor)).toBeNull();
    });

    it.each([
      { who: 'a neighbour', actor: street, areaCode: '440303004' },
      { who: 'an area above', actor: grid, areaCode: '440303003' },
    ])('is AREA_NOT_FOUND for $who', async ({ actor, areaCode }) => {
      await expect(service.call('profile', { areaCode }, actor)).rejects.toMatchObject({
        code: 'AREA_NOT_FOUND',
      });
    });
  });

  describe('about me', () => {
    it.each([
      { who: 'the dispatch desk', actor: street, duty: 'ALLOCATE', holds: true },
      { who: 'a community under S2', actor: community, duty: 'CLASSIFY', holds: false },
      { who: 'a department', actor: department, duty: 'HANDLE', holds: true },
      { who: 'a grid', actor: grid, duty: 'RECEIVE', holds: true },
    ])('gives $who $duty: $holds', async ({ actor, duty, holds }) => {
      const me = await service.call<OperationAnswer['me']>('me', {}, actor);
      expect(me).toMatchObject({ subject: actor.subject, roles: actor.roles, unitId: actor.unitId });
      expect(me.posts).not.toEqual([]);
      expect(me.posts.map(({ unitId, duties }) => [unitId, duties.some((one) => one === duty)])).toEqual(
        me.posts.map(() => [actor.unitId, holds]),
      );
    });

    it('knows a resident by the token alone, and nobody without one', async () => {
      expect(await service.call('me', {}, resident)).toMatchObject({
        roles: ['RESIDENT'],
        unitId: null,
        posts: [],
      });
      await expect(service.call('me', {}, null)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    });
  });

  it.each([
    { who: 'an official', actor: auditor },
    { who: 'a service that keeps no copy', actor: actorOf({ roles: ['SERVICE'], client: 'console' }) },
  ])('gives its snapshot to services only, not to $who', async ({ actor }) => {
    await expect(service.call('directorySnapshot', {}, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
