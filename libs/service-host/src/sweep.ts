import { inboxDays, sqlState } from '@weisu/messaging';
import { civilOffset, type MonthlyTable } from '@weisu/persistence';
import type { DataSource } from 'typeorm';

/** How long an answer can be asked for again, a redelivered event is recognised, and a proof of work is known to be used: it is valid for ten minutes. */
const kept = { answers: '24 hours', inbox: `${inboxDays} days`, proofs: '1 hour' } as const;

/** Deletes what has served its time and makes the coming months of the journal and of what else is kept by months. Run at start and every hour. */
export async function sweep(source: DataSource, monthly: readonly MonthlyTable[] = []): Promise<void> {
  await source.query(`DELETE FROM stored_answer WHERE at < now() - interval '${kept.answers}'`);
  await source.query(`DELETE FROM inbox WHERE received_at < now() - interval '${kept.inbox}'`);
  await source.query(`DELETE FROM used_proof WHERE at < now() - interval '${kept.proofs}'`);
  // a cursor that is older than what is ever read says nothing
  await source.query(`DELETE FROM heard WHERE at < now() - interval '${kept.inbox}'`);
  await makeMonths(
    source,
    `SELECT journal_month((date_trunc('month', now()) + n * interval '1 month')::date) FROM generate_series(0, 12) AS n`,
  );
  // the present month was made a year ago, or moves with those of the version before (`migrate --contract`)
  for (const { make } of monthly)
    await makeMonths(
      source,
      `SELECT ${make}((date_trunc('month', now() AT TIME ZONE INTERVAL '${civilOffset}') + n * interval '1 month')::date) FROM generate_series(1, 12) AS n`,
    );
}

const lockNotAvailable = '55P03';

/**
 * The partition that takes what has none is locked for it. Behind somebody who reads it for long everybody who writes would queue: it is given up after two
 * seconds, and the next hour is early enough for a month that begins in a year.
 */
async function makeMonths(source: DataSource, statement: string): Promise<void> {
  try {
    await source.transaction(async (manager) => {
      await manager.query("SET LOCAL lock_timeout = '2s'");
      await manager.query(statement);
    });
  } catch (error) {
    if (sqlState(error) !== lockNotAvailable) throw error;
  }
}
