import type { Migration } from '@weisu/persistence';

/** Why a unit is away: for itself, its delegate and its office, and in no copy of the reference data. */
export const absenceReasons: Migration = {
  name: '0110-absence-reasons',
  release: 2,
  sql: 'CREATE TABLE absence_reason (absence_id uuid PRIMARY KEY, reason text NOT NULL);',
};
