import { laneCount, relayName } from '@weisu/messaging';
import { topics } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import pg from 'pg';

/**
 * Holds every consumer back: no event leaves the outbox of any service, as if another replica had all lanes and did not come on. Answers how it goes on.
 * `urlOf`: the district's database as a service's runtime role.
 */
export async function holdEvents(urlOf: (schema: string) => string): Promise<() => Promise<void>> {
  const holders = await Promise.all(topics.map((schema) => holdLanes(urlOf(schema), relayName(schema))));
  return async () => void (await Promise.all(holders.map((holder) => holder.end())));
}

async function holdLanes(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // a district that is killed takes its server along
  client.on('error', () => undefined);
  await client.connect();
  const held = new Set<number>();
  await eventually(async () => {
    // who has them is let go, and tries again a moment later
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = ((hashtext($1)::bigint + 4294967296) % 4294967296)::oid AND pid <> pg_backend_pid()`,
      [name],
    );
    const { rows } = await client.query<{ lane: number; taken: boolean }>(
      'SELECT lane, pg_try_advisory_lock(hashtext($1), lane) AS taken FROM unnest($2::int[]) AS lane',
      [name, Array.from({ length: laneCount }, (_, lane) => lane).filter((lane) => !held.has(lane))],
    );
    for (const { lane, taken } of rows) if (taken) held.add(lane);
    if (held.size < laneCount) throw new Error(`${name}: ${held.size} of ${laneCount} lanes`);
  });
  return client;
}
