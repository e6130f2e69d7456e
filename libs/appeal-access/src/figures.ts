import type { Figure } from '@weisu/messaging';
import { appealPartsRead } from './part-backfill.js';

/** What the projection tells of itself. */
export const partFigures: readonly Figure[] = [
  {
    name: 'weisu_scope_backfill',
    help: 'Whether the parts of units in the matters of the version before were read from the ledger: 1 when they were, 0 until then, when nobody has lost sight yet.',
    sql: `SELECT count(*)::int AS value FROM migration WHERE name = '${appealPartsRead.name}'`,
  },
];
