import type { ClockAnswer, WorkOrderAnswer } from '@weisu/api';
import type { WorkOrder } from './work-order.js';

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
