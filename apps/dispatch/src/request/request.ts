import { DomainError, type GovernanceProfile, type RequestKind, type RequestRule } from '@weisu/contracts';
import { civilCode, dueAt, type Budget, type BudgetUnit, type Calendar } from '@weisu/working-time';

/** Applied for and decided; the clock runs until approval. */
export type Request = Readonly<{
  id: string;
  kind: RequestKind;
  appealId: string;
  workOrderId: string | null;
  clockId: string | null;
  reason: string;
  evidenceIds: readonly string[];
  byAmount: number | null;
  byUnit: BudgetUnit | null;
  requestedById: string;
  deciderId: string;
  filedAt: Date;
  decideBy: Date;
  approved: boolean | null;
  decision: string | null;
  decidedById: string | null;
  decidedAt: Date | null;
  version: number;
}>;

const aboutWorkOrder = new Set<RequestKind>(['RETURN', 'EXTEND', 'SUSPEND']);
const needsLength = new Set<RequestKind>(['EXTEND', 'DEFER']);

export type Asked = Readonly<{
  kind: RequestKind;
  workOrder: Readonly<{ dispatchedAt: Date; designated: boolean }> | null;
  by: Budget | null;
  /** Requests of the kind that were filed before and not refused. */
  earlier: number;
}>;

/** Whether the profile lets this be asked, and its rule. 潍坊 2021 art. 22: a return is applied for; a designated unit cannot return again. */
export function requireAskable(
  asked: Asked,
  profile: GovernanceProfile,
  calendar: Calendar,
  now: Date,
): RequestRule {
  const rule = profile.requests.find((one) => one.kind === asked.kind);
  if (!rule) throw new DomainError('REQUEST_INVALID', `${profile.key} knows no ${asked.kind}`);
  if (aboutWorkOrder.has(asked.kind) && !asked.workOrder)
    throw new DomainError('REQUEST_INVALID', 'name your work order');
  if (needsLength.has(asked.kind) && !asked.by) throw new DomainError('REQUEST_INVALID', 'say by how much');
  if (asked.kind === 'RETURN' && asked.workOrder?.designated) throw new DomainError('RETURN_OF_DESIGNATED');
  if (asked.earlier >= rule.limit) throw new DomainError('REQUEST_LIMIT');
  if (rule.within && asked.workOrder && now > after(asked.workOrder.dispatchedAt, rule.within, calendar)) {
    throw new DomainError('REQUEST_TOO_LATE');
  }
  if (rule.most && asked.by && after(now, asked.by, calendar) > after(now, rule.most, calendar)) {
    throw new DomainError('REQUEST_TOO_LONG');
  }
  return rule;
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

export function decided(
  request: Request,
  approve: boolean,
  reason: string,
  unitId: string,
  now: Date,
): Request {
  if (request.approved !== null) throw new DomainError('REQUEST_DECIDED');
  return { ...request, approved: approve, decision: reason, decidedById: unitId, decidedAt: now };
}
