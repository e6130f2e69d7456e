import type { Clock } from '@weisu/clocks';
import { isOpenOrder, type WorkOrder } from '../work-order/work-order.js';
import type { Handler } from './allocation.js';

export type Staying = Readonly<{ order: WorkOrder; role: Handler['role'] }>;

/** What allocating again changes: who stays keeps order and limits. */
export type Change = Readonly<{
  staying: readonly Staying[];
  added: readonly Handler[];
  /** Open orders of units that are not named any more. */
  dropped: readonly WorkOrder[];
}>;

/** The handlers beside the orders of a matter. A unit that has done its part since the matter was last reopened (`since`) has done it. */
export function compared(
  handlers: readonly Handler[],
  orders: readonly WorkOrder[],
  since: Date | null,
): Change {
  const found = handlers.map((handler) => ({ handler, order: orderOf(handler, orders, since) }));
  const staying = found.flatMap(({ handler: { role }, order }) => (order ? [{ order, role }] : []));
  const kept = new Set(staying.map(({ order }) => order.id));
  return {
    staying,
    added: found.flatMap(({ handler, order }) => (order ? [] : [handler])),
    dropped: orders.filter((order) => isOpenOrder(order) && !kept.has(order.id)),
  };
}

function orderOf(
  { unitId, role }: Handler,
  orders: readonly WorkOrder[],
  since: Date | null,
): WorkOrder | undefined {
  const own = orders.filter((order) => order.unitId === unitId);
  const done = ({ status, resolvedAt, role: as }: WorkOrder): boolean =>
    status === 'RESOLVED' && as === role && resolvedAt !== null && (since === null || resolvedAt > since);
  return own.findLast(isOpenOrder) ?? own.findLast(done);
}

/** The same handlers in the same roles, as after a double click. */
export function changesNothing({ staying, added, dropped }: Change): boolean {
  return !added.length && !dropped.length && staying.every(({ order, role }) => order.role === role);
}

/** A limit that is still to be kept, or was not: it is gone on with, and not begun afresh. */
export const isUnmet = ({ state, metAt }: Clock): boolean =>
  metAt === null && (state === 'RUNNING' || state === 'SUSPENDED' || state === 'OVERDUE');

/** A unit that gets back, in the same round, what it let become overdue has no fresh limit for it. */
export function overdueBefore(unitId: string, clocks: readonly Clock[], since: Date | null): Clock[] {
  return clocks.filter(
    (clock) =>
      clock.unitId === unitId &&
      clock.state === 'OVERDUE' &&
      clock.metAt === null &&
      (since === null || clock.startedAt >= since),
  );
}
