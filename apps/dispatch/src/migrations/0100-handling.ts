import type { Migration } from '@weisu/persistence';

export const handlingTables: Migration = {
  name: '0100-handling',
  sql: `
CREATE TABLE handling (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  channel text NOT NULL,
  origin text NOT NULL,
  area_code text COLLATE "C",
  status text NOT NULL,
  category text,
  nature text,
  urgency text,
  sphere text,
  complex boolean NOT NULL DEFAULT false,
  response_level integer,
  merged_into uuid,
  self_handled boolean NOT NULL DEFAULT false,
  repeat_of_id uuid,
  reachable boolean NOT NULL,
  secret_verifier text,
  registered_by text,
  rated boolean NOT NULL DEFAULT false,
  verdict text,
  round integer NOT NULL DEFAULT 1,
  profile_key text,
  profile_version integer,
  suggestion jsonb,
  submitted_at timestamptz NOT NULL,
  resolved_at timestamptz,
  closed_at timestamptz,
  external_system text,
  external_number text,
  external_dispatched_at timestamptz,
  external_due_by timestamptz,
  external_return_by timestamptz,
  external_follow_up boolean,
  external_reply_required boolean,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX handling_submitted ON handling (submitted_at DESC, id DESC);
CREATE INDEX handling_area ON handling (area_code, submitted_at);
CREATE UNIQUE INDEX handling_external ON handling (external_system, external_number) WHERE external_system IS NOT NULL;
CREATE INDEX handling_merged ON handling (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE note (
  id uuid PRIMARY KEY,
  subject text NOT NULL,
  text text NOT NULL,
  actor_subject text NOT NULL,
  unit_id text,
  at timestamptz NOT NULL
);
CREATE INDEX note_subject ON note (subject);

CREATE TABLE work_order (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL REFERENCES handling (id),
  unit_id text NOT NULL,
  role text NOT NULL,
  status text NOT NULL,
  designated boolean NOT NULL,
  dispatched_at timestamptz NOT NULL,
  contacted_at timestamptz,
  verified_at timestamptz,
  resolved_at timestamptz,
  contacted_in_time boolean,
  returns integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX work_order_appeal ON work_order (appeal_id);
CREATE INDEX work_order_open ON work_order (unit_id) WHERE status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING');
CREATE TABLE handling_opinion (
  work_order_id uuid PRIMARY KEY REFERENCES work_order (id),
  number text NOT NULL UNIQUE,
  facts text NOT NULL,
  opinion text NOT NULL,
  basis text,
  filed_at timestamptz NOT NULL
);
-- papers are few, and numbered without gaps per unit and year
CREATE TABLE paper_number (unit_id text NOT NULL, paper text NOT NULL, year integer NOT NULL, last integer NOT NULL, PRIMARY KEY (unit_id, paper, year));

CREATE TABLE request (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  appeal_id uuid NOT NULL REFERENCES handling (id),
  work_order_id uuid REFERENCES work_order (id),
  clock_id uuid,
  reason text NOT NULL,
  evidence_ids uuid[] NOT NULL DEFAULT '{}',
  by_amount integer,
  by_unit text,
  requested_by_id text NOT NULL,
  decider_id text NOT NULL,
  filed_at timestamptz NOT NULL,
  decide_by timestamptz NOT NULL,
  approved boolean,
  decision text,
  decided_by_id text,
  decided_at timestamptz,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX request_appeal ON request (appeal_id);
CREATE INDEX request_open ON request (decider_id, decide_by) WHERE approved IS NULL;

CREATE TABLE case_leader (appeal_id uuid PRIMARY KEY REFERENCES handling (id), leader_id text NOT NULL, since timestamptz NOT NULL, team_ids text[] NOT NULL);
CREATE TABLE leader_duty (appeal_id uuid NOT NULL REFERENCES handling (id), position integer NOT NULL, text text NOT NULL, due_by timestamptz, done_at timestamptz, PRIMARY KEY (appeal_id, position));
CREATE TABLE account (
  appeal_id uuid PRIMARY KEY REFERENCES handling (id),
  claimed_by_id text,
  measures text NOT NULL,
  due_by timestamptz NOT NULL,
  acceptance text,
  struck_off_at timestamptz
);
CREATE TABLE account_review (id uuid PRIMARY KEY, appeal_id uuid NOT NULL REFERENCES handling (id), text text NOT NULL, at timestamptz NOT NULL);
CREATE TABLE waiver (appeal_id uuid NOT NULL REFERENCES handling (id), blocker_id text NOT NULL, reason text NOT NULL, actor_subject text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (appeal_id, blocker_id, at));
CREATE TABLE appeal_mediation (mediation_id uuid PRIMARY KEY, appeal_id uuid, area_code text COLLATE "C", opened_at timestamptz NOT NULL, is_open boolean NOT NULL);
CREATE INDEX appeal_mediation_appeal ON appeal_mediation (appeal_id);

CREATE TABLE ledger_entry (
  appeal_id text NOT NULL,
  service text NOT NULL,
  sequence integer NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,
  at timestamptz NOT NULL,
  actor_subject text NOT NULL,
  actor_kind text NOT NULL,
  unit_id text,
  payload jsonb NOT NULL,
  PRIMARY KEY (appeal_id, service, sequence)
);

-- lists of what is still open, or overdue, stay as fast when almost everything is closed (measured at 50 000 matters: 87 ms without, see README)
CREATE INDEX handling_open ON handling (submitted_at DESC, id DESC) WHERE status IN ('REGISTERED', 'ALLOCATED', 'HANDLING', 'RESOLVED', 'REPORTED_BACK', 'DEFERRED');
CREATE INDEX clock_overdue ON clock (subject) WHERE state = 'OVERDUE' AND met_at IS NULL;
CREATE INDEX appeal_mediation_area ON appeal_mediation (area_code, opened_at);
`,
};
