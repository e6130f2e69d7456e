import type { Migration } from '@weisu/persistence';

/** Text messages to people of ours: whom a clock rings at night. Their number is looked up when it is sent. */
export const dutyTexts: Migration = {
  name: '0110-duty-texts',
  release: 2,
  sql: 'ALTER TABLE text_message ADD COLUMN person_id text;',
};
