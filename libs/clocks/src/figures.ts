import type { Figure } from '@weisu/messaging';
import { speaks, speaksAt } from './clock.loop.js';

const waiting = "fired_at IS NULL AND state IN ('RUNNING', 'OVERDUE')";

/** What the clock table tells: for the services that have deadlines. */
export const clockFigures: readonly Figure[] = [
  {
    name: 'weisu_clock_lateness_seconds',
    help: 'Business time since the reminder, deadline or step of the clock that should have spoken longest ago and has not; 0 when there is none.',
    sql: `SELECT coalesce(extract(epoch FROM $1::timestamptz - min(${speaksAt})), 0)::float8 AS value FROM clock WHERE ${speaks} AND ${speaksAt} < $1`,
  },
  {
    name: 'weisu_clock_failing_rows',
    help: 'Clocks whose consequence failed and is tried again.',
    sql: `SELECT count(*)::int AS value FROM clock WHERE ${speaks} AND try_again_at IS NOT NULL`,
  },
  {
    name: 'weisu_clock_running_rows',
    help: 'Clocks that run, by kind.',
    labels: ['kind'],
    sql: `SELECT kind, count(*)::int AS value FROM clock WHERE ${waiting} GROUP BY kind`,
  },
];
