import { inboxDays } from '@weisu/messaging';
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
  await source.query(
    `SELECT journal_month((date_trunc('month', now()) + n * interval '1 month')::date) FROM generate_series(0, 12) AS n`,
  );
  // the present month was made a year ago, or moves with those of the version before (`migrate --contract`)
  for (const { make } of monthly)
    await source.query(
      `SELECT ${make}((date_trunc('month', now() AT TIME ZONE INTERVAL '${civilOffset}') + n * interval '1 month')::date) FROM generate_series(1, 12) AS n`,
    );
}
