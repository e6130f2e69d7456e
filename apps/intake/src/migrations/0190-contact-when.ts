import type { Migration } from '@weisu/persistence';

/** When a resident may be called (docs/adr/0046). The version before leaves it out: at once, where there is a number. */
export const contactWhen: Migration = {
  name: '0190-contact-when',
  release: 2,
  sql: 'ALTER TABLE appeal ADD COLUMN contact_when text;',
};
