import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';
import {
  difficulties,
  firstContacts,
  handlerRoles,
  matterSizes,
  natures,
  passingStatuses,
  requestKinds,
  spheres,
  supervisionCauses,
  urgencies,
} from './vocabulary.js';

const appeal = { appealId: z.uuid() };
const order = { ...appeal, workOrderId: z.uuid(), unitId: z.string() };

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
    difficulty: z.enum(difficulties).nullable().optional(),
    size: z.enum(matterSizes).nullable().optional(),
    /** The profile's factors that a person saw. */
    factors: z.array(z.string()).optional(),
    /** Where a person chose otherwise than the words, or the factors, suggest. */
    overrides: z
      .array(z.object({ field: z.string(), suggested: z.string().nullable(), chosen: z.string().nullable() }))
      .optional(),
    /** Why, in the person's words. */
    noteId: z.uuid().nullable().optional(),
  }),
});
export const AppealDeclined = defineEvent({
  type: 'dispatch.appeal-declined.v1',
  label: '不予受理',
  payload: z.object({ ...appeal, ground: z.string(), noteId: z.uuid() }),
});
/** `continues`: a hazard goes on being handled as FOUND. */
export const AppealWithdrawn = defineEvent({
  type: 'dispatch.appeal-withdrawn.v1',
  label: '诉求人撤回',
  payload: z.object({ ...appeal, continues: z.boolean(), noteId: z.uuid().nullable() }),
});

/** 主动认领: nobody allocated it; the work order that follows is the unit's own choice. */
export const AppealClaimed = defineEvent({
  type: 'dispatch.appeal-claimed.v1',
  label: '主动认领',
  payload: z.object(order),
});
export const WorkOrderDispatched = defineEvent({
  type: 'dispatch.work-order-dispatched.v1',
  label: '分拨派单',
  payload: z.object({
    ...order,
    role: z.enum(handlerRoles),
    dual: z.boolean(),
    dueBy: instantSchema.nullable(),
  }),
});
export const WorkOrderAccepted = defineEvent({
  type: 'dispatch.work-order-accepted.v1',
  label: '签收',
  payload: z.object(order),
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
  /** `ended`: with its matter (closed, merged), and not because the unit was let go. */
  payload: z.object({ ...order, ended: z.boolean().optional() }),
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

/**
 * The lead says it is done: follow-ups begin. `contactedInTime` is the lead's own and null where no contact clock of its order ran; `firstContact` is the
 * matter's, from its registration, or says that a message stood for the call. Absent where neither is so.
 */
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
    firstContact: z.enum(firstContacts).optional(),
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
  payload: z.object({
    ...request,
    requestedById: z.string(),
    deciderId: z.string(),
    decideBy: instantSchema,
  }),
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

/** Nobody decided it: what it was about has ended. */
export const RequestLapsed = defineEvent({
  type: 'dispatch.request-lapsed.v1',
  label: '申请失效',
  payload: z.object(request),
});

export const CaseLeaderAssigned = defineEvent({
  type: 'dispatch.case-leader-assigned.v1',
  label: '领导包案',
  payload: z.object({ ...appeal, leaderId: z.string(), teamIds: z.array(z.string()) }),
});
/** 包案职责 ticked off; `late`: after its date. */
export const LeaderDutyDone = defineEvent({
  type: 'dispatch.leader-duty-done.v1',
  label: '包案职责完成',
  payload: z.object({ ...appeal, dutyId: z.uuid(), late: z.boolean(), noteId: z.uuid().nullable() }),
});
/** 转上级或其他系统: another system is to do its part; `text` is in the note, without personal data of the appellant unless somebody wrote it. */
export const AppealPassed = defineEvent({
  type: 'dispatch.appeal-passed.v1',
  label: '转其他系统',
  payload: z.object({ ...appeal, passingId: z.uuid(), system: z.string(), noteId: z.uuid() }),
});
/** What the other system says of what was passed to it, under its own number. */
export const PassingAnswered = defineEvent({
  type: 'dispatch.passing-answered.v1',
  label: '其他系统反馈',
  payload: z.object({
    ...appeal,
    passingId: z.uuid(),
    system: z.string(),
    number: z.string(),
    status: z.enum(passingStatuses),
    noteId: z.uuid().nullable(),
  }),
});
/** 督办: a unit has to answer for a matter (or a whistle, where `appealId` is null). */
export const SupervisionIssued = defineEvent({
  type: 'dispatch.supervision-issued.v1',
  label: '督办',
  payload: z.object({
    appealId: z.uuid().nullable(),
    noticeId: z.uuid(),
    number: z.string(),
    unitId: z.string(),
    cause: z.enum(supervisionCauses),
    issuedById: z.string().nullable(),
    answerBy: instantSchema,
    noteId: z.uuid().nullable(),
  }),
});
export const SupervisionAnswered = defineEvent({
  type: 'dispatch.supervision-answered.v1',
  label: '督办答复',
  payload: z.object({
    appealId: z.uuid().nullable(),
    noticeId: z.uuid(),
    number: z.string(),
    unitId: z.string(),
    issuedById: z.string().nullable(),
    late: z.boolean(),
    noteId: z.uuid(),
  }),
});
/** 挂账 looked at on the way. */
export const AccountReviewed = defineEvent({
  type: 'dispatch.account-reviewed.v1',
  label: '挂账检查',
  payload: z.object({ ...appeal, noteId: z.uuid() }),
});
export const PutOnAccount = defineEvent({
  type: 'dispatch.put-on-account.v1',
  label: '挂账督办',
  payload: z.object({ ...appeal, dueBy: instantSchema, noteId: z.uuid() }),
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
