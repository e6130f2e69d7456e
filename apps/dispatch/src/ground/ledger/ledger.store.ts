import { readRows } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Entry } from './ledger.js';

/** Of these matters those that were told in confidence. */
export async function confidentialAmong(
  manager: EntityManager,
  appealIds: readonly string[],
): Promise<string[]> {
  if (!appealIds.length) return [];
  const rows = await readRows<{ id: string }>(
    manager,
    `SELECT appeal_id AS id FROM ledger_entry
     WHERE appeal_id = ANY($1::text[]) AND type = 'intake.appeal-registered.v1' AND payload->'confidential' = 'true'`,
    [[...new Set(appealIds)]],
  );
  return rows.map(({ id }) => id);
}

/**
 * In the order of the instants, but never against a service's own sequence: of two decisions the later one may have begun, and taken its
 * time, before the earlier one (it waited for the lock), and a replayed dead letter arrives after its successors. What is of the same
 * instant stands in the order it arrived.
 */
export async function entriesOf(manager: EntityManager, appealIds: readonly string[]): Promise<Entry[]> {
  if (!appealIds.length) return [];
  return readRows<Entry>(
    manager,
    `SELECT appeal_id, service, sequence, type, at, actor_subject, actor_kind, unit_id, delegate_id, payload FROM (
       SELECT *, max(at) OVER so_far AS reached, max(position) OVER so_far AS arrived FROM ledger_entry WHERE appeal_id = ANY($1::text[])
       WINDOW so_far AS (PARTITION BY appeal_id, service ORDER BY sequence)
     ) AS entry ORDER BY reached, arrived, sequence`,
    [appealIds],
  );
}
