import type { AppealAnswer, ClockAnswer, RequestAnswer, WorkOrderAnswer } from '@weisu/api';
import { isOutside, type Actor } from '@weisu/identity';
import { evidenceKeys } from '../note/evidence.js';
import type { Handling } from '../handling/handling.js';
import type { Request } from '../request/request.js';
import type { WorkOrder } from '../work-order/work-order.js';

export type Opinion = Readonly<{
  number: string;
  facts: string;
  opinion: string;
  basis: string | null;
  filed_at: Date;
}>;

export function workOrderAnswer(
  order: WorkOrder,
  clocks: readonly ClockAnswer[],
  opinion: Opinion | undefined,
): WorkOrderAnswer {
  const { id, appealId, unitId, role, status, contactedAt, verifiedAt, returns, version } = order;
  return {
    id,
    appealId,
    unitId,
    role,
    status,
    contactedAt,
    verifiedAt,
    returns,
    version,
    clocks,
    opinion: opinion
      ? {
          number: opinion.number,
          facts: opinion.facts,
          opinion: opinion.opinion,
          basis: opinion.basis,
          filedAt: opinion.filed_at,
        }
      : null,
  };
}

export type Leadership = NonNullable<AppealAnswer['caseLeader']>;
export type AccountView = NonNullable<AppealAnswer['account']>;

/** To a unit that was let go: what kind of matter it was. How it stands is nothing that it is told any more (ADR 39). */
export function formerAnswer({ id, category, nature }: Handling): AppealAnswer {
  return { id, status: 'REGISTERED', category, nature, former: true };
}

/** What dispatch owns of an appeal. */
export function appealAnswer(
  handling: Handling,
  caseLeader: Leadership | null,
  account: AccountView | null,
): AppealAnswer {
  return {
    id: handling.id,
    former: false,
    status: handling.status,
    category: handling.category,
    nature: handling.nature,
    urgency: handling.urgency,
    sphere: handling.sphere,
    difficulty: handling.difficulty,
    size: handling.size,
    factors: handling.factors,
    responseLevel: handling.responseLevel,
    selfHandled: handling.selfHandled,
    version: handling.version,
    suggestion: handling.suggestion && {
      ...handling.suggestion,
      factors: handling.suggestion.factors ?? [],
      assistUnitIds: handling.suggestion.assistUnitIds ?? [],
    },
    caseLeader,
    account,
  };
}

export function requestAnswer(request: Request): RequestAnswer {
  const {
    id,
    kind,
    appealId,
    workOrderId,
    reason,
    tried,
    evidenceIds,
    unitId,
    requestedById,
    decideBy,
    approved,
    decision,
    decidedById,
    decidedAt,
  } = request;
  const by =
    request.byAmount !== null && request.byUnit !== null
      ? { amount: request.byAmount, unit: request.byUnit }
      : null;
  return {
    id,
    kind,
    appealId,
    workOrderId,
    reason,
    tried,
    evidenceIds: evidenceKeys(evidenceIds, [appealId]),
    by,
    unitId,
    requestedById,
    decideBy,
    approved,
    decision,
    decidedById,
    decidedAt,
  };
}

/** What officials note for each other is not the resident's or the sender's: who leads, the measures, our suggestion. */
export function shownTo(actor: Pick<Actor, 'roles'>, answer: AppealAnswer): AppealAnswer {
  return isOutside(actor) ? { ...answer, caseLeader: null, account: null, suggestion: null } : answer;
}
