import type { Migration } from '@weisu/persistence';

/** 难易、大小、研判因素, and the place among a unit's work that follows from them. */
export const classificationColumns: Migration = {
  name: '0140-classification',
  release: 2,
  sql: `
ALTER TABLE handling
  ADD COLUMN difficulty text,
  ADD COLUMN size text,
  ADD COLUMN factors text[] NOT NULL DEFAULT '{}',
  ADD COLUMN treatment_rank integer;
`,
};
