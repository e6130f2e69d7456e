import type { Clock } from '@weisu/clocks';
import {
  clockRule,
  DomainError,
  type ClockKind,
  type GovernanceProfile,
  type RequestKind,
  type RequestRule,
} from '@weisu/contracts';
import { civilCode, dueAt, type Budget, type BudgetUnit, type Calendar } from '@weisu/working-time';

/** Applied for and decided; the clock runs until approval. */
export type Request = Readonly<{
  id: string;
  kind: RequestKind;
  appealId: string;
  workOrderId: string | null;
  clockId: string | null;
  reason: string;
  /** What was tried before, in the applicant's words. */
  tried: readonly string[];
  evidenceIds: readonly string[];
  byAmount: number | null;
  byUnit: BudgetUnit | null;
  /** OFF_LIST: the unit that is to get it. ARBITRATE: the one that the arbiter designated. */
  unitId: string | null;
  requestedById: string;
  deciderId: string;
  filedAt: Date;
  decideBy: Date;
  /** Null while undecided, and for ever in a request that lapsed because its matter or work order ended: that one has a `decidedAt`. */
  approved: boolean | null;
  decision: string | null;
  decidedById: string | null;
  decidedAt: Date | null;
  version: number;
}>;

export function isUndecided(request: Request): boolean {
  return request.decidedAt === null;
}

/** So that nobody asks for a time that cannot be counted: 50 000 minutes are 34 days, 50 000 days more than a century. */
const greatestAmount = 50_000;

const aboutWorkOrder = new Set<RequestKind>(['RETURN', 'EXTEND', 'SUSPEND']);
const needsLength = new Set<RequestKind>(['EXTEND', 'SUSPEND', 'DEFER']);

/** A unit says that a matter is not its own. */
export const contesting: ReadonlySet<RequestKind> = new Set<RequestKind>(['RETURN', 'ARBITRATE']);

export type Asked = Readonly<{
  kind: RequestKind;
  workOrder: Readonly<{ dispatchedAt: Date; designated: boolean }> | null;
  by: Budget | null;
  /** Requests of the kind that were filed before, and neither refused nor lapsed. */
  earlier: number;
  /** What was tried before. */
  tried?: readonly string[];
  /** The unit that it names. */
  unitId?: string | null;
  /** The limit that it is about, where it is about one. */
  clock?: ClockKind | null;
}>;

/** How long is asked for: a suspension without a length would never end by itself, so it gets the most that the profile allows. */
export function lengthOf(kind: RequestKind, by: Budget | null, profile: GovernanceProfile): Budget | null {
  return (
    by ?? (kind === 'SUSPEND' ? (profile.requests.find((one) => one.kind === kind)?.most ?? null) : null)
  );
}

/** Whether the profile lets this be asked, and its rule. 潍坊 2021 art. 22: a return is applied for; a designated unit cannot return again. */
export function requireAskable(
  asked: Asked,
  profile: GovernanceProfile,
  calendar: Calendar,
  now: Date,
): RequestRule {
  const general = profile.requests.find((one) => one.kind === asked.kind);
  if (!general) throw new DomainError('REQUEST_INVALID', `${profile.key} knows no ${asked.kind}`);
  const rule = ruleFor(general, asked, profile);
  if (aboutWorkOrder.has(asked.kind) && !asked.workOrder)
    throw new DomainError('REQUEST_INVALID', 'name your work order');
  if (needsLength.has(asked.kind) && !asked.by) throw new DomainError('REQUEST_INVALID', 'say by how much');
  if ((asked.kind === 'OFF_LIST') !== Boolean(asked.unitId))
    throw new DomainError('REQUEST_INVALID', 'OFF_LIST, and nothing else, names a unit');
  if (asked.by && asked.by.amount < 1) throw new DomainError('REQUEST_INVALID', 'say by how much');
  if (asked.by && asked.by.amount > greatestAmount) throw new DomainError('REQUEST_TOO_LONG');
  if (contesting.has(asked.kind) && asked.workOrder?.designated)
    throw new DomainError('RETURN_OF_DESIGNATED');
  if (rule.tried && !asked.tried?.length) throw new DomainError('REQUEST_INVALID', 'say what was tried');
  if (asked.earlier >= rule.limit) throw new DomainError('REQUEST_LIMIT');
  if (rule.within && asked.workOrder && now > after(asked.workOrder.dispatchedAt, rule.within, calendar)) {
    throw new DomainError('REQUEST_TOO_LATE');
  }
  if (rule.most && asked.by && after(now, asked.by, calendar) > after(now, rule.most, calendar)) {
    throw new DomainError('REQUEST_TOO_LONG');
  }
  return rule;
}

/** A limit may have rules of its own: a profile's clock says whether it is suspended, and how often, how long and by whom it is extended. */
function ruleFor(general: RequestRule, { kind, clock }: Asked, profile: GovernanceProfile): RequestRule {
  const own = clock ? clockRule(profile, clock, 'ALLOCATION') : null;
  if (kind === 'SUSPEND' && own?.suspendable === false)
    throw new DomainError('REQUEST_INVALID', `the limit ${own.kind} cannot be suspended`);
  if (kind !== 'EXTEND' || !own?.extension) return general;
  const { times, most = general.most, decidedBy = general.decidedBy } = own.extension;
  if (times === 0) throw new DomainError('REQUEST_INVALID', `the limit ${own.kind} cannot be extended`);
  return { ...general, limit: times, ...(most && { most }), decidedBy };
}

/** The instant a budget after another, counted as the Civil Code does. */
export function after(from: Date, budget: Budget, calendar: Calendar): Date {
  return dueAt({
    startedAt: from,
    budget,
    calendar,
    suspensions: [],
    rule: { ...civilCode(budget.unit), rollOffRestDay: false },
  }).dueBy;
}

/** The decider's word. `unitId`: the unit that an arbiter designates, with an approved ARBITRATE and with nothing else. */
export function decided(
  request: Request,
  approve: boolean,
  reason: string,
  unitId: string | null,
  now: Date,
): Request {
  if (!isUndecided(request)) throw new DomainError('REQUEST_DECIDED');
  const designates = request.kind === 'ARBITRATE' && approve;
  if (designates !== (unitId !== null))
    throw new DomainError('REQUEST_INVALID', 'an approved ARBITRATE, and nothing else, names a unit');
  return {
    ...request,
    unitId: unitId ?? request.unitId,
    approved: approve,
    decision: reason,
    decidedById: request.deciderId,
    decidedAt: now,
  };
}

/** Only a limit that still runs can be moved. */
export function requireRunning(clock: Clock, now: Date): Clock {
  if (clock.state !== 'RUNNING' || now > clock.dueBy)
    throw new DomainError('STATE_FORBIDS', `the limit ${clock.kind} is not running any more`);
  return clock;
}
