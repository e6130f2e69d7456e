import type { Migration } from '@weisu/persistence';

/** 值班表, and whom clocks rang at night. */
export const rosterTables: Migration = {
  name: '0130-roster',
  release: 2,
  sql: `
CREATE TABLE duty_shift (
  id uuid PRIMARY KEY,
  unit_id text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  person_id text NOT NULL,
  backup_id text,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL
);
CREATE INDEX duty_shift_unit ON duty_shift (unit_id, from_at);

CREATE TABLE duty_call (
  id uuid PRIMARY KEY,
  clock_id uuid NOT NULL,
  subject text NOT NULL,
  kind text NOT NULL,
  unit_id text,
  due_by timestamptz NOT NULL,
  why text NOT NULL,
  person_id text NOT NULL,
  backup_id text,
  called_at timestamptz NOT NULL,
  backup_called_at timestamptz,
  answered_at timestamptz,
  answered_by_id text
);
CREATE INDEX duty_call_person ON duty_call (person_id, called_at) WHERE answered_at IS NULL;
CREATE INDEX duty_call_backup ON duty_call (backup_id, called_at) WHERE answered_at IS NULL;
CREATE INDEX duty_call_subject ON duty_call (subject) WHERE answered_at IS NULL;
`,
};
