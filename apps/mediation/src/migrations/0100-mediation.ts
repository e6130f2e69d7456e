import type { Migration } from '@weisu/persistence';

/** `sealed` columns hold AES-256-GCM text (personal-data/cipher.ts); free text stands here and nowhere else. */
export const mediationTables: Migration = {
  name: '0100-mediation',
  sql: `
CREATE TABLE mediation (
  id uuid PRIMARY KEY,
  number text NOT NULL,
  appeal_id uuid,
  source text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  committee_id text NOT NULL,
  area_code text COLLATE "C" NOT NULL,
  room text,
  mediator_ids text[] NOT NULL,
  profile_key text NOT NULL,
  profile_version integer NOT NULL,
  failure text,
  opened_at timestamptz NOT NULL,
  version integer NOT NULL,
  UNIQUE (committee_id, number)
);
CREATE INDEX mediation_appeal ON mediation (appeal_id) WHERE appeal_id IS NOT NULL;

CREATE TABLE party (
  id uuid PRIMARY KEY,
  mediation_id uuid NOT NULL REFERENCES mediation (id),
  position integer NOT NULL,
  side text NOT NULL,
  sealed text NOT NULL,
  consents boolean,
  answered_at timestamptz,
  UNIQUE (mediation_id, position)
);

CREATE TABLE mediation_session (
  id uuid PRIMARY KEY,
  mediation_id uuid NOT NULL REFERENCES mediation (id),
  at timestamptz NOT NULL,
  place text,
  sealed_present text NOT NULL,
  record text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX mediation_session_of ON mediation_session (mediation_id);

CREATE TABLE mediation_agreement (
  mediation_id uuid PRIMARY KEY REFERENCES mediation (id),
  number text NOT NULL,
  facts text NOT NULL,
  terms text NOT NULL,
  performance_way text NOT NULL,
  perform_by date,
  oral boolean NOT NULL,
  effective_at timestamptz NOT NULL,
  gaps text[] NOT NULL,
  concluded_by text NOT NULL,
  concluded_at timestamptz NOT NULL
);

CREATE TABLE performance (
  id uuid PRIMARY KEY,
  mediation_id uuid NOT NULL REFERENCES mediation (id),
  performed boolean NOT NULL,
  note text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX performance_of ON performance (mediation_id);

CREATE TABLE judicial_confirmation (
  mediation_id uuid PRIMARY KEY REFERENCES mediation (id),
  status text NOT NULL,
  court text,
  answers jsonb,
  obstacles text[] NOT NULL,
  applied_at timestamptz,
  ruled_at timestamptz,
  note text
);

-- The row of a series is locked until the transaction that took a number ends: the series has no gap and no double.
CREATE TABLE number_series (
  series text NOT NULL,
  committee_id text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (series, committee_id, year)
);
`,
};
