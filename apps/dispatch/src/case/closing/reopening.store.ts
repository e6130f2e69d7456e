import { announce, AppealReopened, type GovernanceProfile } from '@weisu/contracts';
import { clocksByOwner, startClocks } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { clocksOfWorkOrder, innerDeadline } from '../../orders/allocation/allocation.js';
import { reopened, type Handling } from '../../ground/handling/handling.js';
import { saveHandling } from '../../ground/handling/handling.store.js';
import { ringAtStart } from '../../ground/roster/duty-call.store.js';
import { superviseReopening } from '../../oversight/supervision/triggers.store.js';
import { reopenedOrder } from '../../orders/work-order/work-order.js';
import { leadOf, opinionsOf, saveWorkOrder } from '../../orders/work-order/work-order.store.js';

/**
 * 重办: the lead has it in hand again, on a new limit for resolving (and for its opinion, while that is not filed). What was completed stays so:
 * a whistle is blown anew, a request asked anew.
 */
export async function reopen(
  work: Work,
  before: Handling,
  cause: 'VERDICT' | 'STAFF' | 'SENDER',
  noteId: string | null,
  profile: GovernanceProfile,
  directory: Directory,
): Promise<Handling> {
  const handling = await saveHandling(work, reopened(before));
  const lead = await leadOf(work, handling.id);
  if (lead) {
    const order = await saveWorkOrder(work, reopenedOrder(lead));
    const notAfter = innerDeadline(handling, profile, directory.calendarAt(handling.areaCode), work.now);
    const starts = clocksOfWorkOrder(order, handling, profile, work.now, notAfter);
    const owed = await opinionOwed(work, order.id);
    const clocks = await startClocks(
      work,
      starts.filter((start) => start.kind === 'RESOLVE' || (start.kind === 'OPINION' && owed)),
      directory.calendarAt(handling.areaCode),
    );
    await ringAtStart(work, directory, { ...handling, profile }, clocks);
  }
  await work.announce(handling.id, [announce(AppealReopened, { appealId: handling.id, cause, noteId })]);
  await superviseReopening(work, directory, handling, profile, lead?.unitId ?? null);
  return handling;
}

/** The opinion is not filed, and no limit for it runs or has passed. */
async function opinionOwed(work: Work, orderId: string): Promise<boolean> {
  if ((await opinionsOf(work.manager, [orderId])).has(orderId)) return false;
  const clocks = (await clocksByOwner(work.manager, [orderId])).get(orderId) ?? [];
  return !clocks.some((clock) => clock.kind === 'OPINION' && clock.state !== 'CANCELLED');
}
