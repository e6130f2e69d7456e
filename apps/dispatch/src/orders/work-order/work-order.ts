import { DomainError, type HandlerRole } from '@weisu/contracts';

export const workOrderStatuses = [
  'DISPATCHED',
  'ACCEPTED',
  'HANDLING',
  'RESOLVED',
  'RETURNED',
  'CANCELLED',
] as const;
export type WorkOrderStatus = (typeof workOrderStatuses)[number];

/** A unit's piece of an appeal. */
export type WorkOrder = Readonly<{
  id: string;
  appealId: string;
  unitId: string;
  role: HandlerRole;
  status: WorkOrderStatus;
  /** Its return was refused, or the unit got again what it had returned: it cannot return the matter once more. */
  designated: boolean;
  dispatchedAt: Date;
  contactedAt: Date | null;
  verifiedAt: Date | null;
  resolvedAt: Date | null;
  /** Null where no contact clock ran. */
  contactedInTime: boolean | null;
  returns: number;
  version: number;
}>;

const openStatuses = new Set<WorkOrderStatus>(['DISPATCHED', 'ACCEPTED', 'HANDLING']);

export function isOpenOrder(order: WorkOrder): boolean {
  return openStatuses.has(order.status);
}

function requireOpenOrder(order: WorkOrder): void {
  if (!isOpenOrder(order)) throw new DomainError('STATE_FORBIDS', order.status);
}

/** 签收. Twice changes nothing. */
export function accepted(order: WorkOrder): WorkOrder {
  requireOpenOrder(order);
  return order.status === 'DISPATCHED' ? { ...order, status: 'ACCEPTED' } : order;
}

/** The first contact is what counts; a later one is progress. Contacting before accepting is welcome: the clock runs from dispatch. */
export function contacted(order: WorkOrder, now: Date, late: boolean | null): WorkOrder {
  requireOpenOrder(order);
  return {
    ...order,
    status: 'HANDLING',
    contactedAt: order.contactedAt ?? now,
    contactedInTime: order.contactedAt ? order.contactedInTime : late === null ? null : !late,
  };
}

export function verified(order: WorkOrder, now: Date): WorkOrder {
  requireOpenOrder(order);
  return { ...order, status: 'HANDLING', verifiedAt: order.verifiedAt ?? now };
}

export function progressed(order: WorkOrder): WorkOrder {
  requireOpenOrder(order);
  return { ...order, status: 'HANDLING' };
}

export function resolvedOrder(order: WorkOrder, now: Date): WorkOrder {
  requireOpenOrder(order);
  return { ...order, status: 'RESOLVED', resolvedAt: now };
}

/** Its return was refused: it keeps the matter and cannot return it once more. */
export function designated(order: WorkOrder): WorkOrder {
  return { ...order, designated: true };
}

export function returned(order: WorkOrder): WorkOrder {
  requireOpenOrder(order);
  return { ...order, status: 'RETURNED', returns: order.returns + 1 };
}

export function cancelledOrder(order: WorkOrder): WorkOrder {
  return isOpenOrder(order) ? { ...order, status: 'CANCELLED' } : order;
}

/** A lead that resolved has it in hand again. */
export function reopenedOrder(order: WorkOrder): WorkOrder {
  return order.status === 'RESOLVED' ? { ...order, status: 'HANDLING', resolvedAt: null } : order;
}
