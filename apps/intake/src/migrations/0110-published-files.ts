import type { Migration } from '@weisu/persistence';

/** 成果公示: files that anybody may see. */
export const publishedFiles: Migration = {
  name: '0110-published-files',
  release: 2,
  sql: 'ALTER TABLE attachment ADD COLUMN published boolean NOT NULL DEFAULT false;',
};
