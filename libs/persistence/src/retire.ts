import pg from 'pg';
import { locking, ownersLock, type Run } from './locking.js';
import { civilOffset, partitionOf, type Month, type MonthlyTable } from './month.js';

export type RetireSettings = Readonly<{
  /** Owner of the schema: the service's own role may neither delete, detach nor drop. */
  ownerUrl: string;
  schema: string;
  table: MonthlyTable;
  /** The first month that stays. */
  firstKept: Month;
  /** Only counts. */
  dryRun?: boolean;
}>;

/** The present instant by the clock of the database. */
export async function databaseTime(url: string): Promise<Date> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ now: Date }>('SELECT now()');
    return rows[0]?.now ?? new Date(0);
  } finally {
    await client.end();
  }
}

/** A month that went, or would go, and how many entries it had. */
export type GoneMonth = Readonly<{ month: Month; entries: number }>;

/**
 * Takes away whole months that are over their term: a month is detached, then sealed and dropped in one transaction. Either lock is given up after
 * two seconds and asked for again, as a migration does it. Safe to run twice and by two at once (the lock of `migrate`); one that was killed in
 * between left a detached table, which the next one seals and drops.
 */
export async function retireMonths(settings: RetireSettings): Promise<GoneMonth[]> {
  const { ownerUrl, schema, table, firstKept, dryRun } = settings;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SET client_min_messages = warning');
    await client.query("SET timezone = 'UTC'");
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [ownersLock(schema)]);
    const { rows } = await client.query<{ gone: string | null }>('SELECT to_regclass($1) AS gone', [
      `${schema}.${table.gone}`,
    ]);
    if (!rows[0]?.gone)
      throw new Error(
        `schema ${schema} lacks ${table.gone}: run the command "migrate" of this version first`,
      );
    await client.query(`SET search_path = ${schema}`);
    if (dryRun) return await countMonths(client, table, firstKept);
    for (const month of await monthsIn(client, table, firstKept, 'detached, kept'))
      await locking(client, (run) => attachAgain(run, table, month));
    // detached by one that was killed: they go first, their names are wanted again for what came late
    const gone = await takeAll(client, table, await monthsIn(client, table, firstKept, 'detached'));
    await sortOut(client, table, firstKept);
    return [...gone, ...(await takeAll(client, table, await monthsIn(client, table, firstKept, 'attached')))];
  } finally {
    await client.end();
  }
}

/** Months that have a table of their own, the oldest first: before `firstKept`, or from then on. */
async function monthsIn(
  client: pg.Client,
  { table }: MonthlyTable,
  firstKept: Month,
  which: 'attached' | 'detached' | 'detached, kept',
): Promise<Month[]> {
  const stays = which === 'detached, kept';
  const { rows } = await client.query<{ month: Month }>(
    `SELECT to_char(to_date(right(c.relname, 6), 'YYYYMM'), 'YYYY-MM-DD') AS month FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname ~ $1
       AND c.relispartition = $2 AND (to_date(right(c.relname, 6), 'YYYYMM') >= $3::date) = $4 ORDER BY 1`,
    [`^${table}_p[0-9]{6}$`, which === 'attached', firstKept, stays],
  );
  return rows.map(({ month }) => month);
}

/** What no partition was made for in time, month by month into partitions of its own, so that it goes the same way. */
async function sortOut(client: pg.Client, table: MonthlyTable, firstKept: Month): Promise<void> {
  for (const { month } of await late(client, table, firstKept))
    await locking(client, (run) => run(`SELECT ${table.make}($1)`, [month]));
}

type Late = Readonly<{ month: Month; entries: string }>;

async function late(client: pg.Client, table: MonthlyTable, firstKept: Month): Promise<Late[]> {
  const { rows } = await client.query<Late>(
    `SELECT to_char(date_trunc('month', ${table.column} AT TIME ZONE INTERVAL '${civilOffset}'), 'YYYY-MM-DD') AS month, count(*) AS entries
     FROM ${table.table}_p_default WHERE ${table.column} < $1 GROUP BY 1 ORDER BY 1`,
    [`${firstKept}T00:00:00${civilOffset}`],
  );
  return rows;
}

async function takeAll(
  client: pg.Client,
  table: MonthlyTable,
  months: readonly Month[],
): Promise<GoneMonth[]> {
  const gone: GoneMonth[] = [];
  for (const month of months) {
    const part = partitionOf(table, month);
    await locking(client, async (run) => {
      if (await isPartition(run, part)) await run(`ALTER TABLE ${table.table} DETACH PARTITION ${part}`);
    });
    gone.push(await locking(client, (run) => sealAndDrop(run, table, month)));
  }
  return gone;
}

/** One that was killed had detached it, and the term has been made longer since: it is shown again, with what was written for that month meanwhile. */
async function attachAgain(run: Run, table: MonthlyTable, month: Month): Promise<void> {
  const part = partitionOf(table, month);
  const { rows } = await run(`SELECT to_char($1::date + interval '1 month', 'YYYY-MM-DD') AS next`, [month]);
  const next = (rows as { next: Month }[])[0]?.next ?? month;
  const bound = (day: Month): string => `'${day}T00:00:00${civilOffset}'`;
  const [from, until] = [bound(month), bound(next)];
  const { table: whole, column } = table;
  await run(`LOCK TABLE ${whole}_p_default IN ACCESS EXCLUSIVE MODE`);
  await run(
    `WITH late AS (DELETE FROM ${whole}_p_default WHERE ${column} >= ${from} AND ${column} < ${until} RETURNING *) INSERT INTO ${part} SELECT * FROM late ON CONFLICT DO NOTHING`,
  );
  await run(`ALTER TABLE ${whole} ATTACH PARTITION ${part} FOR VALUES FROM (${from}) TO (${until})`);
}

async function isPartition(run: Run, part: string): Promise<boolean> {
  const { rows } = await run('SELECT relispartition FROM pg_class WHERE oid = $1::regclass', [part]);
  return (rows as { relispartition: boolean }[])[0]?.relispartition === true;
}

/** Nobody reads it any more: how many entries there were, and the digest of the last, by which a chain over them can begin after it. */
async function sealAndDrop(run: Run, table: MonthlyTable, month: Month): Promise<GoneMonth> {
  const part = partitionOf(table, month);
  await run(`LOCK TABLE ${part} IN ACCESS EXCLUSIVE MODE`);
  const { rows } = await run(
    `INSERT INTO ${table.gone} (month, entries, last_digest)
     SELECT $1::date, (SELECT count(*) FROM ${part}),
       (SELECT encode(sha256(convert_to(${table.canonical}, 'UTF8')), 'hex') FROM ${part} ORDER BY ${table.latestFirst} LIMIT 1)
     RETURNING entries`,
    [month],
  );
  await run(`DROP TABLE ${part}`);
  return { month, entries: Number((rows as { entries: string }[])[0]?.entries) };
}

async function countMonths(client: pg.Client, table: MonthlyTable, firstKept: Month): Promise<GoneMonth[]> {
  const counted = new Map<Month, number>();
  const add = (month: Month, entries: string | undefined) =>
    counted.set(month, (counted.get(month) ?? 0) + Number(entries));
  for (const which of ['detached', 'attached'] as const)
    for (const month of await monthsIn(client, table, firstKept, which)) {
      const { rows } = await client.query<{ entries: string }>(
        `SELECT count(*) AS entries FROM ${partitionOf(table, month)}`,
      );
      add(month, rows[0]?.entries);
    }
  for (const { month, entries } of await late(client, table, firstKept)) add(month, entries);
  return [...counted].map(([month, entries]) => ({ month, entries })).sort(byMonth);
}

const byMonth = (one: GoneMonth, other: GoneMonth): number => (one.month < other.month ? -1 : 1);
