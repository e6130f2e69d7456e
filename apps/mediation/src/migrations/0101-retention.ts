import type { Migration } from '@weisu/persistence';

/**
 * When a file was erased. Its sealed columns then hold `erasedText` under the present key, so that the previous version, which knows nothing of
 * erasure, still opens them.
 */
export const retentionTables: Migration = {
  name: '0101-retention',
  sql: 'ALTER TABLE mediation ADD COLUMN erased_at timestamptz;',
};
