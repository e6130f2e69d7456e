import type { Migration } from '@weisu/persistence';

/** What was given as telephone number, sealed, where it is more or other than the number that can be called. */
export const phoneAsWritten: Migration = {
  name: '0150-phone-as-written',
  release: 2,
  sql: 'ALTER TABLE appeal ADD COLUMN phone_written_sealed text',
};
