import { bigramFunction, type Migration } from '@weisu/persistence';

/**
 * `appeal_original`: one person's text is an original once; whoever comes second at the same time meets this index and becomes the
 * repeat. Sealed columns hold personal data as AES-256-GCM.
 */
export const intakeTables: Migration = {
  name: '0100-intake',
  sql: `
${bigramFunction}
CREATE SEQUENCE appeal_running_number;

CREATE TABLE appeal (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  title text NOT NULL,
  text text NOT NULL,
  channel text NOT NULL,
  origin text NOT NULL,
  area_code text COLLATE "C",
  address text,
  longitude double precision,
  latitude double precision,
  datum text,
  kind text NOT NULL,
  name_sealed text,
  phone_sealed text,
  persons integer,
  confidential boolean NOT NULL,
  person_key bytea,
  text_hash bytea NOT NULL,
  content_mark bytea NOT NULL,
  repeat_of_id uuid REFERENCES appeal (id),
  first_receiver_id text,
  resident_subject text,
  registered_by text,
  registrar text NOT NULL,
  client_id text,
  external_system text,
  external_number text,
  external_dispatched_at timestamptz,
  external_due_by timestamptz,
  external_return_by timestamptz,
  external_category text,
  external_urgency text,
  external_handler_ids text[],
  external_follow_up boolean,
  external_reply boolean,
  submitted_at timestamptz NOT NULL,
  registered_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX appeal_original ON appeal (person_key, text_hash) WHERE person_key IS NOT NULL AND repeat_of_id IS NULL;
CREATE UNIQUE INDEX appeal_external ON appeal (external_system, external_number) WHERE external_system IS NOT NULL;
CREATE UNIQUE INDEX appeal_client ON appeal (registrar, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX appeal_resident ON appeal (resident_subject, submitted_at DESC, id DESC) WHERE resident_subject IS NOT NULL;
CREATE INDEX appeal_repeats ON appeal (repeat_of_id) WHERE repeat_of_id IS NOT NULL;
CREATE INDEX appeal_bigrams ON appeal USING gin (bigrams(title || chr(31) || text));

CREATE TABLE on_the_spot (
  appeal_id uuid PRIMARY KEY REFERENCES appeal (id),
  category text,
  outcome text NOT NULL,
  action text NOT NULL,
  occurred_at timestamptz NOT NULL
);

CREATE TABLE relocation (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL REFERENCES appeal (id),
  from_code text COLLATE "C",
  to_code text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  actor_subject text NOT NULL,
  actor_unit text,
  at timestamptz NOT NULL
);
CREATE INDEX relocation_appeal ON relocation (appeal_id, at);

CREATE TABLE reveal (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL REFERENCES appeal (id),
  actor_subject text NOT NULL,
  actor_unit text,
  purpose text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX reveal_appeal ON reveal (appeal_id, at);

CREATE TABLE attachment (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  storage_key text NOT NULL,
  uploader text,
  address_hash text,
  position_sealed text,
  appeal_id uuid REFERENCES appeal (id),
  attached_as integer,
  at timestamptz NOT NULL
);
CREATE INDEX attachment_appeal ON attachment (appeal_id, attached_as) WHERE appeal_id IS NOT NULL;
CREATE INDEX attachment_loose ON attachment (at) WHERE appeal_id IS NULL;
CREATE INDEX attachment_address ON attachment (address_hash, at) WHERE address_hash IS NOT NULL;
`,
};
