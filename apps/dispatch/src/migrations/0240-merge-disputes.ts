import type { Migration } from '@weisu/persistence';

/** What an appellant said is not the same matter: nobody merges the two again. */
export const mergeDisputes: Migration = {
  name: '0240-merge-disputes',
  release: 2,
  sql: `
CREATE TABLE merge_dispute (
  appeal_id uuid NOT NULL REFERENCES handling (id),
  target_id uuid NOT NULL REFERENCES handling (id),
  at timestamptz NOT NULL,
  PRIMARY KEY (appeal_id, target_id)
);
`,
};
