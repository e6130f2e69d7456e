import type { GovernanceProfile } from '@weisu/contracts';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Handling } from '../../ground/handling/handling.js';
import { isUndecided } from '../../orders/request/request.js';
import { requestsOf } from '../../orders/request/request.store.js';
import { opinionsOf, workOrdersOf } from '../../orders/work-order/work-order.store.js';
import { openSummonses, openWhistles } from '../../whistles/whistle/whistle.store.js';
import { blockersOf, type Blocker } from './closing.js';

/** What of a matter is not finished, read from every chapter. */
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

/** With another system that has not answered to the end: of the matter, and of those that are handled with it. */
async function openPassingIds(manager: EntityManager, appealId: string): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    manager,
    `SELECT id FROM passing WHERE status NOT IN ('DONE', 'REFUSED')
       AND (appeal_id = $1 OR appeal_id IN (SELECT id FROM handling WHERE merged_into = $1))`,
    [appealId],
  );
  return rows.map(({ id }) => id);
}
