import pg from 'pg';
import { laneCount, laneOf, relayName } from './lane.js';

/**
 * How long an inbox remembers what it has done, in days: twice the retention of the topics (7 days). An event that goes out again later than that
 * would take effect a second time.
 */
export const inboxDays = 14;

/** A day less, because who sends again may take hours to get through. */
const safeDays = inboxDays - 1;

export type Republished = Readonly<{
  /** Entries of the journal that go out (again). */
  entries: number;
  /** How many of them had not been acknowledged yet. */
  waiting: number;
}>;

/**
 * Puts every journal entry recorded since an instant into the outbox again, in order with what still waits there. For a broker that lost its
 * messages, and for a database that was restored: what the broker had acknowledged and a slower consumer had not handled is nowhere else.
 * Inboxes recognise the rest. Throws while a replica of the service runs (its relay would carry newer entries of a subject before older ones), and
 * for an instant that inboxes no longer remember.
 */
export async function republish(url: string, schema: string, since: Date): Promise<Republished> {
  const client = new pg.Client({
    connectionString: url,
    options: `-c search_path=${schema} -c timezone=UTC`,
  });
  await client.connect();
  try {
    await client.query('BEGIN');
    await requireRemembered(client, since);
    await requireStopped(client, schema);
    const result = await refill(client, since);
    await client.query('COMMIT');
    return result;
  } finally {
    // closing the connection undoes what was not committed
    await client.end();
  }
}

async function requireRemembered(client: pg.Client, since: Date): Promise<void> {
  const { rowCount } = await client.query(`SELECT 1 WHERE $1 < now() - make_interval(days => $2)`, [
    since,
    safeDays,
  ]);
  if (rowCount)
    throw new Error(
      `consumers forget what they have done after ${inboxDays} days: nothing older than ${safeDays} days may go out again`,
    );
}

/** The locks of all lanes until the transaction ends, and nobody announces meanwhile. */
async function requireStopped(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtext($1), lane) AS taken FROM generate_series(0, $2::int - 1) AS lane',
    [relayName(schema), laneCount],
  );
  if (rows.some(({ taken }) => !taken))
    throw new Error(`a replica of ${schema} is running: stop all of them first`);
  await client.query('LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE');
}

async function refill(client: pg.Client, since: Date): Promise<Republished> {
  const { rows: subjects } = await client.query<{ subject: string }>(
    'SELECT subject FROM journal WHERE recorded_at >= $1 UNION SELECT subject FROM outbox',
    [since],
  );
  const { rowCount: waiting } = await client.query(
    `CREATE TEMPORARY TABLE waiting ON COMMIT DROP AS SELECT subject, sequence, at FROM outbox`,
  );
  await client.query('DELETE FROM outbox');
  // The running maximum: a clock that was set back must not turn the order of a subject round.
  const { rowCount: entries } = await client.query(
    `WITH again AS (
       SELECT subject, sequence, at, recorded_at FROM journal WHERE recorded_at >= $1
       UNION
       SELECT j.subject, j.sequence, j.at, j.recorded_at FROM waiting w JOIN journal j USING (subject, sequence, at)
     ), ordered AS (
       SELECT *, max(recorded_at) OVER (PARTITION BY subject ORDER BY sequence) AS place FROM again
     )
     INSERT INTO outbox (lane, subject, sequence, at)
     SELECT lanes.lane, o.subject, o.sequence, o.at
     FROM ordered o JOIN unnest($2::text[], $3::smallint[]) AS lanes (subject, lane) USING (subject)
     ORDER BY o.place, o.subject, o.sequence`,
    [
      since,
      subjects.map(({ subject }) => subject),
      subjects.map(({ subject }) => laneOf(subject, laneCount)),
    ],
  );
  return { entries: entries ?? 0, waiting: waiting ?? 0 };
}
