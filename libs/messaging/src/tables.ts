import type { Migration } from '@weisu/persistence';

/**
 * What every service's schema holds for messaging. The journal is the audit trail (append-only by grants, partitioned by month); the
 * outbox is narrow and its rows are deleted after the acknowledgement, because marking journal rows instead wrote 16 × the WAL.
 */
const messagingTables: Migration = {
  name: '0001-messaging',
  sql: `
CREATE TABLE journal (
  id uuid NOT NULL,
  subject text NOT NULL,
  sequence integer NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_subject text NOT NULL,
  actor_kind text NOT NULL,
  actor_unit text,
  correlation_id text NOT NULL,
  causation_id text,
  payload jsonb NOT NULL,
  PRIMARY KEY (subject, sequence, at)
) PARTITION BY RANGE (at);
CREATE INDEX journal_id ON journal (id);
CREATE INDEX journal_recorded ON journal (recorded_at, id);
CREATE TABLE journal_p_default PARTITION OF journal DEFAULT;
CREATE FUNCTION journal_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET timezone = 'UTC' AS $$
DECLARE part text := 'journal_p' || to_char(month, 'YYYYMM'); start date := date_trunc('month', month)::date;
BEGIN
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  -- two instances that start at once both find it missing
  LOCK TABLE journal IN SHARE UPDATE EXCLUSIVE MODE;
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  -- rows that a missing month left in the default partition move with it
  EXECUTE format('CREATE TABLE %I (LIKE journal INCLUDING DEFAULTS)', part);
  EXECUTE format('WITH late AS (DELETE FROM journal_p_default WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM late',
    start, start + interval '1 month', part);
  EXECUTE format('ALTER TABLE journal ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, start, start + interval '1 month');
END $$;
SELECT journal_month((date_trunc('month', now()) + n * interval '1 month')::date) FROM generate_series(-1, 12) AS n;

CREATE TABLE journal_head (subject text PRIMARY KEY, last integer NOT NULL);

CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY,
  lane smallint NOT NULL,
  journal_id uuid NOT NULL,
  subject text NOT NULL,
  sequence integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (lane, position)
);

CREATE TABLE inbox (event_id uuid PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX inbox_received ON inbox (received_at);

CREATE TABLE dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL UNIQUE,
  topic text NOT NULL,
  envelope jsonb NOT NULL,
  error text NOT NULL,
  attempts integer NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE stored_answer (
  scope text NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  request_hash text NOT NULL,
  answer jsonb,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
CREATE INDEX stored_answer_at ON stored_answer (at);
`,
};

/** The trace that an entry was made in, so that who reacts to it days later still belongs to it. Null: not traced, or made by the version before. */
const traceTables: Migration = {
  name: '0006-trace',
  sql: 'ALTER TABLE journal ADD COLUMN traceparent text',
};

/** The outbox finds its entry by subject, sequence and instant; the id beside them was written and never read. */
const narrowOutbox: Migration = {
  name: '0008-narrow-outbox',
  release: 1,
  sql: 'ALTER TABLE outbox ALTER COLUMN journal_id DROP NOT NULL',
};

/** The version before writes it. */
const narrowOutboxAfterwards: Migration = {
  name: '0009-narrow-outbox-afterwards',
  release: 1,
  phase: 'contract',
  sql: 'ALTER TABLE outbox DROP COLUMN journal_id',
};

/** The unit that acted for one that is away. */
const delegateTables: Migration = {
  name: '0012-delegate',
  release: 2,
  sql: 'ALTER TABLE journal ADD COLUMN actor_delegate text',
};

/** What a stored answer is about, so that an erasure finds it. Null: stored by the version before, whose answers are gone a day later. */
const answerSubjects: Migration = {
  name: '0013-answer-subjects',
  release: 2,
  sql: 'ALTER TABLE stored_answer ADD COLUMN subjects text[]',
};

/**
 * How far each subject of a source was heard, so that a service that is asked about a subject reads no more of its journal than it has not heard
 * (docs/adr/0036). `at` is when it was heard: what was heard longer ago than inboxes remember is swept.
 */
const heardTables: Migration = {
  name: '0016-heard',
  release: 2,
  sql: `CREATE TABLE heard (
  source text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  sequence integer NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, subject)
) WITH (fillfactor = 80)`,
};

/** Proofs of work that were used, for as long as one is valid and longer (docs/adr/0038). */
const usedProofs: Migration = {
  name: '0017-used-proofs',
  release: 2,
  sql: `
CREATE TABLE used_proof (
  id text COLLATE "C" PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX used_proof_at ON used_proof (at);
`,
};

/** What a service that announces or reacts brings its schema up to date with: messaging first, then its own, at last what waits for the version before. */
export const withMessaging = (own: readonly Migration[]): readonly Migration[] => [
  messagingTables,
  traceTables,
  narrowOutbox,
  delegateTables,
  answerSubjects,
  heardTables,
  usedProofs,
  ...own,
  narrowOutboxAfterwards,
];
