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
