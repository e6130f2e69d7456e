import type { Migration } from '@weisu/persistence';

/** Projection of the matter, its rounds of resolution, the follow-ups and the rating; figures are computed from these rows alone. */
export const evaluationTables: Migration = {
  name: '0100-evaluation',
  sql: `
CREATE TABLE matter (
  appeal_id uuid PRIMARY KEY,
  number text UNIQUE,
  secret_verifier text,
  area_code text COLLATE "C",
  origin text NOT NULL DEFAULT 'REPORTED',
  registered_by text,
  external_system text,
  external_number text,
  state text NOT NULL DEFAULT 'OPEN'
);
CREATE INDEX matter_external ON matter (external_system, external_number) WHERE external_number IS NOT NULL;

CREATE TABLE round (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL REFERENCES matter,
  number integer NOT NULL,
  resolved_at timestamptz NOT NULL,
  resolved_on date NOT NULL,
  lead_unit_id text NOT NULL,
  area_code text COLLATE "C" NOT NULL,
  profile_key text NOT NULL,
  profile_version integer NOT NULL,
  contacted_in_time boolean,
  reachable boolean NOT NULL,
  by_sender boolean NOT NULL,
  counted boolean NOT NULL,
  superseded boolean NOT NULL DEFAULT false,
  excluded text,
  UNIQUE (appeal_id, number)
);
CREATE INDEX round_area ON round (area_code, resolved_on) WHERE NOT superseded;
CREATE INDEX round_day ON round (resolved_on) WHERE NOT superseded;
CREATE INDEX round_lead ON round (lead_unit_id, resolved_on) WHERE NOT superseded;

CREATE TABLE follow_up (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL REFERENCES matter,
  round_id uuid NOT NULL REFERENCES round,
  kind text NOT NULL,
  unit_id text,
  due_by timestamptz NOT NULL,
  attempts integer NOT NULL,
  attempts_allowed integer NOT NULL,
  state text NOT NULL,
  by_subject text,
  at timestamptz,
  contacted boolean,
  outcome text,
  satisfaction text,
  counts boolean NOT NULL,
  form_number text UNIQUE,
  note text
);
CREATE INDEX follow_up_task ON follow_up (unit_id, due_by, id) WHERE state = 'OPEN';
CREATE INDEX follow_up_appeal ON follow_up (appeal_id);
CREATE INDEX follow_up_round ON follow_up (round_id);
CREATE UNIQUE INDEX follow_up_hotline ON follow_up (round_id) WHERE kind = 'HOTLINE';

CREATE TABLE form_counter (
  unit_id text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (unit_id, year)
);

CREATE TABLE rating (
  appeal_id uuid PRIMARY KEY REFERENCES matter,
  stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
  original integer NOT NULL,
  objected boolean NOT NULL DEFAULT false,
  comment text,
  at timestamptz NOT NULL
);

CREATE TABLE settlement (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  area_code text COLLATE "C",
  unit_ids text[] NOT NULL DEFAULT '{}',
  finished_on date,
  settled boolean
);
CREATE INDEX settlement_finished ON settlement (finished_on) WHERE finished_on IS NOT NULL;
`,
};
