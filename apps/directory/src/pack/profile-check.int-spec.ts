import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoFolder } from '../import/district.fixture.js';
import { runProfileCheck } from './profile-check.operations.js';

describe('the command profile:check', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profiles-'));
    await cp(join(demoFolder, 'profiles'), folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const check = async (...argv: string[]) => {
    const lines: string[] = [];
    const code = await runProfileCheck(argv, { packFolder: demoFolder, print: (line) => lines.push(line) });
    return { code, lines };
  };
  const changed = async (of: string, name: string, change: (text: string) => string): Promise<string> => {
    const before = await readFile(join(folder, of), 'utf8');
    const text = change(before);
    expect(text).not.toBe(before);
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };
  const lineOf = async (file: string, start: string) =>
    (await readFile(file, 'utf8')).split('\n').findIndex((line) => line.startsWith(start)) + 1;

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('finds nothing wrong with S%s', async (n) => {
    expect(await check(join(folder, `s${n}.yaml`))).toEqual({
      code: 0,
      lines: [
        expect.stringMatching(
          new RegExp(`^S${n} version \\d: \\d+ clocks, 4[34] categories; nothing wrong$`),
        ),
      ],
    });
  });

  it.each([
    {
      what: 'weights that do not add up',
      change: (text: string) => text.replace('response: 0.3,', 'response: 0.4,'),
      at: '  weights',
      message: /the weights of the three rates must add up to 1/,
    },
    {
      what: 'a unit outside the district',
      change: (text: string) =>
        text.replace('APPROVE: [STREET.dispatch-desk]', 'APPROVE: [STREET.moon-desk]'),
      at: '  APPROVE',
      message: /wants a unit of a STREET with desk "moon-desk"; there is none in 440303010/,
    },
    {
      what: 'an unreachable state',
      change: (text: string) => text.replace(/ {2}HANDLE: .*\n/, '  HANDLE: []\n'),
      at: 'duties:',
      message: /nobody has the duty HANDLE, so no matter is ever RESOLVED/,
    },
    {
      what: 'a clock that can never start',
      change: (text: string) =>
        text.replace('kind: VERIFY\n    startsOn: ALLOCATION', 'kind: VERIFY\n    startsOn: WHISTLE'),
      at: '  - kind: VERIFY',
      message: /the clock VERIFY can never start: it starts on REGISTRATION or ALLOCATION, not on WHISTLE/,
    },
    {
      what: 'a category that the district has not',
      change: (text: string) => text.replace('without: [LIVE-STREAMS]', 'without: [MOON]'),
      at: 'categories:',
      message: /the category MOON is not in categories.csv/,
    },
    {
      what: 'a word that is none',
      change: (text: string) => text.replace('opinionRequired:', 'opinionDemanded:'),
      at: '',
      message: /opinionDemanded/,
    },
  ])('refuses $what, in a sentence with its line', async ({ change, at, message }) => {
    const file = await changed('s10.yaml', 'changed.yaml', change);
    const { code, lines } = await check(file);
    expect(code).toBe(1);
    const line = at ? await lineOf(file, at) : 0;
    expect(lines.slice(0, -1)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`changed\\.yaml:${line || '\\d+'} .*${message.source}`)),
      ]),
    );
    expect(lines.at(-1)).toMatch(/^\d+ problems?$/);
  });

  it('says where YAML breaks off', async () => {
    const file = await changed('s10.yaml', 'broken.yaml', (text) => text.replace('duties:', 'duties: ['));
    const { code, lines } = await check(file);
    expect([code, lines[0]]).toEqual([1, expect.stringMatching(/broken\.yaml:\d+ not valid YAML/)]);
  });

  it('checks a profile of nobody against every street', async () => {
    const file = await changed('s10.yaml', 'new.yaml', (text) =>
      text
        .replace('key: S10', 'key: S12')
        .replace('STREET.PROPERTY_COMPANY', 'STREET.PROPERTY_COMPANY, COMMUNITY.STATION'),
    );
    const { lines } = await check(file);
    expect(lines[0]).toMatch(/there is none in 440303\d{6} .* and 10[68] more/);
  });

  it.each([[[]], [['--force', 'x']], [['a', 'b']]])('explains itself when called with %j', async (argv) => {
    expect(await check(...argv)).toEqual({ code: 1, lines: [expect.stringMatching(/^usage: /)] });
  });

  it('says that a file is missing', async () => {
    expect(await check(join(folder, 'none.yaml'))).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/none\.yaml the file is missing/), '1 problem'],
    });
  });
});
