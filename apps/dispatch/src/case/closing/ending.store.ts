import { cancelClocks } from '@weisu/clocks';
import type { Announcement } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { cancelOpenOrders } from '../../orders/allocation/allocate.store.js';
import { dutyIdsOf } from '../../oversight/leadership/leadership.store.js';
import { endRequests } from '../../orders/request/request.store.js';
import { workOrdersOf } from '../../orders/work-order/work-order.store.js';

/**
 * Whatever way a matter ends: its open orders are cancelled, undecided requests lapse and no limit runs on, so that nothing of it stays on
 * anybody's desk. Limits that had passed stay on record. 督办 is about the unit: it has to answer also for a matter that has ended.
 */
export async function endWork(work: Work, appealId: string): Promise<Announcement[]> {
  const orders = await workOrdersOf(work.manager, [appealId]);
  const announcements = await cancelOpenOrders(work, orders, 'ENDED');
  await endRequests(work, appealId, 'EVERYTHING');
  const duties = await dutyIdsOf(work, appealId);
  await cancelClocks(work, [appealId, ...orders.map((order) => order.id), ...duties]);
  return announcements;
}
