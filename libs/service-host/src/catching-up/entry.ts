import { instantSchema } from '@weisu/contracts';
import { z } from 'zod';

/** An entry of another service's journal, as it travels. */
export const journalEntrySchema = z.object({
  id: z.uuid(),
  subject: z.string(),
  sequence: z.int().positive(),
  type: z.string(),
  at: instantSchema,
  actor_subject: z.string(),
  actor_kind: z.enum(['STAFF', 'RESIDENT', 'INTEGRATION', 'SYSTEM']),
  actor_unit: z.string().nullable(),
  actor_delegate: z.string().nullable(),
  correlation_id: z.string(),
  causation_id: z.string().nullable(),
  traceparent: z.string().nullable(),
  payload: z.unknown(),
});

export const entriesSchema = z.array(journalEntrySchema);
