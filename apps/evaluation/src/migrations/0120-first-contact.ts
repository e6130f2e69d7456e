import type { Migration } from '@weisu/persistence';

/** How the appellant was first contacted, from registration on (docs/adr/0046). Null: no limit ran for it, or the version before wrote it; then the lead's own counts. */
export const firstContact: Migration = {
  name: '0120-first-contact',
  release: 2,
  sql: 'ALTER TABLE round ADD COLUMN first_contact text;',
};
