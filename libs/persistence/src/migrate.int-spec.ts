import { createTestDatabase, roleOf, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import { migrate, type Migration } from './index.js';

const schema = 'cabinet';
const things: Migration = { name: '0100-things', sql: 'CREATE TABLE thing (id integer PRIMARY KEY)' };
const journal: Migration = {
  name: '0001-journal',
  sql: `CREATE TABLE journal (id integer NOT NULL, at timestamptz NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE journal_p_default PARTITION OF journal DEFAULT;
        CREATE TABLE journal_p202611 PARTITION OF journal FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
        CREATE TABLE journalist (id integer)`,
};

describe('migrating a schema', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let runtime: pg.Client;
  const run = (migrations: readonly Migration[]) =>
    migrate({ ownerUrl: database.adminUrl, schema, runtimeRole: roleOf(schema), migrations });

  beforeAll(async () => {
    database = await createTestDatabase([{ schema, migrations: [] }]);
    owner = await connected(database.adminUrl);
    runtime = await connected(database.url);
  });
  afterAll(async () => {
    await owner.end();
    await runtime.end();
    await database.drop();
  });

  it('applies what is missing once, also when two programs start at the same time', async () => {
    const applied = await Promise.all([run([journal]), run([journal]), run([journal])]);
    expect(applied.flat()).toEqual(['0001-journal']);
    expect(await run([journal, things])).toEqual(['0100-things']);
    expect(await run([journal, things])).toEqual([]);
  });

  it('leaves alone what a later version added', async () => {
    expect(await run([journal])).toEqual([]);
  });

  it('keeps nothing of a migration that fails, and those before it', async () => {
    const good = { name: '0101-good', sql: 'CREATE TABLE good (id integer)' };
    const bad = { name: '0102-bad', sql: 'CREATE TABLE half (id integer); SELECT 1 / 0' };
    await expect(run([journal, things, good, bad])).rejects.toThrow('division by zero');
    const { rows } = await owner.query<{ half: string | null; good: string | null }>(
      `SELECT to_regclass('cabinet.half') AS half, to_regclass('cabinet.good') AS good`,
    );
    expect(rows).toEqual([{ half: null, good: 'cabinet.good' }]);
    expect(await run([journal, things, good])).toEqual([]);
  });

  it('lets no temporary table of the service stand before what runs as the owner', async () => {
    const definer = {
      name: '0103-definer',
      sql: `CREATE FUNCTION count_things() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN RETURN (SELECT count(*) FROM thing); END $$`,
    };
    const good = { name: '0101-good', sql: 'CREATE TABLE good (id integer)' };
    await run([journal, things, good, definer]);
    await runtime.query('CREATE TEMPORARY TABLE thing (id integer)');
    await runtime.query('INSERT INTO pg_temp.thing VALUES (1), (2); GRANT SELECT ON pg_temp.thing TO PUBLIC');
    const { rows } = await runtime.query<{ count: string }>('SELECT cabinet.count_things() AS count');
    await runtime.query('DROP TABLE pg_temp.thing');
    expect(rows).toEqual([{ count: '0' }]);
    // also one that was made before, as soon as the next migration runs
    await owner.query('ALTER FUNCTION cabinet.count_things() SET search_path = cabinet');
    await run([journal, things, good, definer]);
    const { rows: after } = await owner.query<{ settings: string[] }>(
      `SELECT proconfig AS settings FROM pg_proc WHERE proname = 'count_things'`,
    );
    expect(after).toEqual([{ settings: ['search_path=cabinet, pg_temp'] }]);
  });

  it('lets the service write its tables', async () => {
    await runtime.query('INSERT INTO cabinet.thing VALUES (1)');
    await runtime.query('UPDATE cabinet.thing SET id = 2');
    expect((await runtime.query('DELETE FROM cabinet.thing')).rowCount).toBe(1);
    expect((await runtime.query('DELETE FROM cabinet.journalist')).rowCount).toBe(0);
  });

  it.each(['cabinet.journal', 'cabinet.journal_p_default', 'cabinet.journal_p202611'])(
    'lets the service add to %s and change nothing in it',
    async (table) => {
      const day = table.endsWith('default') ? '2020-01-01' : '2026-11-23';
      await runtime.query(`INSERT INTO ${table} VALUES (1, $1)`, [day]);
      for (const change of [`UPDATE ${table} SET id = 2`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(runtime.query(change)).rejects.toThrow('permission denied');
      }
    },
  );

  it.each([
    'CREATE TABLE cabinet.own (id integer)',
    'DROP TABLE cabinet.thing',
    'DELETE FROM cabinet.migration',
  ])('does not let the service do: %s', async (statement) => {
    await expect(runtime.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
