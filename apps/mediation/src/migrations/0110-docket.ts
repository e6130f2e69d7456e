import type { Migration } from '@weisu/persistence';

/** What a docket goes by. */
export const docketIndexes: Migration = {
  name: '0110-docket',
  release: 2,
  sql: `
CREATE INDEX mediation_docket ON mediation (committee_id, opened_at DESC, id DESC);
CREATE INDEX mediation_area ON mediation (area_code, opened_at DESC, id DESC);
`,
};
