import type { OperationAnswer } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Allocation } from './allocate.store.js';

export type BulkAnswer = NonNullable<OperationAnswer['bulkAllocation']>;

export type WaitingRow = Readonly<{
  bulk_id: string;
  position: number;
  allocation: Allocation;
  actor: Actor;
}>;

export async function insertBulk(
  work: Work,
  id: string,
  actor: Actor,
  rows: readonly Allocation[],
): Promise<void> {
  await work.query('INSERT INTO bulk_allocation (id, actor, asked_at) VALUES ($1, $2, $3)', [
    id,
    JSON.stringify(actor),
    work.now,
  ]);
  await work.query(
    `INSERT INTO bulk_allocation_row (bulk_id, position, allocation)
     SELECT $1, r.position, r.allocation FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS r (allocation, position)`,
    [id, JSON.stringify(rows)],
  );
}

/** The next row that nobody works on. */
export async function lockWaiting(manager: EntityManager): Promise<WaitingRow | null> {
  const [row] = await readRows<WaitingRow>(
    manager,
    `SELECT r.bulk_id, r.position, r.allocation, b.actor FROM bulk_allocation_row r JOIN bulk_allocation b ON b.id = r.bulk_id
     WHERE r.done_at IS NULL ORDER BY r.bulk_id, r.position LIMIT 1 FOR UPDATE OF r SKIP LOCKED`,
    [],
  );
  return row ?? null;
}

export async function saveResult(
  work: Work,
  { bulk_id, position }: WaitingRow,
  result: Readonly<{ code: string | null; message: string | null; workOrderIds: readonly string[] }>,
): Promise<void> {
  await work.query(
    `UPDATE bulk_allocation_row SET done_at = $3, code = $4, message = $5, work_order_ids = $6 WHERE bulk_id = $1 AND position = $2 AND done_at IS NULL`,
    [bulk_id, position, work.now, result.code, result.message, result.workOrderIds],
  );
}

/** A bulk with the result of each row, in order; null where there is none of that person. */
export async function bulkOf(
  manager: EntityManager,
  id: string,
  subject: string,
): Promise<BulkAnswer | null> {
  const rows = await readRows<{
    asked_at: Date;
    appeal_id: string;
    done_at: Date | null;
    code: string | null;
    message: string | null;
    work_order_ids: string[];
  }>(
    manager,
    `SELECT b.asked_at, r.allocation->>'id' AS appeal_id, r.done_at, r.code, r.message, r.work_order_ids
     FROM bulk_allocation b JOIN bulk_allocation_row r ON r.bulk_id = b.id WHERE b.id = $1 AND b.actor->>'subject' = $2 ORDER BY r.position`,
    [id, subject],
  );
  const [first] = rows;
  if (!first) return null;
  const done = rows.filter((row) => row.done_at !== null);
  return {
    id,
    askedAt: first.asked_at,
    total: rows.length,
    done: done.length,
    failed: done.filter((row) => row.code !== null).length,
    rows: rows.map((row) => ({
      appealId: row.appeal_id,
      doneAt: row.done_at,
      code: row.code,
      message: row.message,
      workOrderIds: row.work_order_ids,
    })),
  };
}
