import type { Migration } from '@weisu/persistence';

/**
 * A number of another system that an office typed stands apart from the system's own, which is unique: `typed_system` in place of `external_system`,
 * the rest of the order in the same columns. What offices typed before moves after the version before has gone.
 */
export const typedNumbers: readonly Migration[] = [
  {
    name: '0130-typed-numbers',
    release: 2,
    sql: `
ALTER TABLE appeal ADD COLUMN typed_system text;
CREATE INDEX appeal_typed ON appeal (typed_system, external_number) WHERE typed_system IS NOT NULL;
`,
  },
  {
    name: '0131-typed-before',
    release: 2,
    phase: 'backfill',
    sql: `UPDATE appeal SET typed_system = external_system, external_system = NULL
WHERE id IN (SELECT id FROM appeal WHERE external_system IS NOT NULL AND registered_by IS NULL LIMIT 1000)`,
  },
];
