import type { Migration } from '@weisu/persistence';

/** One clock table per service that has deadlines. A row is the whole truth of a limit; `due_by` is derived but stored, to be claimed by. */
export const clockTables: Migration = {
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
