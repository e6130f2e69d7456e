import type { Migration } from '@weisu/persistence';

/** Which whistle shows a file. `publication.at` is the last one that was heard of: an older one that comes late changes nothing. */
export const publishedBy: Migration = {
  name: '0120-published-by',
  release: 2,
  sql: `
CREATE TABLE publication (
  whistle_id uuid PRIMARY KEY,
  at timestamptz NOT NULL
);
CREATE TABLE published_file (
  whistle_id uuid NOT NULL REFERENCES publication (whistle_id),
  attachment_id uuid NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
  PRIMARY KEY (whistle_id, attachment_id)
);
CREATE INDEX published_file_attachment ON published_file (attachment_id);
`,
};
