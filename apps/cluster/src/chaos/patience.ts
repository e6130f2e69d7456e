import { leaseMilliseconds, longestAwayMilliseconds } from '@weisu/clocks';
import type pg from 'pg';

/** Milliseconds in which what was under way when the faults ended is worked through, on a machine of two cores. */
export const backlogMs = 300_000;

/** Texts that schedules have still to send. One that waits for the morning is at rest: nobody failed, and business time stands still. */
export const textsLeft = `notification.text_message WHERE status = 'PENDING'
  AND NOT (claim IS NULL AND next_at > clock_timestamp() AND coalesce(last_error, 'NIGHT') = 'NIGHT')`;

export const deliveriesLeft = `notification.webhook_delivery WHERE status IN ('PENDING', 'FAILED')`;

/** Milliseconds until each thing that the faults left undone is looked at again: its row holds what its schedule decided. */
export async function waitsOf(pool: pg.Pool, timekeepers: readonly string[]): Promise<number[]> {
  const tries = [
    `SELECT next_at AS at FROM ${textsLeft}`,
    `SELECT next_at FROM ${deliveriesLeft}`,
    ...timekeepers.map((schema) => `SELECT try_again_at FROM ${schema}.clock WHERE fired_at IS NULL`),
  ];
  const { rows } = await pool.query<{ ms: number }>(
    `SELECT (extract(epoch FROM at - clock_timestamp()) * 1000)::float8 AS ms FROM (${tries.join(' UNION ALL ')}) t WHERE at IS NOT NULL`,
  );
  return rows.map(({ ms }) => ms);
}

/**
 * How long rest may take: the backlog, the longest wait that a schedule has set for what is left undone, the lease of a process that died with it, and
 * the longest that a part which was away is left alone. Longer than that is a violation, and nothing shorter is.
 */
export function patienceMs(waits: readonly number[]): number {
  return backlogMs + Math.max(0, ...waits) + leaseMilliseconds + longestAwayMilliseconds;
}
