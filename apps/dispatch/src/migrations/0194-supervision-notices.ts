import type { Migration } from '@weisu/persistence';

/** 督办单. `subject`: an appeal, or a whistle without one. */
export const supervisionNotices: Migration = {
  name: '0194-supervision-notices',
  release: 2,
  sql: `
CREATE TABLE supervision_notice (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  subject text NOT NULL,
  unit_id text NOT NULL,
  cause text NOT NULL,
  note_id uuid REFERENCES note (id),
  issued_by_id text,
  issued_at timestamptz NOT NULL,
  answer_by timestamptz NOT NULL,
  answer_note_id uuid REFERENCES note (id),
  answered_at timestamptz,
  late boolean
);
CREATE INDEX supervision_notice_subject ON supervision_notice (subject, issued_at);
CREATE INDEX supervision_notice_unit ON supervision_notice (unit_id, answer_by);
CREATE INDEX supervision_notice_issuer ON supervision_notice (issued_by_id, answer_by);
-- of one cause a unit has one notice at a time
CREATE UNIQUE INDEX supervision_notice_open ON supervision_notice (subject, unit_id, cause) WHERE answered_at IS NULL AND cause <> 'HAND';
`,
};
