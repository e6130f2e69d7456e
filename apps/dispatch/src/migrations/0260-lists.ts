import type { Migration } from '@weisu/persistence';

/** What lists of a unit go by: its whistles, its requests on either side. */
export const listIndexes: Migration = {
  name: '0260-lists',
  release: 2,
  sql: `
CREATE INDEX whistle_by ON whistle (by_id, blown_at);
CREATE INDEX request_filed ON request (requested_by_id, decide_by, id);
CREATE INDEX request_decider ON request (decider_id, decide_by, id);
`,
};
