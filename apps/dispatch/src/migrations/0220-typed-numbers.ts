import type { Migration } from '@weisu/persistence';

/** A number of another system that an office typed stands apart from the system's own, which is unique; see intake's 0130. */
export const typedNumbers: readonly Migration[] = [
  {
    name: '0220-typed-numbers',
    release: 2,
    sql: `
ALTER TABLE handling ADD COLUMN typed_system text;
ALTER TABLE passing ADD COLUMN by_hand boolean NOT NULL DEFAULT false;
CREATE INDEX handling_typed ON handling (typed_system, external_number) WHERE typed_system IS NOT NULL;
`,
  },
  {
    name: '0221-typed-before',
    release: 2,
    phase: 'backfill',
    sql: `UPDATE handling SET typed_system = external_system, external_system = NULL
WHERE id IN (
  SELECT h.id FROM handling h JOIN appeal_scope s ON s.appeal_id = h.id
  WHERE h.external_system IS NOT NULL AND s.registered_by IS NULL LIMIT 1000)`,
  },
];
