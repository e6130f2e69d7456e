import type { Migration } from '@weisu/persistence';

/** One clock table per service that has deadlines. A row is the whole truth of a limit; `due_by` is derived but stored, to be claimed by. */
const clockTable: Migration = {
  name: '0002-clocks',
  sql: `
CREATE TABLE clock (
  id uuid PRIMARY KEY,
  subject text NOT NULL,
  owner_id uuid NOT NULL,
  unit_id text,
  kind text NOT NULL,
  source text NOT NULL,
  started_at timestamptz NOT NULL,
  budget_amount integer,
  budget_unit text,
  counts_start boolean NOT NULL,
  roll_off_rest_day boolean NOT NULL,
  extensions jsonb NOT NULL DEFAULT '[]',
  not_after timestamptz,
  due_by timestamptz NOT NULL,
  provisional boolean NOT NULL,
  state text NOT NULL,
  met_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  try_again_at timestamptz,
  last_error text,
  fired_at timestamptz
);
-- a clock that was met late before it could fire is OVERDUE already, but its consequence is still owed
CREATE INDEX clock_due ON clock (due_by) WHERE fired_at IS NULL AND state IN ('RUNNING', 'OVERDUE');
CREATE INDEX clock_owner ON clock (owner_id);
CREATE INDEX clock_subject ON clock (subject);
CREATE TABLE clock_suspension (
  clock_id uuid NOT NULL REFERENCES clock (id) ON DELETE CASCADE,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  reason text NOT NULL,
  approved_by text NOT NULL,
  PRIMARY KEY (clock_id, from_at)
);
`,
};

/**
 * Rungs, and the calendar that a deadline was counted by. The version before writes none of these columns: its rows have no `next_at`, and a
 * deadline that it moves is claimed by `due_by`; what it fired has no rung left.
 */
const rungs: Migration = {
  name: '0010-rungs',
  release: 2,
  sql: `
ALTER TABLE clock
  ADD COLUMN end_of_day text NOT NULL DEFAULT '24:00',
  ADD COLUMN told boolean NOT NULL DEFAULT false,
  ADD COLUMN calendar_version text,
  ADD COLUMN calendar_area text,
  ADD COLUMN rungs jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN rung_at timestamptz[] NOT NULL DEFAULT '{}',
  ADD COLUMN rungs_fired integer[] NOT NULL DEFAULT '{}',
  ADD COLUMN next_at timestamptz;
CREATE INDEX clock_next ON clock ((CASE WHEN fired_at IS NULL THEN least(next_at, due_by) ELSE next_at END)) WHERE state IN ('RUNNING', 'OVERDUE') AND (fired_at IS NULL OR next_at IS NOT NULL);
-- whose deadline depends on which days are worked
CREATE INDEX clock_calendar ON clock ((coalesce(calendar_version, '')), due_by)
  WHERE state IN ('RUNNING', 'SUSPENDED') AND (budget_unit IN ('NATURAL_DAY', 'WORKING_HOUR', 'WORKING_DAY') OR extensions <> '[]');
`,
};

/** Nobody claims by the deadline alone any more. */
const rungsAfterwards: Migration = {
  name: '0011-rungs-afterwards',
  release: 2,
  phase: 'contract',
  sql: 'DROP INDEX clock_due',
};

/** What a service with deadlines brings its schema up to date with, beside its own. */
export const clockTables: readonly Migration[] = [clockTable, rungs, rungsAfterwards];
