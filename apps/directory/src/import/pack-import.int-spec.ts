import { DirectoryRevisionPublished, type DistrictPack } from '@weisu/contracts';
import { indexAreas, locate, type DirectorySnapshot } from '@weisu/directory-client';
import { actorOf, startTestService, TestTime, type TestService } from '@weisu/testing';
import { directoryDefinition } from '../index.js';
import { readPack } from '../pack/pack.reader.js';
import { demoFolder, importInto } from './district.fixture.js';
import { PackRefused } from './pack-change.js';

const dispatch = actorOf({ roles: ['SERVICE'], client: 'dispatch' });
const water = '440303.water';

describe('importing a district pack', () => {
  let service: TestService;
  let pack: DistrictPack;
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const snapshot = (since: number | null) =>
    service.call<DirectorySnapshot>('directorySnapshot', { since }, dispatch);
  const heard = () => service.probe.of(DirectoryRevisionPublished, 'directory');

  beforeAll(async () => {
    pack = await readPack(demoFolder);
  });
  beforeEach(async () => {
    service = await startTestService(directoryDefinition, {}, time);
  });
  afterEach(() => service.stop());

  it('publishes everything as one revision, and the same pack again changes nothing', async () => {
    const first = await importInto(service, pack, time.now());
    const second = await importInto(service, pack, time.now());
    await service.settled();
    expect([first.revision, second]).toEqual([1, { revision: 1, changes: [] }]);
    expect(heard().map(({ payload }) => payload)).toEqual([{ revision: 1, changed: first.changes.length }]);

    const { revision, entries } = await snapshot(null);
    const inPack =
      pack.areas.length +
      pack.units.length +
      pack.people.length +
      pack.profiles.length +
      pack.assignments.length;
    expect([revision, entries.length]).toEqual([1, inPack + 2]);
    expect(entries.filter(({ kind }) => kind === 'profile').map(({ key }) => key)).toEqual([
      ...['S10@1', 'S11@1', 'S1@2', 'S2@3', 'S3@1', 'S4@1', 'S5@1', 'S6@1', 'S7@1', 'S8@1', 'S9@1'],
    ]);
    expect(
      await service.sql('SELECT revision, actor, pack, added, changed, ended FROM directory_import'),
    ).toEqual([
      { revision: 1, actor: 'system', pack: 'demo', added: first.changes.length, changed: 0, ended: 0 },
    ]);
  });

  it('answers a changed unit alone to who has the revision before, and announces revision 2 once', async () => {
    await importInto(service, pack, time.now());
    await importInto(service, renamed(pack, '罗湖水务'), time.now());
    await service.settled();
    expect(heard().map(({ payload }) => payload.revision)).toEqual([1, 2]);
    expect(heard()[1]?.payload.changed).toBe(1);
    expect(await snapshot(1)).toMatchObject({
      revision: 2,
      entries: [{ kind: 'unit', key: water, body: { name: '罗湖水务', kind: 'PUBLIC_SERVICE_COMPANY' } }],
    });
    expect(await snapshot(2)).toEqual({ revision: 2, entries: [] });
  });

  it('ends a unit with its people when the pack no longer names them, and keeps its last name', async () => {
    await importInto(service, pack, time.now());
    await importInto(service, without(pack, water), time.now());
    const { entries } = await snapshot(1);
    expect(entries).toEqual([
      expect.objectContaining({ kind: 'person', body: null }),
      { kind: 'unit', key: water, body: null },
    ]);
    const grid = actorOf({ roles: ['GRID'], areaCode: '440303003020001' });
    expect(await service.call('unitsById', { keys: [water] }, grid)).toEqual([
      expect.objectContaining({ id: water, areaCode: '440303' }),
    ]);
    expect(await service.call('units', { kind: 'PUBLIC_SERVICE_COMPANY' }, grid)).not.toContainEqual(
      expect.objectContaining({ id: water }),
    );
    await importInto(service, pack, time.now());
    expect((await snapshot(2)).entries.map(({ key, body }) => [key, body !== null])).toContainEqual([
      water,
      true,
    ]);
  });

  it('refuses other content under a published version of a profile, and stores nothing', async () => {
    await importInto(service, pack, time.now());
    const [s1, ...others] = pack.profiles;
    const rewritten = {
      ...renamed(pack, '罗湖水务'),
      profiles: [{ ...s1!, opinionRequired: !s1!.opinionRequired }, ...others],
    };
    const refusal = importInto(service, rewritten, time.now());
    await expect(refusal).rejects.toThrow(PackRefused);
    await expect(refusal).rejects.toThrow(/profile S1 version 2 is published.*publish version 3/);
    expect(await snapshot(1)).toEqual({ revision: 1, entries: [] });
  });

  it('makes one revision of the same pack imported twice at once', async () => {
    const outcomes = await Promise.all([
      importInto(service, pack, time.now()),
      importInto(service, pack, time.now()),
    ]);
    await service.settled();
    expect(outcomes.map(({ revision }) => revision)).toEqual([1, 1]);
    expect(outcomes.map(({ changes }) => changes.length > 0).sort()).toEqual([false, true]);
    expect(heard()).toHaveLength(1);
  });

  it('makes two revisions of two packs imported at once, the second on top of the first', async () => {
    await importInto(service, pack, time.now());
    const outcomes = await Promise.all(
      ['甲水务', '乙水务'].map((name) => importInto(service, renamed(pack, name), time.now())),
    );
    await service.settled();
    expect(outcomes.map(({ revision }) => revision).sort()).toEqual([2, 3]);
    expect(heard().map(({ payload, sequence }) => [payload.revision, sequence])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const last = outcomes.find(({ revision }) => revision === 3)?.changes[0]?.entry;
    expect((await snapshot(2)).entries).toEqual([last]);
  });

  it.each([
    { level: 'DISTRICT', code: '440303' },
    { level: 'STREET', code: '440303003' },
    { level: 'COMMUNITY', code: '440303003020' },
    { level: 'GRID', code: '440303003020001' },
  ])('finds the $level of a point in 东门社区 by the stored boundaries', async ({ code }) => {
    await importInto(service, pack, time.now());
    const { entries } = await snapshot(0);
    const areas = entries.flatMap((entry) => (entry.kind === 'area' && entry.body ? [entry.body] : []));
    const index = indexAreas(areas.filter((area) => area.code.length <= code.length));
    expect(locate(index, { longitude: 114.132, latitude: 22.555, datum: 'WGS84' })).toBe(code);
    expect(locate(index, { longitude: 114.05, latitude: 22.555, datum: 'WGS84' })).toBeNull();
  });
});

const renamed = (pack: DistrictPack, name: string): DistrictPack => ({
  ...pack,
  units: pack.units.map((unit) => (unit.id === water ? { ...unit, name } : unit)),
});

const without = (pack: DistrictPack, unitId: string): DistrictPack => ({
  ...pack,
  units: pack.units.filter(({ id }) => id !== unitId),
  people: pack.people.filter((person) => person.unitId !== unitId),
});
