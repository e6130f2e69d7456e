import type { RequestAnswer } from '@weisu/api';
import { evidenceKeys } from '../../ground/note/evidence.js';
import type { Request } from './request.js';

/** An application as the contract shows it. */
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
