import type { Clock } from '@weisu/clocks';
import { DomainError, requestKinds, type RequestKind } from '@weisu/contracts';
import { requireDuty } from '../ground/duty/require-duty.js';
import {
  escalated,
  requireAllocatable,
  requireInHand,
  requireUnresolved,
  resolved,
} from '../ground/handling/handling.js';
import { deciderOf } from '../orders/request/decider.js';
import { lengthOf, requireAskable, requireRunning } from '../orders/request/request.js';
import {
  accepted,
  contacted,
  isOpenOrder,
  progressed,
  resolvedOrder,
  verified,
  type WorkOrder,
} from '../orders/work-order/work-order.js';
import type { MatterFacts } from './matter-rules.js';

/** Requests of a unit about a matter that were neither refused nor lapsed, by kind. */
export type Earlier = ReadonlyMap<RequestKind, number>;

/** A matter, and the order of it that a unit has. */
export type OrderFacts = Readonly<{
  matter: MatterFacts;
  order: WorkOrder;
  /** Whether the caller sees the matter. */
  isMatterSeen: boolean;
  hasOpinion: boolean;
  /** The order's limit for resolving: the one that runs, else the last. */
  limit: Clock | null;
  earlier: Earlier;
}>;

type OrderRule = (facts: OrderFacts) => unknown;

function requireOwn({ order, matter }: OrderFacts): WorkOrder {
  if (matter.actor.unitId === null || order.unitId !== matter.actor.unitId)
    throw new DomainError('NOT_FOUND');
  return order;
}

/** Each operation about a work order: what it would refuse now, whatever is written in it. */
export const orderRules = {
  acceptWorkOrder: (facts) => (accepted(requireOwn(facts)) === facts.order ? 'DONE' : undefined),
  recordContact: (facts) => contacted(requireOwn(facts), facts.matter.now, null),
  recordVerification: (facts) => verified(requireOwn(facts), facts.matter.now),
  recordProgress: (facts) => progressed(requireOwn(facts)),
  resolveWorkOrder: (facts) => {
    const { handling, now, profile, areaCode } = facts.matter;
    const order = resolvedOrder(requireOwn(facts), now);
    if (order.role !== 'LEAD') return;
    profile();
    resolved(handling, now);
    areaCode();
  },
  fileHandlingOpinion: (facts) => {
    const order = requireOwn(facts);
    if (!isOpenOrder(order) && order.status !== 'RESOLVED')
      throw new DomainError('STATE_FORBIDS', order.status);
    if (facts.hasOpinion) throw new DomainError('STATE_FORBIDS', 'already filed');
  },
  urgeWorkOrder: ({ order, isMatterSeen }) => {
    if (!isMatterSeen) throw new DomainError('NOT_FOUND');
    if (!isOpenOrder(order)) throw new DomainError('STATE_FORBIDS', order.status);
  },
} as const satisfies Readonly<Record<string, OrderRule>>;

/** Kinds of requests that are about an order, and those that are about the matter. */
const aboutOrder: ReadonlySet<RequestKind> = new Set(['RETURN', 'EXTEND', 'SUSPEND']);
const limited: ReadonlySet<RequestKind> = new Set(['EXTEND', 'SUSPEND']);

type Asking = Readonly<{ matter: MatterFacts; earlier: Earlier; of?: OrderFacts }>;

/** Whether a request of a kind would be taken in, with a length and a unit that the profile allows. */
function requireRequestable(kind: RequestKind, { matter, earlier, of }: Asking): void {
  const { actor, directory, handling, now } = matter;
  const { unitId } = actor;
  if (unitId === null) throw new DomainError('FORBIDDEN');
  if (of && !isOpenOrder(requireOwn(of))) throw new DomainError('REQUEST_INVALID');
  requireUnresolved(handling);
  if (kind === 'DEFER') requireInHand(handling);
  if (kind === 'ESCALATE') escalated(handling);
  if (kind === 'ARBITRATE') requireAllocatable(handling);
  const profile = matter.profile();
  const areaCode = matter.areaCode();
  if (!of) requireDuty(directory, profile, ['CLASSIFY', 'ALLOCATE', 'HANDLE', 'SUPERVISE'], unitId, areaCode);
  const clock = of && limited.has(kind) ? of.limit : null;
  if (of && limited.has(kind) && !clock)
    throw new DomainError('REQUEST_INVALID', 'there is no such clock of your work order');
  const unit = profile.requests.find((one) => one.kind === kind)?.most?.unit ?? 'NATURAL_DAY';
  const asked = {
    kind,
    workOrder: of?.order ?? null,
    by: limited.has(kind) || kind === 'DEFER' ? { amount: 1, unit } : lengthOf(kind, null, profile),
    earlier: earlier.get(kind) ?? 0,
    clock: clock?.kind ?? null,
    unitId: kind === 'OFF_LIST' ? unitId : null,
    tried: ['…'],
  };
  const rule = requireAskable(asked, profile, directory.calendarAt(handling.areaCode), now);
  if (clock) {
    if (clock.state !== 'SUSPENDED' && now > clock.dueBy) throw new DomainError('REQUEST_TOO_LATE');
    requireRunning(clock, now);
  }
  deciderOf(directory, rule, unitId, areaCode);
}

const requestRules = <Facts>(about: boolean, asking: (facts: Facts) => Asking) =>
  requestKinds
    .filter((kind) => aboutOrder.has(kind) === about)
    .map((kind) => ({
      operation: 'fileRequest' as const,
      kind,
      rule: (facts: Facts): void => requireRequestable(kind, asking(facts)),
    }));

/** `fileRequest` about an order, a rule for each kind. */
export const requestsOfOrder = requestRules<OrderFacts>(true, (facts) => ({
  matter: facts.matter,
  earlier: facts.earlier,
  of: facts,
}));

/** `fileRequest` about the matter without an order. */
export const requestsOfMatter = requestRules<Readonly<{ matter: MatterFacts; earlier: Earlier }>>(
  false,
  (facts) => facts,
);
