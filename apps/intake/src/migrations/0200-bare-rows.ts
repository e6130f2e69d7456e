import type { Migration } from '@weisu/persistence';

/** What an importer of before brought in under a bare version 5 UUID, for a row that is read from other columns now. */
export const bareRows: Migration = {
  name: '0200-bare-rows',
  release: 2,
  sql: `CREATE INDEX appeal_bare_row ON appeal (registrar, text_hash, submitted_at, number)
WHERE client_id LIKE '________-____-5___-____-____________';`,
};
