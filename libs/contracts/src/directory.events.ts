import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';

/**
 * The reference data of the district has a new revision. Who keeps a copy fetches what lies beyond its own revision
 * (`directorySnapshot(since)`), so that neither people's names nor polygons travel in events.
 */
export const DirectoryRevisionPublished = defineEvent({
  type: 'directory.revision-published.v1',
  label: '基础数据更新',
  payload: z.object({ revision: z.int().positive(), changed: z.int().nonnegative() }),
});

/** 离岗代理: in [from, until) the delegate acts for the unit. */
export const AbsenceRecorded = defineEvent({
  type: 'directory.absence-recorded.v1',
  label: '离岗代理登记',
  payload: z.object({
    absenceId: z.uuid(),
    unitId: z.string(),
    delegateId: z.string(),
    from: instantSchema,
    until: instantSchema,
  }),
});

/** It is back before its time, or does not go; `until` is the instant from which the delegate acts for it no more. */
export const AbsenceEnded = defineEvent({
  type: 'directory.absence-ended.v1',
  label: '离岗代理结束',
  payload: z.object({
    absenceId: z.uuid(),
    unitId: z.string(),
    delegateId: z.string(),
    until: instantSchema,
  }),
});
