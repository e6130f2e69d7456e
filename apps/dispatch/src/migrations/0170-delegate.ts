import type { Migration } from '@weisu/persistence';

/** 离岗代理: the unit that acted for the one the entry names. */
export const delegate: Migration = {
  name: '0170-delegate',
  release: 2,
  sql: 'ALTER TABLE ledger_entry ADD COLUMN delegate_id text;',
};
