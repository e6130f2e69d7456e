import type { Migration } from '@weisu/persistence';

/** A whistle concerns several matters: what was written of it goes when the last of them has been erased. */
export const erasureTables: Migration = {
  name: '0120-erasure',
  sql: 'ALTER TABLE handling ADD COLUMN personal_data_erased_at timestamptz;',
};
