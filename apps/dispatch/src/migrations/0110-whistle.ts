import type { Migration } from '@weisu/persistence';

export const whistleTables: Migration = {
  name: '0110-whistle',
  sql: `
CREATE TABLE whistle (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  appeal_ids uuid[] NOT NULL,
  area_code text COLLATE "C" NOT NULL,
  by_id text NOT NULL,
  situation text NOT NULL,
  reason text NOT NULL,
  unit_ids text[] NOT NULL,
  gather_longitude double precision,
  gather_latitude double precision,
  gather_datum text,
  profile_key text NOT NULL,
  profile_version integer NOT NULL,
  blown_at timestamptz NOT NULL,
  endorsed_by_id text,
  called_at timestamptz,
  completed_at timestamptz,
  outcome_note_id uuid REFERENCES note (id),
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX whistle_appeals ON whistle USING gin (appeal_ids);
CREATE INDEX whistle_area ON whistle (area_code, blown_at);

CREATE TABLE summons (
  id uuid PRIMARY KEY,
  whistle_id uuid NOT NULL REFERENCES whistle (id),
  unit_id text NOT NULL,
  status text NOT NULL,
  refusal_note_id uuid REFERENCES note (id),
  present_at timestamptz,
  officer text,
  phone text,
  longitude double precision,
  latitude double precision,
  datum text,
  inside_area boolean,
  late boolean,
  evidence_ids uuid[] NOT NULL DEFAULT '{}',
  result_note_id uuid REFERENCES note (id),
  stars integer CHECK (stars BETWEEN 1 AND 5),
  version integer NOT NULL DEFAULT 1,
  UNIQUE (whistle_id, unit_id)
);
CREATE INDEX summons_unit ON summons (unit_id, whistle_id);
CREATE INDEX summons_open ON summons (unit_id) WHERE status NOT IN ('FINISHED', 'UPHELD', 'WAIVED');

CREATE TABLE summons_action (
  note_id uuid PRIMARY KEY REFERENCES note (id),
  position bigint GENERATED ALWAYS AS IDENTITY,
  summons_id uuid NOT NULL REFERENCES summons (id),
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  evidence_ids uuid[] NOT NULL
);
CREATE INDEX summons_action_summons ON summons_action (summons_id, position);
`,
};
