import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, TestTime, urlAs, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import { directoryDefinition } from '../index.js';
import { runDirectoryImport } from './directory-import.operations.js';
import { demoFolder } from './district.fixture.js';

describe('the command directory:import', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await createTestDatabase([directoryDefinition]);
    folder = await mkdtemp(join(tmpdir(), 'luohu-'));
    await cp(demoFolder, folder, { recursive: true });
  });
  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('imports, says how much, and says that the same again changes nothing', async () => {
    expect(await run(folder)).toEqual({
      code: 0,
      lines: [expect.stringMatching(/^revision 1: \d+ added, 0 changed, 0 ended$/)],
    });
    expect(await run(folder)).toEqual({
      code: 0,
      lines: ['nothing changes: revision 1 is already what the pack says'],
    });
    expect(await rows('SELECT payload FROM journal')).toEqual([
      { payload: expect.objectContaining({ revision: 1 }) },
    ]);
    expect(await rows('SELECT actor, pack FROM directory_import')).toEqual([
      { actor: 'directory-import', pack: folder.split('/').at(-1) },
    ]);
  });

  it('previews the changed keys without storing anything', async () => {
    await run(folder);
    await edit('units.json', (text) => text.replace('罗湖区住房和建设局', '罗湖区住房和建设管理局'));
    await edit('people.csv', (text) => text.replace(/^resident,.*\n/m, ''));
    expect(await run('--preview', folder)).toEqual({
      code: 0,
      lines: [
        'changed unit 440303.housing',
        expect.stringMatching(/^ended person [0-9a-f-]{36}$/),
        'would change: 0 added, 1 changed, 1 ended; nothing was stored',
      ],
    });
    expect(await rows('SELECT revision FROM directory_revision')).toEqual([{ revision: 1 }]);
  });

  it('prints every problem with its file and line, answers 1 and stores nothing', async () => {
    await edit('people.csv', (text) => `${text.trimEnd()}\nnobody,无,MAYOR,nowhere,440303,\n`);
    await edit('units.json', (text) =>
      text.replace('"areaCode":"440303","desk":"housing"', '"areaCode":"440399","desk":"housing"'),
    );
    const { code, lines } = await run(folder);
    expect(code).toBe(1);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^units\.json:4 unit 440303\.housing lies in 440399/),
        expect.stringMatching(/^people\.csv:344 account nobody: MAYOR is not a role/),
        expect.stringMatching(/^people\.csv:344 account nobody: unit nowhere is not in the pack/),
        expect.stringMatching(/^\d+ problems; nothing was stored$/),
      ]),
    );
    expect(await rows('SELECT revision FROM directory_revision')).toEqual([{ revision: 0 }]);
    expect(await rows('SELECT 1 FROM directory_entry')).toEqual([]);
  });

  it('prints why a sound pack is refused, answers 1 and stores nothing', async () => {
    await run(folder);
    await edit('profiles/s1.yaml', (text) => text.replace('attempts: 3', 'attempts: 4'));
    expect(await run(folder)).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^profile S1 version 2 is published/), '1 problem; nothing was stored'],
    });
    expect(await rows('SELECT revision FROM directory_revision')).toEqual([{ revision: 1 }]);
  });

  it.each([[[]], [['--force', 'pack']], [['one', 'two']]])(
    'explains itself when called with %j',
    async (argv) => {
      expect(await run(...argv)).toEqual({ code: 1, lines: [expect.stringMatching(/^usage: /)] });
    },
  );

  async function run(...argv: string[]): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const databaseUrl = urlAs(database, directoryDefinition.schema);
    const code = await runDirectoryImport(argv, { databaseUrl, time, print: (line) => lines.push(line) });
    return { code, lines };
  }

  async function edit(file: string, change: (text: string) => string): Promise<void> {
    const before = await readFile(join(folder, file), 'utf8');
    const text = change(before);
    expect(text).not.toBe(before);
    await writeFile(join(folder, file), text);
  }

  async function rows(sql: string): Promise<unknown[]> {
    const client = new pg.Client({
      connectionString: database.adminUrl,
      options: `-c search_path=${directoryDefinition.schema}`,
    });
    await client.connect();
    try {
      return (await client.query<pg.QueryResultRow>(sql)).rows;
    } finally {
      await client.end();
    }
  }
});
