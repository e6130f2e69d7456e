import type { Figure } from '@weisu/messaging';

const waiting = "fired_at IS NULL AND state IN ('RUNNING', 'OVERDUE')";

/** What the clock table tells: for the services that have deadlines. */
export const clockFigures: readonly Figure[] = [
  {
    name: 'weisu_clock_lateness_seconds',
    help: 'Business time since the deadline of the clock that should have fired longest ago and has not; 0 when there is none.',
    sql: `SELECT coalesce(extract(epoch FROM $1::timestamptz - min(due_by)), 0)::float8 AS value FROM clock WHERE ${waiting} AND due_by < $1`,
  },
  {
    name: 'weisu_clock_failing_rows',
    help: 'Clocks whose consequence failed and is tried again.',
    sql: `SELECT count(*)::int AS value FROM clock WHERE ${waiting} AND attempts > 0`,
  },
  {
    name: 'weisu_clock_running_rows',
    help: 'Clocks that run, by kind.',
    labels: ['kind'],
    sql: `SELECT kind, count(*)::int AS value FROM clock WHERE ${waiting} GROUP BY kind`,
  },
];
