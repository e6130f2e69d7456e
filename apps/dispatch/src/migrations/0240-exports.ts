import type { Migration } from '@weisu/persistence';

/** 台账导出. A page is a row with its cells sealed: it is written in the transaction that says how far the export has come (docs/adr/0043). */
export const exportTables: Migration = {
  name: '0240-exports',
  release: 2,
  sql: `
CREATE TABLE ledger_export (
  id uuid PRIMARY KEY,
  state text NOT NULL,
  asker_subject text NOT NULL,
  unit_id text,
  delegate_id text,
  columns text[] NOT NULL,
  named boolean NOT NULL,
  purpose text,
  -- claims of the asker and the filter, sealed: until the export has ended
  asked text,
  -- the key of its pages, sealed: as long as they are kept
  page_key text,
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  expires_at timestamptz,
  -- the last matter of the last page
  after_at timestamptz,
  after_id uuid,
  pages integer NOT NULL DEFAULT 0,
  row_count integer NOT NULL DEFAULT 0,
  byte_count bigint NOT NULL DEFAULT 0,
  code text,
  -- which process works on it, until when it is believed to, and when it last did
  turn uuid,
  leased_until timestamptz,
  turned_at timestamptz
);
CREATE INDEX ledger_export_asker ON ledger_export (asker_subject, asked_at);
CREATE INDEX ledger_export_alive ON ledger_export (state, asked_at) WHERE state IN ('WAITING', 'RUNNING', 'DONE');

-- the matters are known before their cells are: an erasure that comes meanwhile finds them
CREATE TABLE ledger_export_page (
  export_id uuid NOT NULL REFERENCES ledger_export (id),
  index integer NOT NULL,
  appeal_ids uuid[] NOT NULL,
  content bytea,
  PRIMARY KEY (export_id, index)
);
-- compressed before it was sealed
ALTER TABLE ledger_export_page ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX ledger_export_page_appeals ON ledger_export_page USING gin (appeal_ids);

CREATE TABLE ledger_export_fetch (
  id uuid PRIMARY KEY,
  export_id uuid NOT NULL REFERENCES ledger_export (id),
  at timestamptz NOT NULL,
  actor_subject text NOT NULL,
  actor_unit text,
  actor_delegate text,
  client text NOT NULL,
  correlation_id text NOT NULL
);
CREATE INDEX ledger_export_fetch_export ON ledger_export_fetch (export_id, at);
`,
};
