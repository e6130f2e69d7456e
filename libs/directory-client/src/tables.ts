import type { Migration } from '@weisu/persistence';

/** A service's own copy of the reference data, so that routing needs no call. */
export const directoryCopyTables: Migration = {
  name: '0003-directory-copy',
  sql: `
CREATE TABLE directory_copy (
  kind text NOT NULL,
  key text NOT NULL,
  body jsonb,
  PRIMARY KEY (kind, key)
);
CREATE TABLE directory_copy_revision (one boolean PRIMARY KEY DEFAULT true CHECK (one), revision integer NOT NULL);
INSERT INTO directory_copy_revision (revision) VALUES (0);
`,
};
