import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';
import { clockKinds, levels } from './vocabulary.js';

const clock = { clockId: z.uuid(), kind: z.enum(clockKinds), unitId: z.string().nullable() };
export const ClockOverdue = defineEvent({
  type: 'dispatch.clock-overdue.v1',
  label: '超期',
  payload: z.object({
    ...clock,
    dueBy: instantSchema,
    workOrderId: z.uuid().nullable(),
    summonsId: z.uuid().nullable(),
  }),
});
/** Before the deadline; `rung` is its place among the clock's rungs. */
export const ClockReminder = defineEvent({
  type: 'dispatch.clock-reminder.v1',
  label: '临期提醒',
  payload: z.object({
    ...clock,
    dueBy: instantSchema,
    rung: z.int(),
    workOrderId: z.uuid().nullable(),
    summonsId: z.uuid().nullable(),
  }),
});
/** After the deadline, while nobody meets it: a level above hears of the unit that is late. */
export const ClockEscalated = defineEvent({
  type: 'dispatch.clock-escalated.v1',
  label: '超期上报',
  payload: z.object({
    ...clock,
    dueBy: instantSchema,
    rung: z.int(),
    level: z.enum(levels),
    toUnitIds: z.array(z.string()).min(1),
    workOrderId: z.uuid().nullable(),
    summonsId: z.uuid().nullable(),
  }),
});
/**
 * Every change of a deadline says why: EXTENDED, RECLASSIFIED, ESCALATED, RESUMED, CALENDAR. `before` is the deadline until now, `told` that a
 * resident sees it, `kept` that another calendar would have made it earlier.
 */
export const ClockRescheduled = defineEvent({
  type: 'dispatch.clock-rescheduled.v1',
  label: '时限调整',
  payload: z.object({
    ...clock,
    dueBy: instantSchema,
    cause: z.string(),
    before: instantSchema.optional(),
    told: z.boolean().optional(),
    provisional: z.boolean().optional(),
    calendarVersion: z.string().nullable().optional(),
    kept: z.boolean().optional(),
  }),
});
/** 值班: outside office hours the person on duty is rung, and the backup (`backup`) when nobody answers. */
export const DutyCalled = defineEvent({
  type: 'dispatch.duty-called.v1',
  label: '值班呼叫',
  payload: z.object({
    ...clock,
    dueBy: instantSchema,
    dutyCallId: z.uuid(),
    personId: z.string(),
    backup: z.boolean(),
    why: z.enum(['STARTED', 'REMINDER', 'OVERDUE', 'ESCALATED']),
  }),
});
export const DutyCallAnswered = defineEvent({
  type: 'dispatch.duty-call-answered.v1',
  label: '值班应答',
  payload: z.object({ dutyCallId: z.uuid(), clockId: z.uuid(), personId: z.string() }),
});
export const ClockSuspended = defineEvent({
  type: 'dispatch.clock-suspended.v1',
  label: '时限挂起',
  payload: z.object({ ...clock, from: instantSchema }),
});
