import type { Migration } from '@weisu/persistence';

/** 成果公示: what residents may read of a whistle. */
export const publishedWhistles: Migration = {
  name: '0192-published-whistles',
  release: 2,
  sql: `
CREATE TABLE published_whistle (
  whistle_id uuid PRIMARY KEY REFERENCES whistle (id),
  area_code text COLLATE "C" NOT NULL,
  text text NOT NULL,
  before_ids uuid[] NOT NULL,
  after_ids uuid[] NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE INDEX published_whistle_area ON published_whistle (published_at DESC, whistle_id DESC);
`,
};
