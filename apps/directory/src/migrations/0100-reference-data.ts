import type { Migration } from '@weisu/persistence';

/**
 * The reference data, one row per thing, each with the revision that changed it last. `body` is null when the thing is gone; then
 * `last_body` still names it, because matters of the past refer to it.
 */
export const referenceData: Migration = {
  name: '0100-reference-data',
  sql: `
CREATE TABLE directory_revision (one boolean PRIMARY KEY DEFAULT true CHECK (one), revision integer NOT NULL);
INSERT INTO directory_revision (revision) VALUES (0);

CREATE TABLE directory_entry (
  kind text NOT NULL,
  key text NOT NULL COLLATE "C",
  revision integer NOT NULL,
  body jsonb,
  last_body jsonb,
  PRIMARY KEY (kind, key)
);
CREATE INDEX directory_entry_revision ON directory_entry (revision);

CREATE TABLE directory_import (
  id uuid PRIMARY KEY,
  revision integer NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  pack text NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  ended integer NOT NULL
);
`,
};
