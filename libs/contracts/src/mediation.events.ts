import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';
import { erasureGrounds } from './intake.events.js';
import { clockKinds } from './vocabulary.js';

/** `appealId` is null for a dispute without an appeal; then the mediation is the event's subject. */
const mediation = { mediationId: z.uuid(), appealId: z.uuid().nullable(), committeeId: z.string() };

export const MediationOpened = defineEvent({
  type: 'mediation.mediation-opened.v1',
  label: '启动调解',
  payload: z.object({
    ...mediation,
    number: z.string(),
    kind: z.string(),
    source: z.string(),
    areaCode: z.string(),
  }),
});
export const ConsentRecorded = defineEvent({
  type: 'mediation.consent-recorded.v1',
  label: '登记调解意愿',
  payload: z.object({ ...mediation, partyId: z.uuid(), consents: z.boolean() }),
});
export const MediationSessionHeld = defineEvent({
  type: 'mediation.session-held.v1',
  label: '召开调解会',
  payload: z.object({ ...mediation, sessionId: z.uuid() }),
});
/** Every party agreed to more time; `dueBy` is the new end of it. What they said stands among the minutes, as session `sessionId`. */
export const MediationExtended = defineEvent({
  type: 'mediation.mediation-extended.v1',
  label: '双方同意延长调解',
  payload: z.object({
    ...mediation,
    sessionId: z.uuid(),
    days: z.int().positive(),
    dueBy: instantSchema,
  }),
});
/** `gaps` are the fields of 人民调解法 art. 29 that the agreement leaves open. */
export const MediationAgreed = defineEvent({
  type: 'mediation.mediation-agreed.v1',
  label: '达成调解协议',
  payload: z.object({
    ...mediation,
    number: z.string(),
    effectiveAt: instantSchema,
    gaps: z.array(z.string()),
  }),
});
export const MediationFailed = defineEvent({
  type: 'mediation.mediation-failed.v1',
  label: '调解未成',
  payload: z.object(mediation),
});
/** Its appeal was withdrawn while the mediation was still open. */
export const MediationWithdrawn = defineEvent({
  type: 'mediation.mediation-withdrawn.v1',
  label: '调解终止',
  payload: z.object(mediation),
});
export const PerformanceRecorded = defineEvent({
  type: 'mediation.performance-recorded.v1',
  label: '登记履行情况',
  payload: z.object({ ...mediation, performed: z.boolean() }),
});
export const ConfirmationApplied = defineEvent({
  type: 'mediation.confirmation-applied.v1',
  label: '申请司法确认',
  payload: z.object(mediation),
});
/** 最高法民诉法解释 (2022) 355, 358: the pre-check found what the court would not accept. */
export const ConfirmationBlocked = defineEvent({
  type: 'mediation.confirmation-blocked.v1',
  label: '司法确认预审未通过',
  payload: z.object({ ...mediation, obstacles: z.array(z.string()).min(1) }),
});
export const ConfirmationRuled = defineEvent({
  type: 'mediation.confirmation-ruled.v1',
  label: '司法确认裁定',
  payload: z.object({ ...mediation, confirmed: z.boolean() }),
});
/** Names, numbers, records and the wording of the agreement are gone; number, kind, outcome and dates stay. */
export const MediationDataErased = defineEvent({
  type: 'mediation.personal-data-erased.v1',
  label: '删除调解个人信息',
  payload: z.object({ ...mediation, ground: z.enum(erasureGrounds) }),
});
/** The calendar has changed: `before` is the deadline until now. */
export const MediationClockRescheduled = defineEvent({
  type: 'mediation.clock-rescheduled.v1',
  label: '调解时限调整',
  payload: z.object({
    ...mediation,
    clockId: z.uuid(),
    kind: z.enum(clockKinds),
    dueBy: instantSchema,
    before: instantSchema,
    provisional: z.boolean(),
    calendarVersion: z.string().nullable(),
  }),
});
export const MediationClockOverdue = defineEvent({
  type: 'mediation.clock-overdue.v1',
  label: '调解时限届满',
  payload: z.object({ ...mediation, clockId: z.uuid(), kind: z.enum(clockKinds), dueBy: instantSchema }),
});
