import type { Figure } from '@weisu/messaging';

/** What the tables of exports tell. */
export const exportFigures: readonly Figure[] = [
  {
    name: 'weisu_ledger_export_jobs',
    help: 'Exports of the ledger that wait, are made or are kept, by state.',
    labels: ['state'],
    sql: `SELECT state, count(*)::int AS value FROM ledger_export WHERE state IN ('WAITING', 'RUNNING', 'DONE') GROUP BY state`,
  },
  {
    name: 'weisu_ledger_export_rows',
    help: 'Matters in the exports that are made or kept.',
    sql: `SELECT coalesce(sum(row_count), 0)::int AS value FROM ledger_export WHERE state IN ('RUNNING', 'DONE')`,
  },
  {
    name: 'weisu_ledger_export_age_seconds',
    help: 'Business time since the oldest export that waits or is made was asked for; 0 when there is none. After 3600 it fails.',
    sql: `SELECT coalesce(extract(epoch FROM $1::timestamptz - min(asked_at)), 0)::float8 AS value FROM ledger_export WHERE state IN ('WAITING', 'RUNNING')`,
  },
];
