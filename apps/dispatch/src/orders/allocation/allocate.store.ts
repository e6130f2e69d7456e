import {
  announce,
  WorkOrderCancelled,
  WorkOrderDispatched,
  type Announcement,
  type GovernanceProfile,
} from '@weisu/contracts';
import { beginParts, endParts, orderPart } from '@weisu/appeal-access';
import { cancelClocks, meetClocks, type Clock, type ClockStart } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { requireVersion } from '@weisu/persistence';
import { contactAtAllocation, handOver } from '../contact/first-contact.store.js';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { categoryOf, requireAllocatable, type Handling } from '../../ground/handling/handling.js';
import { areaOf, handlingFor, profileOf, saveHandling } from '../../ground/handling/handling.store.js';
import { ringAtStart } from '../../ground/roster/duty-call.store.js';
import { endRequests, grantedOffList } from '../request/request.store.js';
import { cancelledOrder, isOpenOrder, type WorkOrder } from '../work-order/work-order.js';
import { insertWorkOrders, saveWorkOrder, workOrdersOf } from '../work-order/work-order.store.js';
import { requireOnList } from './duty-list.js';
import { clocksOfWorkOrder, innerDeadline, requireHandlers, type Handler } from './allocation.js';
import { changeRole, limitsOf, roundSince, startOrGoOn, toldLimits } from './limits.store.js';
import { changesNothing, compared, overdueBefore, type Change } from './staying.js';

export type Allocation = Readonly<{
  id: string;
  handlers: readonly Handler[];
  expectedVersion?: number | null | undefined;
}>;

/** 分拨 by somebody: whether they may, and what the matter lets them. Allocating again replaces the orders of those who do not stay. */
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
 * Dispatches work orders to the handlers and starts their clocks. Who stays keeps order and limits; the same handlers again change nothing. Other open orders
 * are the ones of another decision: cancelled, with their limits and what was applied for. Which of those limits had passed stays on record, and what
 * residents were told goes on with the new lead.
 */
export async function dispatchTo(
  work: Work,
  handling: Handling,
  handlers: readonly Handler[],
  profile: GovernanceProfile,
  directory: Directory,
): Promise<{ handling: Handling; orders: WorkOrder[] }> {
  const earlier = await workOrdersOf(work.manager, [handling.id]);
  const since = earlier.length ? await roundSince(work, handling.id) : null;
  const change = compared(handlers, earlier, since);
  if (handling.status !== 'REGISTERED' && changesNothing(change))
    return { handling, orders: change.staying.map(({ order }) => order) };

  const limits = await limitsOf(work, earlier);
  const leads = new Set(earlier.filter((one) => isOpenOrder(one) && one.role === 'LEAD').map(({ id }) => id));
  const told = toldLimits(limits.filter(({ ownerId }) => leads.has(ownerId)));
  const announcements = await cancelOpenOrders(work, change.dropped, 'LET_GO');
  const added = change.added.map((handler) => newOrder(work, handling.id, handler, earlier));
  if (added.length) await insertWorkOrders(work, added);
  await beginParts(work, added.map(orderPart), work.now);
  await meetClocks(work, handling.id, ['ALLOCATE']);
  const calendar = directory.calendarAt(handling.areaCode);
  const notAfter = innerDeadline(handling, profile, calendar, work.now);
  const startsOf = (order: WorkOrder): ClockStart[] =>
    clocksOfWorkOrder(order, handling, profile, work.now, notAfter);
  const dual = handlers.length > 1;
  for (const order of added) {
    const former = [...overdueBefore(order.unitId, limits, since), ...(order.role === 'LEAD' ? told : [])];
    const clocks = await startOrGoOn(work, startsOf(order), former, calendar);
    await ringAtStart(work, directory, { ...handling, profile }, clocks);
    announcements.push(dispatched(order, dual, clocks));
  }
  const stayed: WorkOrder[] = [];
  for (const { order, role } of change.staying) {
    if (order.role === role) {
      stayed.push(order);
      continue;
    }
    const changed = await saveWorkOrder(work, { ...order, role });
    const own = limits.filter(({ ownerId }) => ownerId === order.id);
    const clocks = await changeRole(work, { own, told, starts: startsOf(changed), calendar }, role);
    announcements.push(dispatched(changed, dual, clocks));
    stayed.push(changed);
  }
  const [lead = null] = handlers.filter(({ role }) => role === 'LEAD');
  await handOver(work, handling.id, lead?.unitId ?? null);
  const contacted = await contactAtAllocation(work, handling, profile, earlier);
  const saved = await saveHandling(work, { ...contacted, status: statusAfter(handling, change, stayed) });
  await work.announce(handling.id, announcements);
  const all = [...added, ...stayed];
  return {
    handling: saved,
    orders: handlers.flatMap((one) => all.filter(({ unitId }) => unitId === one.unitId)),
  };
}

function newOrder(
  work: Work,
  appealId: string,
  { unitId, role }: Handler,
  earlier: readonly WorkOrder[],
): WorkOrder {
  const before = earlier.filter((order) => order.unitId === unitId);
  const returns = Math.max(0, ...before.map((order) => order.returns));
  return {
    ...{ id: work.newId(), appealId, unitId, role, status: 'DISPATCHED', dispatchedAt: work.now },
    designated: returns > 0 || before.some((order) => order.designated),
    ...{ contactedAt: null, verifiedAt: null, resolvedAt: null, contactedInTime: null },
    ...{ returns, version: 1 },
  };
}

/** A lead that stays has the matter in hand as before. */
function statusAfter(
  { status }: Handling,
  { staying }: Change,
  stayed: readonly WorkOrder[],
): Handling['status'] {
  const same = staying.some(({ order, role }) => order.role === 'LEAD' && role === 'LEAD');
  if (same && status !== 'REGISTERED') return status;
  const lead = stayed.find(({ role }) => role === 'LEAD');
  return lead && lead.status !== 'DISPATCHED' ? 'HANDLING' : 'ALLOCATED';
}

function dispatched(order: WorkOrder, dual: boolean, clocks: readonly Clock[]): Announcement {
  const { id: workOrderId, appealId, unitId, role } = order;
  const dueBy =
    clocks.findLast((clock) => clock.kind === 'RESOLVE' && clock.state !== 'CANCELLED')?.dueBy ?? null;
  return announce(WorkOrderDispatched, { appealId, workOrderId, unitId, role, dual, dueBy });
}

/**
 * Ends what is open of these orders of one matter: the orders, their limits, and what was applied for about them. A unit that is let go is out; one whose matter
 * ended answers for it (ADR 39).
 */
export async function cancelOpenOrders(
  work: Work,
  orders: readonly WorkOrder[],
  why: 'LET_GO' | 'ENDED',
): Promise<Announcement[]> {
  const open = orders.filter(isOpenOrder);
  const [first] = open;
  if (!first) return [];
  const ids = open.map((order) => order.id);
  for (const order of open) await saveWorkOrder(work, cancelledOrder(order));
  if (why === 'LET_GO') await endParts(work, open.map(orderPart), work.now);
  await cancelClocks(work, ids);
  await endRequests(work, first.appealId, { orderIds: ids });
  return open.map(({ appealId, id: workOrderId, unitId }) =>
    announce(WorkOrderCancelled, {
      ...{ appealId, workOrderId, unitId },
      ...(why === 'ENDED' ? { ended: true } : {}),
    }),
  );
}
