import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';
import { followUpKinds, outcomes, satisfactions, verdicts } from './vocabulary.js';

const followUp = {
  appealId: z.uuid(),
  followUpId: z.uuid(),
  kind: z.enum(followUpKinds),
  unitId: z.string().nullable(),
};

export const FollowUpScheduled = defineEvent({
  type: 'evaluation.follow-up-scheduled.v1',
  label: '安排回访',
  payload: z.object({ ...followUp, dueBy: instantSchema }),
});
export const FollowUpRecorded = defineEvent({
  type: 'evaluation.follow-up-recorded.v1',
  label: '回访登记',
  payload: z.object({
    ...followUp,
    contacted: z.boolean(),
    outcome: z.enum(outcomes).nullable(),
    satisfaction: z.enum(satisfactions).nullable(),
    countsInRates: z.boolean(),
    /** Of the 回访登记表; null for an attempt that did not end it, and for the hotline's own. */
    formNumber: z.string().nullable().optional(),
  }),
});
/** The calendar has changed: `before` is the deadline until now. */
export const FollowUpRescheduled = defineEvent({
  type: 'evaluation.follow-up-rescheduled.v1',
  label: '回访时限调整',
  payload: z.object({
    ...followUp,
    dueBy: instantSchema,
    before: instantSchema,
    provisional: z.boolean(),
    calendarVersion: z.string().nullable(),
  }),
});
export const FollowUpOverdue = defineEvent({
  type: 'evaluation.follow-up-overdue.v1',
  label: '回访超期',
  payload: z.object({ ...followUp, dueBy: instantSchema }),
});
export const AppealRated = defineEvent({
  type: 'evaluation.appeal-rated.v1',
  label: '居民评价',
  payload: z.object({ appealId: z.uuid(), stars: z.int().min(1).max(5) }),
});
/**
 * What the follow-up that counts says of the matter. The appellant decides, not the unit. Dispatch closes on SETTLED and reopens
 * on UNSETTLED; UNREACHABLE closes too, outside the population of the rates.
 */
export const AppealJudged = defineEvent({
  type: 'evaluation.appeal-judged.v1',
  label: '评价结论',
  payload: z.object({
    appealId: z.uuid(),
    verdict: z.enum(verdicts),
    kind: z.enum(followUpKinds),
  }),
});
