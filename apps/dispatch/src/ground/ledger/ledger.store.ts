import { readRows } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Entry } from './ledger.js';
import { notKept } from './told-fields.js';

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

/** What dispatch said of these matters (`$1`) and has not heard of itself yet; `$2`: fields that the ledger does not keep. Where it heard all, the journal is not read. */
const unheard = `SELECT j.subject AS appeal_id, 'DISPATCH' AS service, j.sequence, 9223372036854775807 AS position, j.type, j.at, j.actor_subject, j.actor_kind,
    j.actor_unit AS unit_id, j.payload - $2::text[] AS payload, j.actor_delegate AS delegate_id
  FROM journal_head h
  JOIN LATERAL (SELECT count(*) AS entries FROM ledger_entry WHERE appeal_id = h.subject AND service = 'DISPATCH') AS heard ON heard.entries < h.last
  JOIN journal j ON j.subject = h.subject
  WHERE h.subject = ANY($1::text[])
    AND NOT EXISTS (SELECT FROM ledger_entry e WHERE e.appeal_id = j.subject AND e.service = 'DISPATCH' AND e.sequence = j.sequence)`;

/**
 * In the order of the instants, but never against a service's own sequence: of two decisions the later one may have begun, and taken its
 * time, before the earlier one (it waited for the lock), and a replayed dead letter arrives after its successors. What is of the same
 * instant stands in the order it arrived. Whoever has just acted finds it, although it comes to the ledger by the relay.
 */
export async function entriesOf(manager: EntityManager, appealIds: readonly string[]): Promise<Entry[]> {
  if (!appealIds.length) return [];
  return readRows<Entry>(
    manager,
    `SELECT appeal_id, service, sequence, type, at, actor_subject, actor_kind, unit_id, delegate_id, payload FROM (
       SELECT *, max(at) OVER so_far AS reached, max(position) OVER so_far AS arrived FROM (
         SELECT appeal_id, service, sequence, position, type, at, actor_subject, actor_kind, unit_id, payload, delegate_id
         FROM ledger_entry WHERE appeal_id = ANY($1::text[])
         UNION ALL ${unheard}
       ) AS said WINDOW so_far AS (PARTITION BY appeal_id, service ORDER BY sequence)
     ) AS entry ORDER BY reached, arrived, sequence`,
    [appealIds, [...notKept]],
  );
}
