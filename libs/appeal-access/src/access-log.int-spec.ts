import { firstMonthKept, programName, retireMonths } from '@weisu/persistence';
import { eventually } from '@weisu/testing';
import { AccessLog, after, before, digestOf, insert, matter, schema } from './access-log.fixture.js';
import { accessLog } from './index.js';

describe('the record of openings of the version before', () => {
  let log: AccessLog;
  beforeAll(async () => {
    log = await AccessLog.of(before);
  });
  afterAll(() => log.close());

  it('becomes months while both versions write, and loses nothing', async () => {
    const old = await log.replica(programName(schema, before));
    for (const [n, at] of [
      [1, '2026-09-15T10:00:00+08:00'],
      [2, '2026-09-30T23:59:59+08:00'],
      [3, '2026-10-01T00:00:00+08:00'],
      [4, '2026-11-02T09:30:00+08:00'],
      // somebody's clock was ahead, and somebody else's by years
      [5, '2027-02-03T00:00:00+08:00'],
      [6, '2031-02-03T00:00:00+08:00'],
    ] as const)
      await log.opened(n, at);
    let written = 6;
    let going = true;
    const writing = (async () => {
      while (going) {
        const { rowCount } = await old.query(insert, [matter((written += 1)), '2026-11-02T09:30:00Z', 'old']);
        expect(rowCount).toBe(1);
      }
    })();
    await eventually(() => expect(written).toBeGreaterThan(20));
    expect(await log.migrate(after)).toEqual(['0021-access-months']);
    const migrated = written;
    await eventually(() => expect(written).toBeGreaterThan(migrated + 20));
    const young = await log.replica(programName(schema, after));
    expect((await old.query(insert, [matter(4), '2026-11-02T09:30:30+08:00', 'reader'])).rowCount).toBe(0);
    expect((await young.query(insert, [matter(4), '2026-11-02T09:30:30+08:00', 'reader'])).rowCount).toBe(0);
    going = false;
    await writing;
    await log.leave(old);

    expect(await log.migrate(after, true)).toEqual(['0022-access-months-filled']);
    expect(await log.rows('SELECT count(*)::int AS entries FROM access_log')).toEqual([{ entries: written }]);
    expect(await log.held()).toMatchObject({
      access_log_p202609: 2,
      access_log_p202610: 1,
      access_log_p202611: written - 5,
      access_log_p202702: 1,
      access_log_p203102: 1,
    });
    expect(await log.rows('SELECT 1 FROM access_log_p_default')).toEqual([]);
    const [bound] = await log.rows<{ bound: string }>(
      `SELECT pg_get_expr(relpartbound, oid) AS bound FROM pg_class WHERE relname = 'access_log_p202610'`,
    );
    expect(bound?.bound).toBe(`FOR VALUES FROM ('2026-09-30 16:00:00+00') TO ('2026-10-31 16:00:00+00')`);
    expect(await log.migrate(after, true)).toEqual([]);
  });

  it('has the coming months made by services that start at the same time, and moves what came before its month', async () => {
    await log.opened(1, '2035-05-31T23:59:59+08:00');
    expect(await log.held()).toMatchObject({ access_log_p_default: 1 });
    const replicas = await Promise.all([1, 2, 3, 4].map(() => log.replica(programName(schema, after))));
    await Promise.all(replicas.map((replica) => replica.query("SELECT access_month('2035-05-17')")));
    expect(await log.held()).toMatchObject({ access_log_p203505: 1 });
    expect(await log.held()).not.toHaveProperty('access_log_p_default');
  });

  it.each([
    'DELETE FROM access_log',
    'UPDATE access_log SET client = client',
    'TRUNCATE access_log',
    'DELETE FROM access_log_p202609',
    'DELETE FROM access_log_p_default',
    'UPDATE access_log_p203505 SET client = client',
    'ALTER TABLE access_log DETACH PARTITION access_log_p202609',
    'DROP TABLE access_log_p202609',
    'DROP TABLE access_log',
    "INSERT INTO access_month_gone (month, entries) VALUES ('2026-01-01', 0)",
    'DELETE FROM access_month_gone',
    'UPDATE access_month_gone SET entries = 0',
  ])('cannot be changed by the service, also after its owner came again: %s', async (statement) => {
    await log.migrate(after);
    const service = await log.replica(programName(schema, after));
    await expect(service.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    await log.leave(service);
  });
});

describe('whole months of openings', () => {
  let log: AccessLog;
  const retireAt = (now: string, more: Readonly<{ dryRun?: boolean; months?: number }> = {}) =>
    retireMonths({
      ownerUrl: log.database.adminUrl,
      schema,
      table: accessLog,
      firstKept: firstMonthKept(new Date(now), more.months ?? 12),
      dryRun: more.dryRun ?? false,
    });

  beforeEach(async () => {
    log = await AccessLog.of(after);
    for (const [n, at] of [
      [1, '2026-09-15T10:00:00+08:00'],
      [2, '2026-10-31T23:58:00+08:00'],
      [3, '2026-10-31T23:59:00+08:00'],
      [4, '2026-11-01T00:00:00+08:00'],
    ] as const)
      await log.opened(n, at);
  });
  afterEach(() => log.close());

  it('stay until the term of their last minute is over, and go with the first moment of the month after', async () => {
    expect(await retireAt('2027-09-30T23:59:59.999+08:00')).toEqual([]);
    expect(await retireAt('2027-10-31T23:59:59.999+08:00')).toEqual([{ month: '2026-09-01', entries: 1 }]);
    expect(await retireAt('2027-11-01T00:00:00+08:00', { dryRun: true })).toEqual([
      { month: '2026-10-01', entries: 2 },
    ]);
    const rows = () => log.rows<{ id: string }>('SELECT appeal_id AS id FROM access_log ORDER BY 1');
    expect(await rows()).toEqual([2, 3, 4].map((n) => ({ id: matter(n) })));
    expect(await retireAt('2027-11-01T00:00:00+08:00')).toEqual([{ month: '2026-10-01', entries: 2 }]);
    expect(await rows()).toEqual([{ id: matter(4) }]);
    expect(await retireAt('2027-11-01T00:00:00+08:00')).toEqual([]);
  });

  it('leave behind how many there were, and the digest of the last', async () => {
    const [last] = await log.rows<{ recorded: string }>(
      `SELECT to_char(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded FROM access_log WHERE appeal_id = $1`,
      [matter(3)],
    );
    await retireAt('2027-11-01T00:00:00+08:00');
    const at = '2026-10-31T15:59:00.000000Z';
    const columns = [
      matter(3),
      'appeal',
      'reader',
      at,
      at,
      last!.recorded,
      'STAFF',
      'unit',
      'console',
      'c-1',
    ];
    expect(await log.gone()).toEqual([
      { month: '2026-09', entries: '1', last_digest: expect.any(String) as unknown, by_role: 'postgres' },
      { month: '2026-10', entries: '2', last_digest: digestOf([...columns, null]), by_role: 'postgres' },
    ]);
  });

  it('are taken away once by two at the same time', async () => {
    const both = await Promise.all([1, 2].map(() => retireAt('2027-11-01T00:00:00+08:00')));
    expect(both.flat().map(({ month }) => month)).toEqual(['2026-09-01', '2026-10-01']);
    expect(await log.gone()).toHaveLength(2);
  });

  it('are finished by the next one where somebody ended after detaching', async () => {
    await log.owner.query(`SELECT access_month('2026-10-01')`);
    await log.owner.query('ALTER TABLE access_log DETACH PARTITION access_log_p202610');
    // comes late, into a month whose table is in the way
    await log.opened(5, '2026-10-20T08:00:00+08:00');
    expect(await retireAt('2027-11-01T00:00:00+08:00', { dryRun: true })).toEqual([
      { month: '2026-09-01', entries: 1 },
      { month: '2026-10-01', entries: 3 },
    ]);
    expect(await retireAt('2027-11-01T00:00:00+08:00')).toEqual([
      { month: '2026-10-01', entries: 2 },
      { month: '2026-09-01', entries: 1 },
      { month: '2026-10-01', entries: 1 },
    ]);
    expect(await log.held()).toEqual({ [await partOf(4)]: 1 });
    expect((await log.gone()).map(({ month, entries }) => [month, entries])).toEqual([
      ['2026-09', '1'],
      ['2026-10', '2'],
      ['2026-10', '1'],
    ]);
  });

  it('hold up nobody who writes while somebody reads for long', async () => {
    await log.owner.query(`SELECT access_month('2026-10-01'), access_month('2026-09-01')`);
    const reader = await log.replica('reader');
    await reader.query('BEGIN; SELECT count(*) FROM access_log');
    const retiring = retireAt('2027-11-01T00:00:00+08:00');
    const writer = await log.replica('writer');
    const waiting = () =>
      log.rows(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE access_log DETACH%'`,
      );
    await eventually(async () => expect(await waiting()).toHaveLength(1));
    // stands behind it in the queue, and is let through when it gives up its place
    expect((await writer.query(insert, [matter(9), '2026-11-02T10:00:00+08:00', 'w'])).rowCount).toBe(1);
    await reader.query('COMMIT');
    expect((await retiring).map(({ month }) => month)).toEqual(['2026-09-01', '2026-10-01']);
  });

  it('are not looked for in a schema that does not have them yet', async () => {
    await log.owner.query('ALTER TABLE access_month_gone RENAME TO elsewhere');
    await expect(retireAt('2027-11-01T00:00:00+08:00')).rejects.toThrow(
      'schema access lacks access_month_gone: run the command "migrate" of this version first',
    );
  });

  const partOf = async (n: number): Promise<string> => {
    const [row] = await log.rows<{ part: string }>(
      'SELECT tableoid::regclass::text AS part FROM access_log WHERE appeal_id = $1',
      [matter(n)],
    );
    return row!.part;
  };
});
