import {
  announce,
  DomainError,
  WorkOrderCancelled,
  WorkOrderDispatched,
  type Announcement,
  type GovernanceProfile,
} from '@weisu/contracts';
import { involveUnits } from '@weisu/appeal-access';
import { cancelClocks, meetClocks, startClocks } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { requireVersion } from '@weisu/persistence';
import { requireDuty } from '../duty/require-duty.js';
import { categoryOf, type Handling } from '../handling/handling.js';
import { areaOf, handlingFor, profileOf, saveHandling } from '../handling/handling.store.js';
import { ringAtStart } from '../roster/duty-call.store.js';
import { endRequests, grantedOffList } from '../request/request.store.js';
import { cancelledOrder, isOpenOrder, type WorkOrder } from '../work-order/work-order.js';
import { insertWorkOrders, saveWorkOrder, workOrdersOf } from '../work-order/work-order.store.js';
import { requireOnList } from './duty-list.js';
import { clocksOfWorkOrder, innerDeadline, requireHandlers, type Handler } from './allocation.js';

const allocatable = new Set(['REGISTERED', 'ALLOCATED', 'HANDLING']);

export type Allocation = Readonly<{
  id: string;
  handlers: readonly Handler[];
  expectedVersion?: number | null | undefined;
}>;

/** 分拨 by somebody: whether they may, and what the matter lets them. Allocating again replaces the orders that are still open. */
export async function allocateBy(
  work: Work,
  actor: Actor,
  directory: Directory,
  { id, handlers, expectedVersion }: Allocation,
): Promise<WorkOrder[]> {
  const handling = await handlingFor(work, actor, id);
  const profile = profileOf(directory, handling);
  requireDuty(directory, profile, ['ALLOCATE'], actor.unitId, areaOf(handling));
  requireVersion(handling, expectedVersion);
  requireAllocatable(handling);
  const { orders } = await dispatchWorkOrders(work, handling, handlers, profile, directory);
  return orders;
}

export function requireAllocatable(handling: Handling): void {
  if (!allocatable.has(handling.status)) throw new DomainError('STATE_FORBIDS', handling.status);
  if (!handling.category) throw new DomainError('NOT_CLASSIFIED');
}

/** Dispatches work orders to the handlers that the profile and the duty lists admit. */
export async function dispatchWorkOrders(
  work: Work,
  handling: Handling,
  handlers: readonly Handler[],
  profile: GovernanceProfile,
  directory: Directory,
): Promise<{ handling: Handling; orders: WorkOrder[] }> {
  const areaCode = handling.areaCode ?? '';
  requireHandlers(handlers, directory, profile, areaCode);
  if (handling.category) {
    const granted = await grantedOffList(work, handling.id);
    requireOnList(handlers, categoryOf(profile, handling.category), directory, areaCode, granted);
  }
  return dispatchTo(work, handling, handlers, profile, directory);
}

/**
 * Dispatches work orders to the handlers and starts their clocks. Orders that are still open are the ones of another decision: cancelled, with
 * their limits and what was applied for. Which of those limits had passed stays on record.
 */
export async function dispatchTo(
  work: Work,
  handling: Handling,
  handlers: readonly Handler[],
  profile: GovernanceProfile,
  directory: Directory,
): Promise<{ handling: Handling; orders: WorkOrder[] }> {
  const earlier = await workOrdersOf(work.manager, [handling.id]);
  const announcements = await cancelOpenOrders(work, earlier);
  const orders = handlers.map((handler): WorkOrder => {
    const before = earlier.filter((order) => order.unitId === handler.unitId);
    const returns = Math.max(0, ...before.map((order) => order.returns));
    return {
      id: work.newId(),
      appealId: handling.id,
      unitId: handler.unitId,
      role: handler.role,
      status: 'DISPATCHED',
      designated: returns > 0 || before.some((order) => order.designated),
      dispatchedAt: work.now,
      contactedAt: null,
      verifiedAt: null,
      resolvedAt: null,
      contactedInTime: null,
      returns,
      version: 1,
    };
  });
  await insertWorkOrders(work, orders);
  await involveUnits(
    work,
    handling.id,
    orders.map((order) => order.unitId),
  );
  await meetClocks(work, handling.id, ['ALLOCATE']);
  const notAfter = innerDeadline(handling, profile, directory.calendarAt(handling.areaCode), work.now);
  for (const order of orders) {
    const clocks = await startClocks(
      work,
      clocksOfWorkOrder(order, handling, profile, work.now, notAfter),
      directory.calendarAt(handling.areaCode),
    );
    await ringAtStart(work, directory, { ...handling, profile }, clocks);
    const dueBy = clocks.find((clock) => clock.kind === 'RESOLVE')?.dueBy ?? null;
    announcements.push(
      announce(WorkOrderDispatched, {
        appealId: handling.id,
        workOrderId: order.id,
        unitId: order.unitId,
        role: order.role,
        dual: orders.length > 1,
        dueBy,
      }),
    );
  }
  const saved = await saveHandling(work, { ...handling, status: 'ALLOCATED' });
  await work.announce(handling.id, announcements);
  return { handling: saved, orders };
}

/** Ends what is open of these orders of one matter: the orders, their limits, and what was applied for about them. */
export async function cancelOpenOrders(work: Work, orders: readonly WorkOrder[]): Promise<Announcement[]> {
  const open = orders.filter(isOpenOrder);
  const [first] = open;
  if (!first) return [];
  const ids = open.map((order) => order.id);
  for (const order of open) await saveWorkOrder(work, cancelledOrder(order));
  await cancelClocks(work, ids);
  await endRequests(work, first.appealId, { orderIds: ids });
  return open.map((order) =>
    announce(WorkOrderCancelled, { appealId: order.appealId, workOrderId: order.id, unitId: order.unitId }),
  );
}
