import type { Migration } from '@weisu/persistence';

/**
 * How far a matter is, as far as it tells when its personal data may go. Columns are added without a default: no row is rewritten, and the
 * previous version, which does not know them, goes on beside this one.
 */
export const retentionTables: Migration = {
  name: '0101-retention',
  sql: `
ALTER TABLE appeal
  ADD COLUMN ended_at timestamptz,
  ADD COLUMN merged_into uuid,
  ADD COLUMN course_at timestamptz,
  ADD COLUMN erased_at timestamptz;
CREATE INDEX appeal_merged ON appeal (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE appeal_mediation (
  mediation_id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL,
  last_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX appeal_mediation_appeal ON appeal_mediation (appeal_id);

-- a merged matter ends when the one it is handled with ends; what was settled on the spot ended as it came
CREATE VIEW appeal_course AS
SELECT a.id, a.merged_into, a.erased_at, m.mediated_at, coalesce(m.mediating, false) AS mediating,
  CASE WHEN o.appeal_id IS NOT NULL THEN a.registered_at
       WHEN a.merged_into IS NOT NULL THEN t.ended_at
       ELSE a.ended_at END AS ended_at
FROM appeal a
LEFT JOIN on_the_spot o ON o.appeal_id = a.id
LEFT JOIN appeal t ON t.id = a.merged_into
LEFT JOIN LATERAL (
  SELECT bool_or(ended_at IS NULL) AS mediating, max(last_at) AS mediated_at FROM appeal_mediation WHERE appeal_id = a.id
) m ON true;

CREATE TABLE erasure (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL REFERENCES appeal (id),
  ground text NOT NULL,
  reason text,
  actor_subject text NOT NULL,
  actor_unit text,
  at timestamptz NOT NULL
);
CREATE INDEX erasure_appeal ON erasure (appeal_id, at);

-- where the bytes of erased files lie, until the gateway has asked for them
CREATE TABLE forgotten_file (storage_key text PRIMARY KEY, at timestamptz NOT NULL);
`,
};
