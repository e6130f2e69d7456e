import type { Migration } from '@weisu/persistence';

/** A reveal by an export: once for an export and matter, however often a page of it is made. */
export const exportedReveals: Migration = {
  name: '0170-exported-reveals',
  release: 2,
  sql: `
ALTER TABLE reveal ADD COLUMN export_id uuid;
CREATE UNIQUE INDEX reveal_export ON reveal (export_id, appeal_id) WHERE export_id IS NOT NULL;
`,
};
