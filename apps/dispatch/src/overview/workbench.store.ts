import { readRows } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize, type Page } from '@weisu/persistence';
import type { EntityManager } from 'typeorm';

export type WorkbenchKey = Readonly<{ id: string; due_by: Date | string }>;

/** What a unit has to do, the nearest running deadline first; what has none comes last. */
export async function workbenchPage(
  manager: EntityManager,
  unitId: string,
  first: number,
  after: string | null | undefined,
): Promise<Page<WorkbenchKey>> {
  const size = pageSize(first);
  const [at, id] = after ? decodeCursor(after, 2) : [null, null];
  const rows = await readRows<WorkbenchKey>(
    manager,
    `SELECT * FROM (
       SELECT o.id, coalesce((SELECT min(c.due_by) FROM clock c WHERE c.owner_id = o.id AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL),
         'infinity'::timestamptz)::text AS due_by
       FROM work_order o WHERE o.unit_id = $1 AND o.status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING')
     ) AS open WHERE $2::timestamptz IS NULL OR (open.due_by::timestamptz, open.id) > ($2::timestamptz, $3::uuid)
     ORDER BY open.due_by::timestamptz, open.id LIMIT ${size + 1}`,
    [unitId, at, id],
  );
  return pageOf(rows, size, after, (row) => [String(row.due_by), row.id]);
}
