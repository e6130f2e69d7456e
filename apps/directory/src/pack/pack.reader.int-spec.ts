import { accountSubject, areaAt, limitFor, clockRule, type DistrictPack } from '@weisu/contracts';
import { areaOf, indexAreas, locate, matchAddress } from '@weisu/directory-client';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackInvalid, readPack } from './pack.reader.js';

const demo = fileURLToPath(new URL('../../../../deploy/districts/luohu', import.meta.url));

describe('the demo district', () => {
  let pack: DistrictPack;
  beforeAll(async () => {
    pack = await readPack(demo);
  });

  it('has ten streets, 109 communities and 25 grids in 东门街道', () => {
    const count = (level: string, below = '') =>
      pack.areas.filter((area) => area.level === level && area.code.startsWith(below)).length;
    expect([
      count('STREET'),
      count('COMMUNITY'),
      count('COMMUNITY', '440303003'),
      count('GRID', '440303003'),
    ]).toEqual([10, 109, 15, 25]);
  });

  it.each(['DISTRICT', 'STREET', 'COMMUNITY'] as const)('is tiled without a gap below each %s', (level) => {
    for (const { code, boundary } of pack.areas.filter((area) => area.level === level)) {
      const parts = pack.areas.filter(
        (area) => area.code.length === code.length + 3 && area.code.startsWith(code),
      );
      const sum = parts.reduce((total, part) => total + (part.boundary ? areaOf(part.boundary) : 0), 0);
      expect(Math.abs(sum - (boundary ? areaOf(boundary) : 0))).toBeLessThan(1e-12);
    }
  });

  it('gives every point a grid', () => {
    const index = indexAreas(pack.areas);
    const found = Array.from({ length: 400 }, (_, i) =>
      locate(index, {
        longitude: 114.1 + (i % 20) / 190,
        latitude: 22.53 + Math.floor(i / 20) * (0.08 / 19),
        datum: 'WGS84',
      }),
    );
    expect(found.filter((code) => code?.length !== 15)).toEqual([]);
  });

  it.each([
    { account: 'district', unitId: '440303.office', role: 'DISTRICT', areaCode: '440303' },
    { account: 'street', unitId: '440303003.dispatch-desk', role: 'STREET', areaCode: '440303003' },
    { account: 'community', unitId: '440303003020.office', role: 'COMMUNITY', areaCode: '440303003020' },
    { account: 'grid', unitId: '440303003020001.office', role: 'GRID', areaCode: '440303003020001' },
    { account: 'department', unitId: '440303.urban-management', role: 'DEPARTMENT', areaCode: '440303' },
    { account: 'department-2', unitId: '440303.housing', role: 'DEPARTMENT', areaCode: '440303' },
    { account: 'company', unitId: '440303.water', role: 'COMPANY', areaCode: '440303' },
    { account: 'mediator', unitId: '440303003.mediation', role: 'MEDIATOR', areaCode: '440303003' },
    { account: 'resident', unitId: null, role: 'RESIDENT', areaCode: null },
    { account: 'hotline', unitId: null, role: 'INTEGRATION', areaCode: '440303' },
    { account: 'auditor', unitId: null, role: 'AUDITOR', areaCode: '440303' },
    { account: 'admin', unitId: null, role: 'ADMIN', areaCode: '440303' },
    { account: 'street-2', unitId: '440303004.dispatch-desk', role: 'STREET', areaCode: '440303004' },
    { account: 'community-2', unitId: '440303004029.office', role: 'COMMUNITY', areaCode: '440303004029' },
  ])('has the account $account', ({ account, unitId, role, areaCode }) => {
    expect(pack.people.find((person) => person.account === account)).toMatchObject({
      id: accountSubject(account),
      unitId,
      areaCode,
      roles: [role],
    });
  });

  it('has an account for every unit, 14 departments, three public companies, a mediation committee and stations in every street', () => {
    const staffed = new Set(pack.people.map(({ unitId }) => unitId));
    expect(pack.units.filter(({ id }) => !staffed.has(id))).toEqual([]);
    const kinds = (kind: string) => pack.units.filter((unit) => unit.kind === kind);
    expect([
      kinds('DEPARTMENT').length,
      kinds('PUBLIC_SERVICE_COMPANY').length,
      kinds('PROPERTY_COMPANY').length,
    ]).toEqual([14, 3, 10]);
    expect(new Set(kinds('MEDIATION_COMMITTEE').map(({ areaCode }) => areaCode)).size).toBe(10);
    expect(new Set(kinds('STATION').map(({ areaCode }) => areaCode)).size).toBe(10);
  });

  it.each([
    { kind: 'CONTACT', urgency: 'ROUTINE', complex: false, amount: 10, unit: 'MINUTE' },
    { kind: 'VERIFY', urgency: 'ROUTINE', complex: false, amount: 30, unit: 'MINUTE' },
    { kind: 'ALLOCATE', urgency: 'URGENT', complex: false, amount: 1, unit: 'NATURAL_HOUR' },
    { kind: 'ALLOCATE', urgency: 'FAST', complex: false, amount: 1, unit: 'NATURAL_HOUR' },
    { kind: 'ALLOCATE', urgency: 'FAST', complex: true, amount: 24, unit: 'NATURAL_HOUR' },
    { kind: 'ALLOCATE', urgency: 'ROUTINE', complex: false, amount: 24, unit: 'NATURAL_HOUR' },
    { kind: 'RESOLVE', urgency: 'URGENT', complex: false, amount: 2, unit: 'NATURAL_HOUR' },
    { kind: 'RESOLVE', urgency: 'FAST', complex: false, amount: 24, unit: 'NATURAL_HOUR' },
    { kind: 'RESOLVE', urgency: 'ROUTINE', complex: false, amount: 72, unit: 'NATURAL_HOUR' },
    { kind: 'OPINION', urgency: 'ROUTINE', complex: false, amount: 3, unit: 'WORKING_DAY' },
  ] as const)(
    'gives 东门街道 $amount $unit to $kind when $urgency (complex: $complex)',
    ({ kind, urgency, complex, amount, unit }) => {
      const rule = clockRule(profileOf('440303003'), kind);
      expect(rule && limitFor(rule, { urgency, complex, responseLevel: 1 })).toEqual({ amount, unit });
    },
  );

  it('lets the community classify in 翠竹街道 and the 信联办 in 东门街道', () => {
    expect(profileOf('440303004').duties.CLASSIFY[0]).toEqual({ level: 'COMMUNITY', desk: 'office' });
    expect(profileOf('440303003').duties.CLASSIFY).toEqual([{ level: 'STREET', desk: 'dispatch-desk' }]);
  });

  it('gives no keyword to two categories of a profile, and fills every duty', () => {
    for (const { categories, duties } of pack.profiles) {
      const keywords = categories.flatMap((category) => category.keywords);
      expect(keywords.length).toBe(new Set(keywords).size);
      expect(Object.values(duties).filter((selectors) => selectors.length === 0)).toEqual([]);
    }
  });

  it.each([
    ['罗湖区东门街道东门社区解放路 3 号', '440303003020'],
    ['深圳市罗湖区翠竹街道', '440303004'],
    ['深圳市罗湖区', null],
  ])('places the address "%s" in %s', (hint, code) => {
    expect(matchAddress(hint, pack.areas)).toBe(code);
  });

  function profileOf(street: string) {
    const assignment = pack.assignments.find(({ areaCode }) => areaCode === areaAt('STREET', street));
    const profile = pack.profiles.find(({ key }) => key === assignment?.profileKey);
    if (!profile) throw new Error(`${street} has no profile`);
    return profile;
  }
});

describe('reading a pack', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pack-'));
    await cp(demo, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('tells every problem of every file with its line', async () => {
    await change('areas.json', (text) => text.replace('"level":"DISTRICT"', '"level":"COUNTY"'));
    await change('units.json', (text) => text.replace('{"id":"440303.housing"', '{"id":"440303 HOUSING"'));
    await change('calendar.json', (text) => text.replace('"year":2018,', '"year":2018'));
    await change('people.csv', (text) =>
      text.replace('street-2,', 'street-2,,').replace(/^grid,[^,]*,GRID/m, 'grid,某人,'),
    );
    await rm(join(folder, 'assignments.json'));
    await change('profiles/s2.yaml', (text) => text.replace('opinionRequired: true', 'opinionRequired: yes'));
    expect((await problems()).map(({ file, line }) => `${file}:${line}`)).toEqual([
      'areas.json:2',
      'units.json:4',
      'calendar.json:3',
      'assignments.json:null',
      `people.csv:${await lineStarting('people.csv', 'grid,')}`,
      `people.csv:${await lineStarting('people.csv', 'street-2,')}`,
      `profiles/s2.yaml:${await lineStarting('profiles/s2.yaml', 'opinionRequired')}`,
    ]);
  });

  it('tells with its line what does not fit together', async () => {
    await change('people.csv', (text) => text.replace('440303003020001.office', '440303003020009.office'));
    await change('profiles/s1.yaml', (text) =>
      text.replace('SUPERVISE: [COMMUNITY.office', 'SUPERVISE: [COMMUNITY.cellar'),
    );
    expect(await problems()).toEqual([
      {
        file: 'people.csv',
        line: await lineStarting('people.csv', 'grid,'),
        message: expect.stringContaining('440303003020009.office') as string,
      },
      {
        file: 'profiles/s1.yaml',
        line: await lineStarting('profiles/s1.yaml', '  SUPERVISE'),
        message: expect.stringContaining('"cellar"') as string,
      },
    ]);
  });

  it.each([
    { problem: 'a column that is missing', content: Buffer.from('account,name\na,b\n'), line: 1 },
    {
      problem: 'a quote that is not closed',
      content: Buffer.from('account,name,roles,unit,area,posts\na,"b,c\n'),
      line: 2,
    },
  ])('tells $problem', async ({ content, line }) => {
    await writeFile(join(folder, 'people.csv'), content);
    expect(await problems()).toMatchObject([{ file: 'people.csv', line }]);
  });

  it('reads people from a spreadsheet: byte order mark, other order of columns, full-width separator', async () => {
    await writeFile(
      join(folder, 'people.csv'),
      '\ufeffname,account,unit,area,posts,roles\r\n王芳,a,,440303,审计员；会计,AUDITOR;ADMIN\r\n\r\n',
    );
    expect((await readPack(folder)).people).toEqual([
      {
        id: accountSubject('a'),
        account: 'a',
        name: '王芳',
        roles: ['AUDITOR', 'ADMIN'],
        unitId: null,
        areaCode: '440303',
        posts: ['审计员', '会计'],
      },
    ]);
  });

  it('reads people in GB 18030, as Chinese spreadsheets save them', async () => {
    const name = Buffer.from([0xcd, 0xf5, 0xb7, 0xbc]); // 王芳
    const row = Buffer.concat([
      Buffer.from('account,name,roles,unit,area,posts\na,'),
      name,
      Buffer.from(',AUDITOR,,440303,\n'),
    ]);
    await writeFile(join(folder, 'people.csv'), row);
    expect((await readPack(folder)).people).toMatchObject([{ name: '王芳' }]);
  });

  async function change(file: string, edit: (text: string) => string): Promise<void> {
    const before = await readFile(join(folder, file), 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`the edit of ${file} changed nothing`);
    await writeFile(join(folder, file), after);
  }

  async function lineStarting(file: string, start: string): Promise<number> {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
    return lines.findIndex((line) => line.startsWith(start)) + 1;
  }

  async function problems(): Promise<PackInvalid['problems']> {
    const outcome = await readPack(folder).catch((error: unknown) => error);
    if (!(outcome instanceof PackInvalid)) throw new Error(`expected PackInvalid, got ${String(outcome)}`);
    return outcome.problems;
  }
});
