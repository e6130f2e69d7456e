import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';
import { whistleSituations } from './vocabulary.js';

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
  payload: z.object({
    ...summons,
    number: z.string(),
    areaCode: z.string(),
    reportInBy: instantSchema.nullable(),
  }),
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
/** 建议改派: the called unit says which unit it would rather be. Its own limits run on until that is decided. */
export const SubstituteProposed = defineEvent({
  type: 'dispatch.substitute-proposed.v1',
  label: '建议改派',
  payload: z.object({ ...summons, substituteId: z.string(), noteId: z.uuid() }),
});
/** Accepted: the substitute is called (`unit-called`) and the unit is let go. */
export const SubstituteDecided = defineEvent({
  type: 'dispatch.substitute-decided.v1',
  label: '改派决定',
  payload: z.object({ ...summons, substituteId: z.string(), approved: z.boolean(), noteId: z.uuid() }),
});
/** The rated unit answers what was said of it. */
export const RatingAnswered = defineEvent({
  type: 'dispatch.rating-answered.v1',
  label: '评价答复',
  payload: z.object({ ...summons, noteId: z.uuid() }),
});
const consultation = { ...whistle, consultationId: z.uuid() };
export const ConsultationCalled = defineEvent({
  type: 'dispatch.consultation-called.v1',
  label: '召集会商研判',
  payload: z.object({
    ...consultation,
    at: instantSchema,
    unitIds: z.array(z.string()).min(1),
    noteId: z.uuid(),
  }),
});
export const ConsultationRecorded = defineEvent({
  type: 'dispatch.consultation-recorded.v1',
  label: '会商研判记录',
  payload: z.object({
    ...consultation,
    absentIds: z.array(z.string()),
    tasks: z.array(z.object({ taskId: z.uuid(), unitId: z.string(), dueBy: instantSchema })),
    noteId: z.uuid(),
  }),
});
export const ConsultationTaskDone = defineEvent({
  type: 'dispatch.consultation-task-done.v1',
  label: '会商任务完成',
  payload: z.object({
    ...consultation,
    taskId: z.uuid(),
    unitId: z.string(),
    late: z.boolean(),
    noteId: z.uuid(),
  }),
});
const finding = { ...whistle, findingId: z.uuid() };
/** 联合检查 (S5): what was found at a place. `number`: of the 整改通知 that was served; null where none was needed. */
export const FindingRecorded = defineEvent({
  type: 'dispatch.finding-recorded.v1',
  label: '联合检查发现',
  payload: z.object({
    ...finding,
    unitId: z.string(),
    number: z.string().nullable(),
    correctBy: instantSchema.nullable(),
    noteId: z.uuid(),
    /** 告知、劝导: whoever was there was told what to do, without an order. */
    advised: z.boolean().optional(),
  }),
});
/** 移送: by who has no enforcement power to a called unit that has it. */
export const FindingHandedOver = defineEvent({
  type: 'dispatch.finding-handed-over.v1',
  label: '检查发现移送',
  payload: z.object({ ...finding, unitId: z.string(), toUnitId: z.string(), noteId: z.uuid() }),
});
/** A 整改通知 for what was found before: after it was handed over, or when advice was of no use. */
export const CorrectionNoticeServed = defineEvent({
  type: 'dispatch.correction-notice-served.v1',
  label: '发出整改通知书',
  payload: z.object({ ...finding, unitId: z.string(), number: z.string(), correctBy: instantSchema }),
});
export const CorrectionConfirmed = defineEvent({
  type: 'dispatch.correction-confirmed.v1',
  label: '整改复查合格',
  payload: z.object({ ...finding, unitId: z.string(), late: z.boolean(), noteId: z.uuid() }),
});
/** 成果公示: what residents may read of a whistle, with pictures from before and after. The files are anybody's to see from now on, until they are withdrawn. */
export const WhistlePublished = defineEvent({
  type: 'dispatch.whistle-published.v1',
  label: '成果公示',
  payload: z.object({
    ...whistle,
    attachmentIds: z.array(z.uuid()),
    /** Published before and not any more. */
    withdrawnIds: z.array(z.uuid()).optional(),
  }),
});
