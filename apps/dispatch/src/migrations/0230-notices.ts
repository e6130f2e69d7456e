import type { Migration } from '@weisu/persistence';

/**
 * A 整改通知 rests on a law; a finding without one is handed over to a unit that has the power. Numbers that were given before keep standing: a number
 * without `basis` is one of those.
 */
export const notices: Migration = {
  name: '0230-notices',
  release: 2,
  sql: `
ALTER TABLE finding
  ADD COLUMN advised boolean NOT NULL DEFAULT false,
  ADD COLUMN basis text,
  ADD COLUMN served_by text,
  ADD COLUMN handed_to text,
  ADD COLUMN handed_at timestamptz,
  ADD COLUMN handed_note_id uuid REFERENCES note (id);
`,
};
