import { DomainError, type GovernanceProfile } from '@weisu/contracts';
import { senderOf, type Handling } from '../../ground/handling/handling.js';
import { written } from '../../ground/note/written.js';
import { isOpenOrder, type WorkOrder } from '../../orders/work-order/work-order.js';

/** Something that must be finished, or waived by a named person with a reason, before the matter may close. */
export type Blocker = Readonly<{
  id: string;
  kind:
    | 'WORK_ORDER'
    | 'SUMMONS'
    | 'WHISTLE'
    | 'REQUEST'
    | 'MEDIATION'
    | 'ACCOUNT'
    | 'OPINION'
    | 'FOLLOW_UP'
    | 'PASSING';
}>;

export type Surroundings = Readonly<{
  orders: readonly WorkOrder[];
  orderIdsWithOpinion: ReadonlySet<string>;
  openSummonsIds: readonly string[];
  openWhistleIds: readonly string[];
  undecidedRequestIds: readonly string[];
  openMediationIds: readonly string[];
  /** With another system that has not said how it ended. */
  openPassingIds: readonly string[];
  /** On account (挂账) and not struck off. */
  onAccount: boolean;
}>;

/**
 * The three questions of S2 as blockers: 诉求是否解决 and 办法是否穷尽 are answered by who closes; 居民是否满意 by the follow-up that counts,
 * so without its verdict the matter is not settled.
 */
export function blockersOf(handling: Handling, profile: GovernanceProfile, around: Surroundings): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (kind: Blocker['kind'], ids: readonly string[]): void => {
    blockers.push(...ids.map((id) => ({ id, kind })));
  };
  add(
    'WORK_ORDER',
    around.orders.filter(isOpenOrder).map((order) => order.id),
  );
  add('SUMMONS', around.openSummonsIds);
  add('WHISTLE', around.openWhistleIds);
  add('REQUEST', around.undecidedRequestIds);
  add('MEDIATION', around.openMediationIds);
  add('PASSING', around.openPassingIds);
  if (around.onAccount) add('ACCOUNT', [`account:${handling.id}`]);
  const lead = around.orders.findLast((order) => order.role === 'LEAD' && order.status === 'RESOLVED');
  if (profile.opinionRequired && lead && !around.orderIdsWithOpinion.has(lead.id))
    add('OPINION', [`opinion:${lead.id}`]);
  const counted = profile.followUps.some((rule) => rule.kind === 'SUPERVISORY' || rule.kind === 'HOTLINE');
  if (counted && handling.verdict === null) add('FOLLOW_UP', [`follow-up:${handling.id}`]);
  return blockers;
}

export type Waiver = Readonly<{ blockerId: string; reason: string }>;

/** The waivers that were needed, one for each blocker. Throws CLOSING_BLOCKED with what is still open, so that a person knows what to finish. */
export function requireUnblocked(blockers: readonly Blocker[], waivers: readonly Waiver[]): Waiver[] {
  const reasons = new Map(waivers.map((waiver) => [waiver.blockerId, waiver.reason.trim()]));
  const left = blockers.filter((blocker) => !reasons.get(blocker.id));
  if (left.length) {
    throw new DomainError(
      'CLOSING_BLOCKED',
      left.map((blocker) => `${blocker.kind} ${blocker.id}`).join(', '),
    );
  }
  return blockers.map(({ id }) => ({ blockerId: id, reason: written(reasons.get(id) ?? '') }));
}

export function requireClosable(handling: Handling): void {
  if (senderOf(handling)) throw new DomainError('SENDER_CLOSES');
  if (handling.status !== 'RESOLVED') throw new DomainError('STATE_FORBIDS', handling.status);
}
