import { createTestDatabase, eventually, roleOf, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import { migrate, openDataSource, programName, requireSchema, type Migration } from './index.js';

const schema = 'ledger';

/** The previous version writes `words`. */
const before: readonly Migration[] = [
  { name: '0100-entry', sql: 'CREATE TABLE entry (id integer PRIMARY KEY, words text NOT NULL)' },
];

/** The next one wants `content`; a trigger lets each version read what the other one writes. */
const after: readonly Migration[] = [
  ...before,
  {
    name: '0101-content',
    release: 1,
    sql: `ALTER TABLE entry ADD COLUMN content text;
      ALTER TABLE entry ALTER COLUMN words DROP NOT NULL;
      CREATE FUNCTION keep_both() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.content := coalesce(NEW.content, NEW.words); NEW.words := coalesce(NEW.words, NEW.content); RETURN NEW; END $$;
      CREATE TRIGGER keep_both BEFORE INSERT OR UPDATE ON entry FOR EACH ROW EXECUTE FUNCTION keep_both()`,
  },
  {
    name: '0102-content-filled',
    release: 1,
    phase: 'backfill',
    sql: `UPDATE entry SET content = words WHERE id IN (SELECT id FROM entry WHERE content IS NULL ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)`,
  },
  {
    name: '0103-content-alone',
    release: 1,
    phase: 'contract',
    sql: `DROP TRIGGER keep_both ON entry; DROP FUNCTION keep_both; ALTER TABLE entry ALTER COLUMN content SET NOT NULL; ALTER TABLE entry DROP COLUMN words`,
  },
];

describe('an upgrade of a schema', () => {
  let database: TestDatabase;
  const open: { end(): Promise<unknown> }[] = [];
  const run = (
    migrations: readonly Migration[],
    more: Readonly<{ contract?: boolean; patienceMs?: number }> = {},
  ) => migrate({ ownerUrl: database.adminUrl, schema, runtimeRole: roleOf(schema), migrations, ...more });
  const replica = async (migrations: readonly Migration[]): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: database.url,
      application_name: programName(schema, migrations),
      options: `-c search_path=${schema}`,
    });
    await client.connect();
    open.push(client);
    return client;
  };

  beforeEach(async () => {
    database = await createTestDatabase([{ schema, migrations: [] }]);
    await run(before);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.end()));
    await database.drop();
  });

  it('lets two versions write beside each other, fills what the old one wrote, and then forgets its column', async () => {
    const old = await replica(before);
    await old.query(`INSERT INTO entry SELECT n, 'before ' || n FROM generate_series(1, 25) AS n`);
    expect(await run(after)).toEqual(['0101-content']);
    const young = await replica(after);
    await old.query(`INSERT INTO entry (id, words) VALUES (26, 'old beside new')`);
    await young.query(`INSERT INTO entry (id, content) VALUES (27, 'new beside old')`);
    expect((await old.query('SELECT words FROM entry WHERE id = 27')).rows).toEqual([
      { words: 'new beside old' },
    ]);
    expect((await young.query('SELECT content FROM entry WHERE id = 26')).rows).toEqual([
      { content: 'old beside new' },
    ]);
    await old.end();
    open.splice(open.indexOf(old), 1);
    expect(await run(after, { contract: true })).toEqual(['0102-content-filled', '0103-content-alone']);
    expect(await run(after, { contract: true })).toEqual([]);
    const { rows } = await young.query('SELECT * FROM entry WHERE id IN (1, 25, 26, 27) ORDER BY id');
    expect(rows).toEqual([
      { id: 1, content: 'before 1' },
      { id: 25, content: 'before 25' },
      { id: 26, content: 'old beside new' },
      { id: 27, content: 'new beside old' },
    ]);
  });

  it('takes nothing away while a replica of the version before is connected, and says which', async () => {
    await run(after);
    await replica(before);
    await expect(run(after, { contract: true, patienceMs: 0 })).rejects.toThrow(
      'schema ledger: another version still runs: "weisu ledger 1/0100-entry" (1 connections). Nothing was taken away',
    );
    const young = await replica(after);
    expect((await young.query('SELECT words FROM entry')).rows).toEqual([]);
  });

  it('waits for it to end', async () => {
    await run(after);
    const old = await replica(before);
    const contracting = run(after, { contract: true });
    const owner = new pg.Client({ connectionString: database.adminUrl });
    await owner.connect();
    open.push(owner);
    await eventually(async () => {
      const { rows } = await owner.query(
        `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_advisory_unlock%' AND datname = current_database()`,
      );
      expect(rows).not.toEqual([]);
    });
    await old.end();
    open.splice(open.indexOf(old), 1);
    expect(await contracting).toEqual(['0102-content-filled', '0103-content-alone']);
  });

  it('looks for other versions again after filling, which may have taken long', async () => {
    await run(after);
    const young = await replica(after);
    await young.query('BEGIN; LOCK TABLE entry IN SHARE MODE');
    const refused = expect(run(after, { contract: true, patienceMs: 0 })).rejects.toThrow(
      'another version still runs: "weisu ledger 1/0100-entry"',
    );
    await eventually(async () => expect(await waitingForEntry(young)).toBe(true));
    const old = await replica(before);
    await young.query('COMMIT');
    await refused;
    const { rows } = await young.query('SELECT name FROM migration ORDER BY name');
    expect(rows.at(-1)).toEqual({ name: '0102-content-filled' });
    expect((await old.query('SELECT words FROM entry')).rows).toEqual([]);
    await old.end();
    open.splice(open.indexOf(old), 1);
    expect(await run(after, { contract: true })).toEqual(['0103-content-alone']);
  });

  it('goes on filling where it was broken off', async () => {
    const old = await replica(before);
    await old.query(`INSERT INTO entry SELECT n, 'before ' || n FROM generate_series(1, 25) AS n`);
    await old.end();
    open.splice(open.indexOf(old), 1);
    const broken = after.map((one) =>
      one.phase === 'backfill' && one.sql !== undefined
        ? {
            ...one,
            sql: `${one.sql} AND 20 / (SELECT count(*) FILTER (WHERE content IS NULL) - 5 FROM entry) <> 0`,
          }
        : one,
    );
    await run(after);
    await expect(run(broken, { contract: true })).rejects.toThrow('division by zero');
    const young = await replica(after);
    const filled = () => young.query<{ count: number }>('SELECT count(content)::int AS count FROM entry');
    expect((await filled()).rows).toEqual([{ count: 20 }]);
    await run(after, { contract: true });
    expect((await filled()).rows).toEqual([{ count: 25 }]);
  });

  it('refuses to go past a release that was not finished, or was left out', async () => {
    const later = [
      ...before,
      { name: '0102-later', release: 2, sql: 'CREATE TABLE later (id integer)' },
      ...after.slice(1),
    ];
    await expect(run(later)).rejects.toThrow(
      'schema ledger lacks 0101-content of release 1: upgrade to that release first, and let its "migrate --contract" end',
    );
    await run(after);
    await expect(run(later)).rejects.toThrow('schema ledger lacks 0102-content-filled of release 1');
    await run(after, { contract: true });
    expect(await run(later)).toEqual(['0102-later']);
  });

  it('lets the previous version come back, and its own job run again, as long as nothing was taken away', async () => {
    await run(after);
    expect(await run(before)).toEqual([]);
    expect(await run(before, { contract: true })).toEqual([]);
    await run(after, { contract: true });
    await expect(run(before)).rejects.toThrow(
      'schema ledger is newer than this program: migration 0102-content-filled is unknown',
    );
  });

  it('keeps no other job waiting while it waits', async () => {
    await run(after);
    const old = await replica(before);
    const contracting = run(after, { contract: true });
    expect(await run(after)).toEqual([]);
    await old.end();
    open.splice(open.indexOf(old), 1);
    expect(await contracting).toEqual(['0102-content-filled', '0103-content-alone']);
  });

  it('goes on with a first installation that was broken off, whatever its migrations are', async () => {
    const other = { schema: 'other', runtimeRole: roleOf('other'), ownerUrl: database.adminUrl };
    const broken = after.map((one) => (one.phase === 'contract' ? { ...one, sql: 'SELECT 1 / 0' } : one));
    await expect(migrate({ ...other, migrations: broken })).rejects.toThrow('division by zero');
    expect(await migrate({ ...other, migrations: after })).toEqual(['0103-content-alone']);
    expect(await migrate({ ...other, migrations: after })).toEqual([]);
  });

  it('says so when a backfill is more than one statement, instead of believing that it is done', async () => {
    const two = after.map((one) =>
      one.phase === 'backfill' && one.sql !== undefined ? { ...one, sql: `${one.sql}; SELECT 1` } : one,
    );
    await run(two);
    await expect(run(two, { contract: true })).rejects.toThrow(
      'backfill 0102-content-filled is more than one statement',
    );
  });

  it('fills what SQL cannot compute bit by bit, and again from the beginning where it was broken off', async () => {
    const seen: (string | null)[] = [];
    const filling = (breaksAt: number): Migration => ({
      name: '0102-content-filled',
      release: 1,
      phase: 'backfill',
      async fill(query, from) {
        seen.push(from);
        if (seen.length === breaksAt) throw new Error('broken off');
        const rows = await query<{ id: number }>(
          `UPDATE entry SET content = upper(words) WHERE id IN (SELECT id FROM entry WHERE ($1::text IS NULL OR id > $1::int) ORDER BY id LIMIT 2) RETURNING id`,
          [from],
        );
        const last = Math.max(...rows.map(({ id }) => id));
        return rows.length ? `${last}` : null;
      },
    });
    const by = (breaksAt: number) =>
      after.flatMap((one) =>
        one.phase === 'backfill' ? [filling(breaksAt)] : one.phase === 'contract' ? [] : [one],
      );
    const old = await replica(before);
    await old.query(`INSERT INTO entry VALUES (1, 'a'), (2, 'b'), (3, 'c')`);
    await old.end();
    await run(by(0));
    await expect(run(by(2), { contract: true })).rejects.toThrow('broken off');
    expect(await run(by(0), { contract: true })).toEqual(['0102-content-filled']);
    expect(seen).toEqual([null, '2', null, '2', '3']);
    const { rows } = await (await replica(before)).query('SELECT content FROM entry ORDER BY id');
    expect(rows).toEqual([{ content: 'A' }, { content: 'B' }, { content: 'C' }]);
  });

  it('lets others pass while it waits for a lock', async () => {
    const old = await replica(before);
    await old.query('BEGIN');
    await old.query(`INSERT INTO entry VALUES (1, 'in a long transaction')`);
    const migrating = run(after);
    const another = await replica(before);
    await eventually(async () => expect(await waitingForEntry(another)).toBe(true));
    // stands behind the migration in the queue, and is let through when that gives up its place
    expect((await another.query('SELECT words FROM entry')).rows).toEqual([]);
    await old.query('COMMIT');
    expect(await migrating).toEqual(['0101-content']);
  });

  it('serves from a schema that is further on, but not from one that lacks or has lost something', async () => {
    const source = await openDataSource({
      url: database.url,
      schema,
      entities: [],
      onPoolError: () => undefined,
    });
    open.push({ end: () => source.destroy() });
    await expect(requireSchema(source, 'nowhere', before)).rejects.toThrow('schema nowhere lacks 0100-entry');
    await expect(requireSchema(source, schema, after)).rejects.toThrow(
      'schema ledger lacks 0101-content: run the command "migrate" of this version first',
    );
    await run(after);
    await requireSchema(source, schema, before);
    await requireSchema(source, schema, after);
    await source.destroy();
    open.length = 0;
    await run(after, { contract: true });
    const again = await openDataSource({
      url: database.url,
      schema,
      entities: [],
      onPoolError: () => undefined,
    });
    open.push({ end: () => again.destroy() });
    await requireSchema(again, schema, after);
    await expect(requireSchema(again, schema, before)).rejects.toThrow(
      'schema ledger has gone on without this version (0103-content-alone)',
    );
  });
});

/** Somebody waits for a lock on the table. */
async function waitingForEntry(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'ledger.entry'::regclass`,
  );
  return rows.length > 0;
}
