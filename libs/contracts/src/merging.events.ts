import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';

const appeal = { appealId: z.uuid() };

export const AppealMerged = defineEvent({
  type: 'dispatch.appeal-merged.v1',
  label: '并案',
  payload: z.object({ ...appeal, intoId: z.uuid() }),
});
/**
 * 并案撤销: it is a matter of its own again, and its limits run from its own registration; that it was handled with the other since `mergedAt` is ours to answer for.
 * `letGo`: units whose orders had ended with the merging, and that have nothing to do with it from now on.
 */
export const AppealUnmerged = defineEvent({
  type: 'dispatch.appeal-unmerged.v1',
  label: '撤销并案',
  payload: z.object({
    ...appeal,
    fromId: z.uuid(),
    cause: z.enum(['STAFF', 'APPELLANT']),
    mergedAt: instantSchema.nullable(),
    noteId: z.uuid(),
    letGo: z.array(z.object({ workOrderId: z.uuid(), unitId: z.string() })),
  }),
});
