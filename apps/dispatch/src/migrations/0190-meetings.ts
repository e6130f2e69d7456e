import type { Migration } from '@weisu/persistence';

/** 建议改派, the answer to a rating, 会商研判 and 联合检查. Texts are notes. */
export const meetingTables: Migration = {
  name: '0190-meetings',
  release: 2,
  sql: `
ALTER TABLE summons
  ADD COLUMN substitute_id text,
  ADD COLUMN substitute_note_id uuid REFERENCES note (id),
  ADD COLUMN substitute_approved boolean,
  ADD COLUMN rating_answer_note_id uuid REFERENCES note (id);

CREATE TABLE consultation (
  id uuid PRIMARY KEY,
  whistle_id uuid NOT NULL REFERENCES whistle (id),
  called_by_id text NOT NULL,
  agenda_note_id uuid NOT NULL REFERENCES note (id),
  place text NOT NULL,
  at timestamptz NOT NULL,
  unit_ids text[] NOT NULL,
  held_at timestamptz,
  record_note_id uuid REFERENCES note (id)
);
CREATE INDEX consultation_whistle ON consultation (whistle_id, at);
CREATE TABLE consultation_attendance (
  consultation_id uuid NOT NULL REFERENCES consultation (id),
  unit_id text NOT NULL,
  person text,
  PRIMARY KEY (consultation_id, unit_id)
);
CREATE TABLE consultation_task (
  id uuid PRIMARY KEY,
  consultation_id uuid NOT NULL REFERENCES consultation (id),
  position integer NOT NULL,
  note_id uuid NOT NULL REFERENCES note (id),
  unit_id text NOT NULL,
  person text NOT NULL,
  due_by timestamptz NOT NULL,
  done_at timestamptz,
  done_note_id uuid REFERENCES note (id)
);
CREATE INDEX consultation_task_of ON consultation_task (consultation_id, position);

CREATE TABLE finding (
  id uuid PRIMARY KEY,
  whistle_id uuid NOT NULL REFERENCES whistle (id),
  unit_id text NOT NULL,
  place text NOT NULL,
  note_id uuid NOT NULL REFERENCES note (id),
  found_at timestamptz NOT NULL,
  number text UNIQUE,
  correct_by timestamptz,
  corrected_at timestamptz,
  correction_note_id uuid REFERENCES note (id),
  evidence_ids uuid[] NOT NULL DEFAULT '{}'
);
CREATE INDEX finding_whistle ON finding (whistle_id, found_at);
`,
};
