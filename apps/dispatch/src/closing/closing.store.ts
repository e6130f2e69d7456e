import { announce, AppealClosed, AppealReopened, type GovernanceProfile } from '@weisu/contracts';
import { clocksByOwner, startClocks } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import { readRows, type Work } from '@weisu/messaging';
import { clocksOfWorkOrder, innerDeadline } from '../allocation/allocation.js';
import { closed, reopened, type Handling } from '../handling/handling.js';
import { saveHandling } from '../handling/handling.store.js';
import { openPassingIds } from '../passing/passing.store.js';
import { isUndecided } from '../request/request.js';
import { requestsOf } from '../request/request.store.js';
import { ringAtStart } from '../roster/duty-call.store.js';
import { superviseReopening } from '../supervision/triggers.store.js';
import { openSummonses, openWhistles } from '../whistle/whistle.store.js';
import { reopenedOrder } from '../work-order/work-order.js';
import { leadOf, opinionsOf, saveWorkOrder, workOrdersOf } from '../work-order/work-order.store.js';
import { blockersOf, type Blocker, type Waiver } from './closing.js';
import { endWork } from './ending.store.js';

export async function findBlockers(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
): Promise<Blocker[]> {
  const { manager } = work;
  const orders = await workOrdersOf(manager, [handling.id]);
  const opinions = await opinionsOf(
    manager,
    orders.map((order) => order.id),
  );
  const requests = await requestsOf(manager, [handling.id]);
  const mediations = await readRows<{ mediation_id: string }>(
    manager,
    'SELECT mediation_id FROM appeal_mediation WHERE appeal_id = $1 AND is_open',
    [handling.id],
  );
  const accounts = await readRows(
    manager,
    'SELECT 1 FROM account WHERE appeal_id = $1 AND struck_off_at IS NULL',
    [handling.id],
  );
  return blockersOf(handling, profile, {
    orders,
    orderIdsWithOpinion: new Set(opinions.keys()),
    openSummonsIds: (await openSummonses(manager, handling.id)).map((summons) => summons.id),
    openWhistleIds: (await openWhistles(manager, handling.id)).map((whistle) => whistle.id),
    undecidedRequestIds: requests.filter(isUndecided).map((request) => request.id),
    openPassingIds: await openPassingIds(manager, handling.id),
    openMediationIds: mediations.map((row) => row.mediation_id),
    onAccount: accounts.length > 0,
  });
}

export type Closing = Readonly<{
  solved: boolean;
  meansExhausted: boolean;
  waivers: readonly Waiver[];
  automatic: boolean;
}>;

export async function close(work: Work, before: Handling, closing: Closing): Promise<Handling> {
  const handling = await saveHandling(work, closed(before, work.now));
  for (const waiver of closing.waivers) {
    await work.query(
      'INSERT INTO waiver (appeal_id, blocker_id, reason, actor_subject, at) VALUES ($1, $2, $3, $4, $5)',
      [handling.id, waiver.blockerId, waiver.reason, work.actor.subject, work.now],
    );
  }
  await work.announce(handling.id, [
    ...(await endWork(work, handling.id)),
    announce(AppealClosed, {
      appealId: handling.id,
      solved: closing.solved,
      meansExhausted: closing.meansExhausted,
      waivers: closing.waivers.length,
      automatic: closing.automatic,
    }),
  ]);
  return handling;
}

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
  await superviseReopening(work, directory, handling, profile);
  return handling;
}

/** The opinion is not filed, and no limit for it runs or has passed. */
async function opinionOwed(work: Work, orderId: string): Promise<boolean> {
  if ((await opinionsOf(work.manager, [orderId])).has(orderId)) return false;
  const clocks = (await clocksByOwner(work.manager, [orderId])).get(orderId) ?? [];
  return !clocks.some((clock) => clock.kind === 'OPINION' && clock.state !== 'CANCELLED');
}
