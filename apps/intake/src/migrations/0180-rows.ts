import type { Migration } from '@weisu/persistence';

/** What a row without a number resembles is looked for among such rows alone. */
export const rows: Migration = {
  name: '0180-rows',
  release: 2,
  sql: `
CREATE INDEX appeal_row_words ON appeal (registrar, words_hash, number) WHERE client_id LIKE 'row:%';
CREATE INDEX appeal_row_instant ON appeal (registrar, submitted_at, number) WHERE client_id LIKE 'row:%';
`,
};
