import type { Migration } from '@weisu/persistence';

/** 提级 with what was tried, 包案 duties that are ticked off, the roles of a team, and matters that were passed to other systems. */
export const levelTables: Migration = {
  name: '0180-levels',
  release: 2,
  sql: `
ALTER TABLE request ADD COLUMN tried text[] NOT NULL DEFAULT '{}';
ALTER TABLE leader_duty ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(), ADD COLUMN done_by text;
ALTER TABLE case_leader ADD COLUMN members jsonb NOT NULL DEFAULT '[]';

CREATE TABLE passing (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL REFERENCES handling (id),
  system text NOT NULL,
  note_id uuid NOT NULL REFERENCES note (id),
  passed_by_id text,
  passed_at timestamptz NOT NULL,
  number text,
  status text NOT NULL,
  status_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX passing_appeal ON passing (appeal_id);
CREATE INDEX passing_system ON passing (system, passed_at);
CREATE INDEX passing_number ON passing (system, number);
`,
};
