import { firstMonthKept, retireMonths } from '@weisu/persistence';
import { createTestDatabase, eventually, type TestDatabase } from '@weisu/testing';
import { accessLog } from '@weisu/appeal-access';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { patience, programsLimit, startProgram } from '../../program.fixture.js';

describe('the command that takes away months of the record of openings', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let worker: pg.Client;
  beforeEach(async () => {
    database = await createTestDatabase([{ schema: 'dispatch', migrations }]);
    [owner, worker] = [await connected(database.adminUrl), await connected(database.adminUrl)];
    // the program goes by the real day: eight months ago, the first of the month before, and now
    await owner.query(
      `INSERT INTO access_log (appeal_id, operation, actor_subject, minute, at, actor_kind, client, correlation_id)
       SELECT gen_random_uuid(), 'appeal', 'reader', m, m, 'STAFF', 'console', 'c' FROM (VALUES
         (${months(8)}), (${months(8)}), (${months(9)}), (now())) AS t (m)`,
    );
  });
  afterEach(async () => {
    await Promise.all([owner.end(), worker.end()]);
    await database.drop();
  });

  const run = (args: readonly string[], setting?: string) =>
    startProgram(
      ['retire', ...args],
      database.adminUrl,
      setting === undefined ? {} : { ACCESS_LOG_MONTHS: setting },
    ).ended;
  const openings = async () =>
    (await owner.query<{ count: number }>('SELECT count(*)::int AS count FROM access_log')).rows[0]?.count;
  const gone = async () =>
    (await owner.query<{ entries: string }>('SELECT entries FROM access_month_gone ORDER BY month')).rows;

  it(
    'keeps them for a year where nobody set a term',
    async () => {
      expect(await run([])).toMatchObject({ code: 0, said: 'dispatch: no month is over its term\n' });
      expect(await openings()).toBe(4);
    },
    programsLimit,
  );

  it(
    'counts, then takes away, and writes down what went',
    async () => {
      const line = /^(dispatch: access_log \d{4}-\d{2}: [12] entries would go\n){2}$/;
      expect((await run(['--dry-run'], '6')).said).toMatch(line);
      expect(await openings()).toBe(4);
      expect(await gone()).toEqual([]);
      expect((await run([], '6')).said).toMatch(
        /^(dispatch: access_log \d{4}-\d{2}: [12] entries gone\n){2}$/,
      );
      expect(await openings()).toBe(1);
      expect(await gone()).toEqual([{ entries: '1' }, { entries: '2' }]);
    },
    programsLimit,
  );

  it(
    'leaves what was exported and what was announced',
    async () => {
      await owner.query(
        `INSERT INTO ledger_export (id, state, asker_subject, columns, named, purpose, asked_at) VALUES (gen_random_uuid(), 'DONE', 'a', '{}', true, 'p', ${months(30)})`,
      );
      await owner.query(
        `INSERT INTO ledger_export_fetch (id, export_id, at, actor_subject, client, correlation_id) SELECT gen_random_uuid(), id, asked_at, 'a', 'c', 'c' FROM ledger_export`,
      );
      await owner.query(
        `INSERT INTO journal (id, subject, sequence, type, at, actor_subject, actor_kind, correlation_id, payload) VALUES (gen_random_uuid(), 's', 1, 't', ${months(30)}, 'a', 'STAFF', 'c', '{}')`,
      );
      await run([], '6');
      for (const table of ['ledger_export', 'ledger_export_fetch', 'journal'])
        expect((await owner.query(`SELECT 1 FROM ${table}`)).rows).toHaveLength(1);
    },
    programsLimit,
  );

  it(
    'is finished by the next one where it was killed with -9 between detaching and dropping',
    async () => {
      await worker.query('BEGIN; LOCK TABLE access_month_gone IN EXCLUSIVE MODE');
      const program = startProgram(['retire'], database.adminUrl, { ACCESS_LOG_MONTHS: '6' });
      const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO access_month_gone%'`;
      await eventually(async () => expect((await owner.query(waits)).rows).toHaveLength(1), patience);
      program.kill();
      expect(await program.ended).toMatchObject({ signal: 'SIGKILL', said: '' });
      await worker.query('COMMIT');
      // detached, not dropped, and not written down
      const left = `SELECT 1 FROM pg_class WHERE relname ~ '^access_log_p[0-9]{6}$' AND relkind = 'r' AND NOT relispartition`;
      expect((await owner.query(left)).rows).toHaveLength(1);
      expect(await openings()).toBe(3);
      expect(await gone()).toEqual([]);
      expect((await run([], '6')).said).toMatch(
        /^(dispatch: access_log \d{4}-\d{2}: [12] entries gone\n){2}$/,
      );
      expect((await owner.query(left)).rows).toEqual([]);
      expect(await gone()).toEqual([{ entries: '1' }, { entries: '2' }]);
      expect((await run([], '6')).said).toBe('dispatch: no month is over its term\n');
    },
    programsLimit,
  );

  it(
    'shows again what one that was killed had detached, where the term was made longer since',
    async () => {
      const month = `to_char(now() AT TIME ZONE INTERVAL '+08:00' - interval '8 months', 'YYYYMM')`;
      await owner.query(`SELECT access_month((${months(8)} AT TIME ZONE INTERVAL '+08:00')::date)`);
      await owner.query(
        `DO $$ BEGIN EXECUTE format('ALTER TABLE access_log DETACH PARTITION access_log_p%s', ${month}); END $$`,
      );
      expect(await openings()).toBe(2);
      // and somebody wrote for that month since
      await owner.query(
        `INSERT INTO access_log (appeal_id, operation, actor_subject, minute, at, actor_kind, client, correlation_id)
         VALUES (gen_random_uuid(), 'appeal', 'late', ${months(8)}, ${months(8)}, 'STAFF', 'console', 'c')`,
      );
      expect(await run([])).toMatchObject({ code: 0, said: 'dispatch: no month is over its term\n' });
      expect(await openings()).toBe(5);
      expect(await gone()).toEqual([]);
    },
    programsLimit,
  );

  it(
    'refuses a term below six months, and the service does not start with it',
    async () => {
      const sentence =
        'dispatch: configuration: ACCESS_LOG_MONTHS: must be a whole number of months from 6 to 1200; logs are kept for six months at least (Cybersecurity Law art. 21)\n';
      expect(await run([], '5')).toMatchObject({ code: 1, said: sentence });
      const serving = startProgram(['serve'], database.adminUrl, {
        ...{ ACCESS_LOG_MONTHS: '5', DATABASE_URL: database.url, KEYCLOAK_URL: 'http://127.0.0.1:1' },
        KEYCLOAK_CLIENT_SECRET: 'not asked for',
      });
      expect(await serving.ended).toMatchObject({ code: 1, said: sentence });
      expect(await run(['--now'])).toMatchObject({ code: 1, said: 'dispatch: usage: retire [--dry-run]\n' });
      expect(await openings()).toBe(4);
    },
    programsLimit,
  );

  it('may not be done by the service', async () => {
    await expect(
      retireMonths({
        ownerUrl: database.url,
        schema: 'dispatch',
        table: accessLog,
        firstKept: firstMonthKept(new Date(), 6),
      }),
    ).rejects.toThrow('must be owner');
    expect(await openings()).toBe(4);
  });
});

const months = (n: number): string =>
  `(date_trunc('month', now() AT TIME ZONE INTERVAL '+08:00') - interval '${n} months') AT TIME ZONE INTERVAL '+08:00'`;

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, options: '-c search_path=dispatch' });
  await client.connect();
  return client;
}
