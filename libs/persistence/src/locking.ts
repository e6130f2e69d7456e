import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** Milliseconds that a migration waits for a lock: whoever comes after it in the queue waits as long. Then it lets them pass. */
const lockMs = 2_000;
const lockAttempts = 60;

export type Run = (sql: string, values?: unknown[]) => Promise<pg.QueryResult>;

/** No lock in time, or a deadlock with somebody's work. */
const again = new Set(['55P03', '40P01']);

/** In one transaction that never holds others up long: it gives up its place in the queue for a lock, lets them work, and asks again. */
export async function locking<Result>(
  client: pg.Client,
  act: (run: Run) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    await client.query('BEGIN');
    await client.query(`SET LOCAL lock_timeout = ${lockMs}`);
    try {
      const result = await act((sql, values) => client.query(sql, values));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK');
      if (!again.has((error as { code?: string }).code ?? '') || attempt === lockAttempts) throw error;
    }
    await pause(lockMs);
  }
}

/** One job of the owner at a time in a schema: whoever migrates it, or takes its months away. Ends with the connection. */
export const ownersLock = (schema: string): string => `weisu-migrate-${schema}`;
