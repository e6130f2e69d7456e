import type { Migration } from '@weisu/persistence';

/** 文书. What a resident said and who they are is not in them: printing reads it from intake. A template of null: what was set before is taken back. */
export const paperTables: Migration = {
  name: '0202-papers',
  release: 2,
  sql: `
CREATE TABLE paper (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  number text NOT NULL,
  code text NOT NULL UNIQUE,
  subject_id uuid NOT NULL,
  appeal_id uuid REFERENCES handling (id),
  whistle_id uuid REFERENCES whistle (id),
  unit_id text NOT NULL,
  named boolean NOT NULL,
  sheet jsonb,
  issued_by text NOT NULL,
  issued_at timestamptz NOT NULL,
  replaced_at timestamptz,
  erased_at timestamptz
);
-- of one number one paper is valid, and beside it one that names the appellant
CREATE UNIQUE INDEX paper_current ON paper (kind, number, named) WHERE replaced_at IS NULL;
CREATE INDEX paper_subject ON paper (subject_id);
CREATE INDEX paper_appeal ON paper (appeal_id);
CREATE INDEX paper_whistle ON paper (whistle_id);

-- what was handed out as a paper: a file that is not here was changed
CREATE TABLE paper_print (
  paper_id uuid NOT NULL REFERENCES paper (id),
  sha256 text NOT NULL,
  printed_at timestamptz NOT NULL,
  PRIMARY KEY (paper_id, sha256)
);

CREATE TABLE paper_template (
  area_code text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  set_at timestamptz NOT NULL,
  template text,
  set_by text NOT NULL,
  unit_id text,
  PRIMARY KEY (area_code, kind, set_at)
);
`,
};
