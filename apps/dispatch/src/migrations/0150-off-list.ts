import type { Migration } from '@weisu/persistence';

/** 清单外交办: the unit for which work outside its duty list is asked. */
export const offListColumn: Migration = {
  name: '0150-off-list',
  release: 2,
  sql: 'ALTER TABLE request ADD COLUMN unit_id text;',
};
