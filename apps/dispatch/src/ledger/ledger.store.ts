import { readRows } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Entry } from './ledger.js';

/** In the order of the instants; what is of the same instant, in the order it arrived. */
export async function entriesOf(manager: EntityManager, appealIds: readonly string[]): Promise<Entry[]> {
  if (!appealIds.length) return [];
  return readRows<Entry>(
    manager,
    'SELECT * FROM ledger_entry WHERE appeal_id = ANY($1::text[]) ORDER BY at, position',
    [appealIds],
  );
}
