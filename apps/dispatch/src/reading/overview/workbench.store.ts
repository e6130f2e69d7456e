import { readRows } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize, type Page } from '@weisu/persistence';
import type { EntityManager } from 'typeorm';
import { workOrderColumns } from '../../orders/work-order/work-order.store.js';
import type { WorkOrder } from '../../orders/work-order/work-order.js';
import { changed, changedOrders, openNow } from './tally.store.js';

export type WorkbenchRow = WorkOrder & Readonly<{ due_by: string }>;

/** Before every order: where a first page begins. */
const beginning = ['-infinity', '00000000-0000-0000-0000-000000000000'] as const;

/** What a unit has to do, the nearest running deadline first; what has none comes last. */
export async function workbenchPage(
  manager: EntityManager,
  unitId: string,
  first: number,
  after: string | null | undefined,
  order: 'DEADLINE' | 'TREATMENT' = 'DEADLINE',
): Promise<Page<WorkbenchRow>> {
  const size = pageSize(first);
  if (order === 'TREATMENT') {
    const [rank, at, id] = after ? decodeCursor(after, 3) : ['-2147483648', ...beginning];
    const rows = await readRows<WorkbenchRow & { rank: number }>(
      manager,
      pageBy('rank, due_by, order_id', '$2::integer, $3::timestamptz, $4::uuid', size + 1),
      [unitId, rank, at, id],
    );
    return pageOf(rows, size, after, (row) => [String(row.rank), row.due_by, row.id]);
  }
  const [at, id] = after ? decodeCursor(after, 2) : beginning;
  const rows = await readRows<WorkbenchRow>(
    manager,
    pageBy('due_by, order_id', '$2::timestamptz, $3::uuid', size + 1),
    [unitId, at, id],
  );
  return pageOf(rows, size, after, (row) => [row.due_by, row.id]);
}

/** The first rows of an index, but for what has changed since they were written: that is looked at itself. */
function pageBy(keys: string, start: string, rows: number): string {
  const beyond = `unit_id = $1 AND (${keys}) > (${start})`;
  return `WITH ${changed}, ${changedOrders}, page AS (
      (SELECT order_id, rank, due_by FROM open_order WHERE ${beyond} AND order_id NOT IN (SELECT id FROM changed_order) ORDER BY ${keys} LIMIT ${rows})
      UNION ALL (SELECT order_id, rank, due_by FROM (${openNow}) AS now_open WHERE ${beyond} ORDER BY ${keys} LIMIT ${rows})
    )
    SELECT ${workOrderColumns}, page.due_by::text AS due_by, page.rank
    FROM (SELECT order_id, rank, due_by FROM page ORDER BY ${keys} LIMIT ${rows}) AS page JOIN work_order o ON o.id = page.order_id
    ORDER BY ${keys}`;
}
