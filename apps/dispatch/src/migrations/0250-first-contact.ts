import type { Migration } from '@weisu/persistence';

/** When a resident may be called, and how she was first contacted (docs/adr/0046). The version before leaves both out: nobody said when, and no limit ran. */
export const firstContact: Migration = {
  name: '0250-first-contact',
  release: 2,
  sql: 'ALTER TABLE handling ADD COLUMN contact_when text, ADD COLUMN first_contact text;',
};
