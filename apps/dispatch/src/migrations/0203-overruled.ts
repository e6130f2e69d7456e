import type { Migration } from '@weisu/persistence';

/** When the district insisted. A summons that came before this column, refused and done since, was overruled: its instant is not known any more. */
export const overruledColumn: Migration = {
  name: '0203-overruled',
  release: 2,
  sql: `
ALTER TABLE summons ADD COLUMN overruled_at timestamptz;
UPDATE summons s SET overruled_at = w.blown_at FROM whistle w WHERE w.id = s.whistle_id
  AND (s.status = 'OVERRULED' OR (s.refusal_note_id IS NOT NULL AND s.status IN ('PRESENT', 'ACTING', 'FINISHED')));
`,
};
