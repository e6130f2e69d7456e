import { DomainError, isId } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { readRows, type Work } from '@weisu/messaging';
import { guardedUpdate } from '@weisu/persistence';
import { EntitySchema, In, type EntityManager, type EntitySchemaColumnOptions } from 'typeorm';
import type { WorkOrder } from './work-order.js';

const columns = {
  id: { type: 'uuid', primary: true },
  appealId: { name: 'appeal_id', type: 'uuid' },
  unitId: { name: 'unit_id', type: 'text' },
  role: { type: 'text' },
  status: { type: 'text' },
  designated: { type: 'boolean' },
  dispatchedAt: { name: 'dispatched_at', type: 'timestamptz' },
  contactedAt: { name: 'contacted_at', type: 'timestamptz', nullable: true },
  verifiedAt: { name: 'verified_at', type: 'timestamptz', nullable: true },
  resolvedAt: { name: 'resolved_at', type: 'timestamptz', nullable: true },
  contactedInTime: { name: 'contacted_in_time', type: 'boolean', nullable: true },
  returns: { type: 'integer' },
  version: { type: 'integer' },
} satisfies Record<keyof WorkOrder, EntitySchemaColumnOptions>;

export const workOrderEntity = new EntitySchema<WorkOrder>({
  name: 'work_order',
  tableName: 'work_order',
  columns,
});

/** `work_order AS o` as a WorkOrder, for statements of our own. */
export const workOrderColumns = Object.entries(columns)
  .map(([field, column]) => `o.${'name' in column ? column.name : field} AS "${field}"`)
  .join(', ');

export async function insertWorkOrders(work: Work, orders: readonly WorkOrder[]): Promise<void> {
  await work.manager.insert(workOrderEntity, [...orders]);
}

export async function saveWorkOrder(work: Work, order: WorkOrder): Promise<WorkOrder> {
  return { ...order, version: await guardedUpdate(work.manager, workOrderEntity, order) };
}

/** The order of the actor's own unit; anybody else's answers NOT_FOUND. The matter is locked before its orders, always in that order. */
export async function ownWorkOrder(work: Work, actor: Actor, id: string): Promise<WorkOrder> {
  const order = await workOrder(work, id);
  if (!order || actor.unitId === null || order.unitId !== actor.unitId) throw new DomainError('NOT_FOUND');
  await work.query('SELECT 1 FROM handling WHERE id = $1 FOR UPDATE', [order.appealId]);
  return (await workOrder(work, id)) ?? order;
}

export async function workOrder(work: Work, id: string): Promise<WorkOrder | null> {
  return isId(id) ? work.manager.findOneBy(workOrderEntity, { id }) : null;
}

export async function workOrdersOf(
  manager: EntityManager,
  appealIds: readonly string[],
): Promise<WorkOrder[]> {
  if (!appealIds.length) return [];
  return manager.find(workOrderEntity, {
    where: { appealId: In([...appealIds]) },
    order: { dispatchedAt: 'ASC', role: 'DESC', id: 'ASC' },
  });
}

/** In the order that they are named in. */
export async function workOrdersWithIds(
  manager: EntityManager,
  ids: readonly string[],
): Promise<WorkOrder[]> {
  const found = await manager.findBy(workOrderEntity, { id: In([...ids]) });
  return ids.flatMap((id) => found.find((order) => order.id === id) ?? []);
}

/** The lead that has, or last had, the matter in hand. */
export async function leadOf(work: Work, appealId: string): Promise<WorkOrder | null> {
  const orders = await workOrdersOf(work.manager, [appealId]);
  return (
    orders.findLast(
      (order) => order.role === 'LEAD' && order.status !== 'RETURNED' && order.status !== 'CANCELLED',
    ) ?? null
  );
}

export type OpinionRow = {
  work_order_id: string;
  number: string;
  facts: string;
  opinion: string;
  basis: string | null;
  filed_at: Date;
};

export async function opinionsOf(
  manager: EntityManager,
  orderIds: readonly string[],
): Promise<Map<string, OpinionRow>> {
  if (!orderIds.length) return new Map();
  const rows = await readRows<OpinionRow>(
    manager,
    'SELECT * FROM handling_opinion WHERE work_order_id = ANY($1::uuid[])',
    [orderIds],
  );
  return new Map(rows.map((row) => [row.work_order_id, row]));
}
