import { readRows } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize, type Page } from '@weisu/persistence';
import type { EntityManager } from 'typeorm';
import { workOrderColumns } from '../work-order/work-order.store.js';
import type { WorkOrder } from '../work-order/work-order.js';

export type WorkbenchRow = WorkOrder & Readonly<{ due_by: string }>;

/** What a unit has to do, the nearest running deadline first; what has none comes last. */
export async function workbenchPage(
  manager: EntityManager,
  unitId: string,
  first: number,
  after: string | null | undefined,
  order: 'DEADLINE' | 'TREATMENT' = 'DEADLINE',
): Promise<Page<WorkbenchRow>> {
  if (order === 'TREATMENT') return treatmentPage(manager, unitId, first, after);
  const size = pageSize(first);
  const [at, id] = after ? decodeCursor(after, 2) : [null, null];
  const rows = await readRows<WorkbenchRow>(
    manager,
    `SELECT ${workOrderColumns}, next.due_by::text AS due_by FROM work_order o CROSS JOIN LATERAL (
       SELECT coalesce(min(c.due_by), 'infinity'::timestamptz) AS due_by
       FROM clock c WHERE c.owner_id = o.id AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL
     ) AS next
     WHERE o.unit_id = $1 AND o.status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING')
       AND ($2::timestamptz IS NULL OR (next.due_by, o.id) > ($2::timestamptz, $3::uuid))
     ORDER BY next.due_by, o.id LIMIT ${size + 1}`,
    [unitId, at, id],
  );
  return pageOf(rows, size, after, (row) => [row.due_by, row.id]);
}

/** After what is classified comes what is not. */
const unranked = 1_000_000;

/** As the profile of each matter puts it in order, then by deadline. */
async function treatmentPage(
  manager: EntityManager,
  unitId: string,
  first: number,
  after: string | null | undefined,
): Promise<Page<WorkbenchRow>> {
  const size = pageSize(first);
  const [rank, at, id] = after ? decodeCursor(after, 3) : [null, null, null];
  const rows = await readRows<WorkbenchRow & { rank: number }>(
    manager,
    `SELECT ${workOrderColumns}, next.due_by::text AS due_by, coalesce(h.treatment_rank, ${unranked}) AS rank
     FROM work_order o JOIN handling h ON h.id = o.appeal_id CROSS JOIN LATERAL (
       SELECT coalesce(min(c.due_by), 'infinity'::timestamptz) AS due_by
       FROM clock c WHERE c.owner_id = o.id AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL
     ) AS next
     WHERE o.unit_id = $1 AND o.status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING')
       AND ($2::integer IS NULL OR (coalesce(h.treatment_rank, ${unranked}), next.due_by, o.id) > ($2::integer, $3::timestamptz, $4::uuid))
     ORDER BY rank, next.due_by, o.id LIMIT ${size + 1}`,
    [unitId, rank, at, id],
  );
  return pageOf(rows, size, after, (row) => [String(row.rank), row.due_by, row.id]);
}
