/**
 * A number that stands in the database, read when somebody looks. `sql` answers rows of `value` and a column for each label; `$1` is business time.
 * Labels are kinds and states of ours: never an id, a name or a text.
 */
export type Figure = Readonly<{
  /** With its unit: `weisu_…_seconds`. */
  name: string;
  help: string;
  labels?: readonly string[];
  sql: string;
}>;

/** What every service's schema tells. Ages are real time: a deadline may be simulated, a queue never is. */
export const messagingFigures: readonly Figure[] = [
  {
    name: 'weisu_outbox_rows',
    help: 'Announced events that the broker has not acknowledged yet.',
    sql: 'SELECT count(*)::int AS value FROM outbox',
  },
  {
    name: 'weisu_outbox_age_seconds',
    help: 'Age of the oldest announced event that the broker has not acknowledged yet; 0 when there is none.',
    sql: `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(oldest.recorded_at)), 0)::float8 AS value FROM (
  SELECT j.recorded_at FROM outbox o JOIN journal j ON j.subject = o.subject AND j.sequence = o.sequence AND j.at = o.at
  ORDER BY o.position LIMIT 1) AS oldest`,
  },
  {
    name: 'weisu_dead_letter_rows',
    help: 'Events whose reaction failed every attempt and that wait for a person.',
    sql: 'SELECT count(*)::int AS value FROM dead_letter',
  },
];
