import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { heardUpTo, withMessaging } from '@weisu/messaging';
import { startPostgres, stopPostgres } from '../parts/postgres.js';
import { withOwner } from './scale-rows.js';
import { median } from './load.js';
import { pgbench } from './pgbench.js';

/** Events a second that one inbox claims, each in a transaction of its own: with the cursor of its subject (ADR 36), and as it was before. */
export type CursorCost = Readonly<{
  with: number;
  without: number;
  rounds: readonly Readonly<{ with: number; without: number }>[];
}>;

/** As many subjects as a district has open matters; an event is of any of them. */
const subjects = 20_000;
const clients = 8;

const claim = (cursor: boolean): string => {
  const mark = `, mark AS (${heardUpTo("'INTAKE'", "'s' || :subject", ':sequence', 'FROM fresh')})`;
  return [
    `\\set subject random(1, ${subjects})`,
    '\\set sequence random(1, 1000000)',
    'BEGIN;',
    `WITH fresh AS (INSERT INTO inbox (event_id) VALUES (gen_random_uuid()) ON CONFLICT DO NOTHING RETURNING event_id)${cursor ? mark : ''} SELECT event_id FROM fresh;`,
    'COMMIT;',
  ].join('\n');
};

/** What the cursor costs each event: the claim of the inbox alone, with and without, in turns. */
export async function measureCursor(
  { seconds, rounds }: Readonly<{ seconds: number; rounds: number }>,
  say: (line: string) => void,
): Promise<CursorCost> {
  const folder = await mkdtemp('/var/tmp/weisu-cursor-');
  try {
    // PostgreSQL runs as its own user
    await chmod(folder, 0o755);
    const server = await startPostgres({ folder: join(folder, 'postgres') });
    try {
      await withOwner(server.adminUrl, async (owner) => {
        for (const { sql } of withMessaging([])) if (sql !== undefined) await owner.query(sql);
      });
      const measured: { with: number; without: number }[] = [];
      const rate = (cursor: boolean) => pgbench(server.adminUrl, claim(cursor), { clients, seconds });
      for (let round = 0; round < rounds; round += 1) {
        const result = { without: await rate(false), with: await rate(true) };
        measured.push(result);
        say(`cursor: ${result.with.toFixed(0)} events/s with, ${result.without.toFixed(0)} without`);
      }
      return {
        with: median(measured.map((one) => one.with)),
        without: median(measured.map((one) => one.without)),
        rounds: measured,
      };
    } finally {
      await stopPostgres(server.process);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of a connection that a claim takes longer for its cursor. */
export const costOf = ({ with: slow, without }: CursorCost): number =>
  (clients * 1_000) / slow - (clients * 1_000) / without;
