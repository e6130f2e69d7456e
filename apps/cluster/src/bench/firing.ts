import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { RunningReplica } from '../district.js';
import { portsOf } from './ports.js';
import { running, type FullDistrict, type ScaleServers } from './scale-ground.js';

/** Limits that fall due evenly over `seconds`, or all in one second (0), while the others run. */
export type Due = Readonly<{ name: string; clocks: number; seconds: number }>;

export type Firing = Due &
  Readonly<{
    /** Clocks that run, these included. */
    open: number;
    /** Milliseconds from the deadline until the database wrote that it had passed. */
    p50: number;
    p99: number;
    max: number;
    early: number;
    /** Announced more than once, or not at all: in the journal. */
    twice: number;
    missing: number;
    /** Seconds from the first deadline until the last had fired. */
    took: number;
    /** Of each instance, how many it fired. */
    parts: readonly number[];
  }>;

/** Seconds until the first is due. */
const ahead = 20;

/** Milliseconds until the last must have fired. */
const patience = 900_000;

/** What two instances of dispatch make of limits that fall due, with the directory beside them and nobody who listens. */
export async function measureFiring(
  servers: ScaleServers,
  district: FullDistrict,
  dues: readonly Due[],
  say: (line: string) => void,
): Promise<Firing[]> {
  return running(servers, district, { directory: 1, dispatch: 2 }, async (replicas) => {
    const client = new pg.Client({ connectionString: district.place.ownerUrl });
    await client.connect();
    try {
      await prepare(client);
      const taken: Firing[] = [];
      for (const due of dues) {
        const one = await fire(client, due, replicas);
        taken.push(one);
        say(
          `${one.name}: ${one.clocks} of ${one.open} open clocks, late p50 ${one.p50.toFixed(0)} ms, p99 ${one.p99.toFixed(0)} ms, max ${one.max.toFixed(0)} ms; last after ${one.took.toFixed(1)} s; early ${one.early}, twice ${one.twice}, missing ${one.missing}; parts ${one.parts.join(' + ')}`,
        );
      }
      return taken;
    } finally {
      await client.end();
    }
  });
}

/** The journal says through which connection each entry was written: by that an instance is known. */
async function prepare(client: pg.Client): Promise<void> {
  await client.query('ALTER TABLE dispatch.journal ADD COLUMN port integer DEFAULT inet_client_port()');
  await client.query('CREATE TABLE bench_due (name text, clock_id uuid PRIMARY KEY, due_by timestamptz)');
}

async function fire(client: pg.Client, due: Due, replicas: readonly RunningReplica[]): Promise<Firing> {
  const { name, clocks, seconds } = due;
  await client.query(
    `INSERT INTO bench_due SELECT $1, id, date_trunc('second', clock_timestamp()) + $3 * interval '1 second' + $4::float8 * (row_number() OVER () - 1) / $2 * interval '1 second'
     FROM (SELECT id FROM dispatch.clock WHERE state = 'RUNNING' AND kind = 'RESOLVE' AND due_by > clock_timestamp() + interval '1 hour' LIMIT $2) AS those`,
    [name, clocks, ahead, seconds || 0.999],
  );
  await client.query(
    `UPDATE dispatch.clock c SET due_by = b.due_by, next_at = b.due_by FROM bench_due b WHERE b.clock_id = c.id AND b.name = $1`,
    [name],
  );
  const open = await one<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM dispatch.clock WHERE state = 'RUNNING'`,
  );
  const ports = replicas.map(() => new Set<number>());
  const instances = replicas.filter(({ app }) => app === 'dispatch');
  for (const deadline = performance.now() + patience; performance.now() < deadline; await delay(2_000)) {
    for (const [index, { process }] of instances.entries())
      for (const port of await portsOf(process.pid)) ports[index]?.add(port);
    const left = await one<{ waiting: number; failed: number }>(
      client,
      `SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE c.attempts > 3))::int AS failed
       FROM bench_due b JOIN dispatch.clock c ON c.id = b.clock_id WHERE b.name = $1 AND c.fired_at IS NULL`,
      [name],
    );
    if (left.failed) throw new Error(`${left.failed} clocks could not fire: see the logs of dispatch`);
    if (!left.waiting) break;
  }
  const late = await one<Omit<Firing, keyof Due | 'open' | 'twice' | 'missing' | 'parts'>>(
    client,
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99, max(ms) AS max,
       count(*) FILTER (WHERE ms < 0)::int AS early, extract(epoch FROM max(fired_at) - min(due_by))::float8 AS took
     FROM (SELECT extract(epoch FROM c.fired_at - b.due_by)::float8 * 1000 AS ms, c.fired_at, b.due_by
           FROM bench_due b JOIN dispatch.clock c ON c.id = b.clock_id WHERE b.name = $1) AS fired`,
    [name],
  );
  const { rows } = await client.query<{ port: number; entries: number }>(
    `SELECT j.port, count(*)::int AS entries FROM bench_due b JOIN dispatch.journal j ON j.payload ->> 'clockId' = b.clock_id::text
     WHERE b.name = $1 AND j.type = 'dispatch.clock-overdue.v1' GROUP BY j.port`,
    [name],
  );
  const announced = await one<{ clocks: number }>(
    client,
    `SELECT count(DISTINCT b.clock_id)::int AS clocks FROM bench_due b JOIN dispatch.journal j ON j.payload ->> 'clockId' = b.clock_id::text
     WHERE b.name = $1 AND j.type = 'dispatch.clock-overdue.v1'`,
    [name],
  );
  const entries = rows.reduce((sum, row) => sum + row.entries, 0);
  const parts = instances.map((_, index) =>
    rows.reduce((sum, row) => sum + (ports[index]?.has(row.port) ? row.entries : 0), 0),
  );
  return {
    ...due,
    ...late,
    open: open.count,
    twice: entries - announced.clocks,
    missing: clocks - announced.clocks,
    parts,
  };
}

async function one<Row extends pg.QueryResultRow>(
  client: pg.Client,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row> {
  const [row] = (await client.query<Row>(sql, parameters)).rows;
  if (!row) throw new Error(`no answer to ${sql}`);
  return row;
}
