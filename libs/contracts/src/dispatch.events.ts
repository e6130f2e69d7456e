import { z } from 'zod';
import { defineEvent } from './event.js';
import {
  clockKinds,
  handlerRoles,
  natures,
  requestKinds,
  spheres,
  urgencies,
  whistleSituations,
} from './vocabulary.js';

const appeal = { appealId: z.uuid() };
const order = { ...appeal, workOrderId: z.uuid(), unitId: z.string() };
const instant = z.coerce.date();

export const AppealClassified = defineEvent({
  type: 'dispatch.appeal-classified.v1',
  label: '分类',
  payload: z.object({
    ...appeal,
    category: z.string(),
    nature: z.enum(natures),
    urgency: z.enum(urgencies),
    sphere: z.enum(spheres).nullable(),
    complex: z.boolean(),
    responseLevel: z.int(),
    /** Null when there was no suggestion; false when a person chose otherwise. */
    asSuggested: z.boolean().nullable(),
  }),
});
export const AppealDeclined = defineEvent({
  type: 'dispatch.appeal-declined.v1',
  label: '不予受理',
  payload: z.object({ ...appeal, ground: z.string(), noteId: z.uuid() }),
});
export const AppealMerged = defineEvent({
  type: 'dispatch.appeal-merged.v1',
  label: '并案',
  payload: z.object({ ...appeal, intoId: z.uuid() }),
});
/** `continues`: a hazard goes on being handled as FOUND. */
export const AppealWithdrawn = defineEvent({
  type: 'dispatch.appeal-withdrawn.v1',
  label: '诉求人撤回',
  payload: z.object({ ...appeal, continues: z.boolean(), noteId: z.uuid().nullable() }),
});

export const WorkOrderDispatched = defineEvent({
  type: 'dispatch.work-order-dispatched.v1',
  label: '分拨派单',
  payload: z.object({ ...order, role: z.enum(handlerRoles), dual: z.boolean(), dueBy: instant.nullable() }),
});
export const WorkOrderAccepted = defineEvent({
  type: 'dispatch.work-order-accepted.v1',
  label: '签收',
  payload: z.object(order),
});
/** `late` is what the response rate counts when its source is the clock. */
export const AppellantContacted = defineEvent({
  type: 'dispatch.appellant-contacted.v1',
  label: '联系诉求人',
  payload: z.object({ ...order, late: z.boolean(), noteId: z.uuid() }),
});
export const FactsVerified = defineEvent({
  type: 'dispatch.facts-verified.v1',
  label: '核实情况',
  payload: z.object({ ...order, late: z.boolean(), noteId: z.uuid() }),
});
export const ProgressRecorded = defineEvent({
  type: 'dispatch.progress-recorded.v1',
  label: '办理进展',
  payload: z.object({ ...order, noteId: z.uuid() }),
});
export const WorkOrderResolved = defineEvent({
  type: 'dispatch.work-order-resolved.v1',
  label: '工单办结',
  payload: z.object({ ...order, role: z.enum(handlerRoles), late: z.boolean(), noteId: z.uuid() }),
});
export const HandlingOpinionFiled = defineEvent({
  type: 'dispatch.handling-opinion-filed.v1',
  label: '填报处理意见书',
  payload: z.object({ ...order, number: z.string(), late: z.boolean() }),
});
export const WorkOrderReturned = defineEvent({
  type: 'dispatch.work-order-returned.v1',
  label: '退单',
  payload: z.object(order),
});
export const WorkOrderCancelled = defineEvent({
  type: 'dispatch.work-order-cancelled.v1',
  label: '工单取消',
  payload: z.object(order),
});
export const WorkOrderUrged = defineEvent({
  type: 'dispatch.work-order-urged.v1',
  label: '催办',
  payload: z.object({ ...order, noteId: z.uuid() }),
});

/** Evidence that a unit added while working; intake binds the files to the appeal when the same person uploaded them. */
export const EvidenceAttached = defineEvent({
  type: 'dispatch.evidence-attached.v1',
  label: '补充附件',
  payload: z.object({ ...appeal, attachmentIds: z.array(z.uuid()).min(1) }),
});

/** The lead says it is done: follow-ups begin. `contactedInTime` is null where no contact clock ran. */
export const AppealResolved = defineEvent({
  type: 'dispatch.appeal-resolved.v1',
  label: '办结',
  payload: z.object({
    ...appeal,
    leadUnitId: z.string(),
    areaCode: z.string(),
    urgency: z.enum(urgencies).nullable(),
    reachable: z.boolean(),
    contactedInTime: z.boolean().nullable(),
    followUpBySender: z.boolean(),
    profileKey: z.string(),
    profileVersion: z.int(),
  }),
});
export const AppealClosed = defineEvent({
  type: 'dispatch.appeal-closed.v1',
  label: '结案',
  payload: z.object({
    ...appeal,
    solved: z.boolean(),
    meansExhausted: z.boolean(),
    waivers: z.int(),
    automatic: z.boolean(),
  }),
});
export const AppealReopened = defineEvent({
  type: 'dispatch.appeal-reopened.v1',
  label: '重办',
  payload: z.object({
    ...appeal,
    cause: z.enum(['VERDICT', 'STAFF', 'SENDER']),
    noteId: z.uuid().nullable(),
  }),
});
export const ReportedBack = defineEvent({
  type: 'dispatch.reported-back.v1',
  label: '回复上级',
  payload: z.object({
    ...appeal,
    system: z.string(),
    number: z.string(),
    late: z.boolean(),
    noteId: z.uuid(),
  }),
});
export const SenderVerdictRecorded = defineEvent({
  type: 'dispatch.sender-verdict-recorded.v1',
  label: '上级认定',
  payload: z.object({ ...appeal, system: z.string(), number: z.string(), accepted: z.boolean() }),
});

const request = {
  ...appeal,
  requestId: z.uuid(),
  kind: z.enum(requestKinds),
  workOrderId: z.uuid().nullable(),
};
export const RequestFiled = defineEvent({
  type: 'dispatch.request-filed.v1',
  label: '提出申请',
  payload: z.object({ ...request, requestedById: z.string(), deciderId: z.string(), decideBy: instant }),
});
export const RequestDecided = defineEvent({
  type: 'dispatch.request-decided.v1',
  label: '审批申请',
  payload: z.object({
    ...request,
    requestedById: z.string(),
    decidedById: z.string(),
    approved: z.boolean(),
  }),
});

export const CaseLeaderAssigned = defineEvent({
  type: 'dispatch.case-leader-assigned.v1',
  label: '领导包案',
  payload: z.object({ ...appeal, leaderId: z.string(), teamIds: z.array(z.string()) }),
});
export const PutOnAccount = defineEvent({
  type: 'dispatch.put-on-account.v1',
  label: '挂账督办',
  payload: z.object({ ...appeal, dueBy: instant, noteId: z.uuid() }),
});
export const AccountClaimed = defineEvent({
  type: 'dispatch.account-claimed.v1',
  label: '认领挂账',
  payload: z.object({ ...appeal, claimedById: z.string() }),
});
export const AccountStruckOff = defineEvent({
  type: 'dispatch.account-struck-off.v1',
  label: '销账',
  payload: z.object({ ...appeal, noteId: z.uuid() }),
});

const clock = { clockId: z.uuid(), kind: z.enum(clockKinds), unitId: z.string().nullable() };
export const ClockOverdue = defineEvent({
  type: 'dispatch.clock-overdue.v1',
  label: '超期',
  payload: z.object({
    ...clock,
    dueBy: instant,
    workOrderId: z.uuid().nullable(),
    summonsId: z.uuid().nullable(),
  }),
});
/** Every change of a deadline says why: EXTENDED, RECLASSIFIED, RESUMED, CALENDAR. */
export const ClockRescheduled = defineEvent({
  type: 'dispatch.clock-rescheduled.v1',
  label: '时限调整',
  payload: z.object({ ...clock, dueBy: instant, cause: z.string() }),
});
export const ClockSuspended = defineEvent({
  type: 'dispatch.clock-suspended.v1',
  label: '时限挂起',
  payload: z.object({ ...clock, from: instant }),
});

/**
 * A whistle may concern many appeals: its events are announced once for each (subject = appeal), or once with the whistle as
 * subject when it concerns none. `first` marks the one that effects outside the ledger react to.
 */
const whistle = { whistleId: z.uuid(), first: z.boolean() };
export const WhistleBlown = defineEvent({
  type: 'dispatch.whistle-blown.v1',
  label: '吹哨',
  payload: z.object({
    ...whistle,
    number: z.string(),
    areaCode: z.string(),
    byId: z.string(),
    situation: z.enum(whistleSituations),
    unitIds: z.array(z.string()).min(1),
    endorsed: z.boolean(),
  }),
});
export const WhistleEndorsed = defineEvent({
  type: 'dispatch.whistle-endorsed.v1',
  label: '街道背书',
  payload: z.object({ ...whistle, byId: z.string() }),
});
const summons = { ...whistle, summonsId: z.uuid(), unitId: z.string() };
/** The called unit hears of its summons: from now its clocks run. */
export const UnitCalled = defineEvent({
  type: 'dispatch.unit-called.v1',
  label: '召集报到',
  payload: z.object({ ...summons, number: z.string(), areaCode: z.string(), reportInBy: instant.nullable() }),
});
export const SummonsAcknowledged = defineEvent({
  type: 'dispatch.summons-acknowledged.v1',
  label: '接哨',
  payload: z.object({ ...summons, late: z.boolean() }),
});
export const SummonsRefused = defineEvent({
  type: 'dispatch.summons-refused.v1',
  label: '拒绝报到',
  payload: z.object({ ...summons, noteId: z.uuid() }),
});
export const RefusalUpheld = defineEvent({
  type: 'dispatch.refusal-upheld.v1',
  label: '核准拒绝',
  payload: z.object({ ...summons, noteId: z.uuid() }),
});
export const RefusalOverruled = defineEvent({
  type: 'dispatch.refusal-overruled.v1',
  label: '驳回拒绝',
  payload: z.object({ ...summons, noteId: z.uuid() }),
});
export const SummonsWaived = defineEvent({
  type: 'dispatch.summons-waived.v1',
  label: '免除报到',
  payload: z.object({ ...summons, noteId: z.uuid() }),
});
/** A unit called by a whistle has arrived. `late` is what the response rate counts. */
export const UnitReportedIn = defineEvent({
  type: 'dispatch.unit-reported-in.v1',
  label: '报到',
  payload: z.object({ ...summons, late: z.boolean(), insideArea: z.boolean().nullable() }),
});
export const ActionRecorded = defineEvent({
  type: 'dispatch.action-recorded.v1',
  label: '处置行动',
  payload: z.object({ ...summons, noteId: z.uuid() }),
});
export const SummonsFinished = defineEvent({
  type: 'dispatch.summons-finished.v1',
  label: '报到任务完成',
  payload: z.object({ ...summons, late: z.boolean(), noteId: z.uuid() }),
});
export const WhistleCompleted = defineEvent({
  type: 'dispatch.whistle-completed.v1',
  label: '哨单办结',
  payload: z.object({
    ...whistle,
    noteId: z.uuid(),
    ratings: z.array(z.object({ unitId: z.string(), stars: z.int().min(1).max(5) })),
  }),
});
