import { instantSchema, type ServiceName } from '@weisu/contracts';
import type { InternalCall } from '@weisu/service-host';
import { z } from 'zod';

const entrySchema = z.object({
  id: z.uuid(),
  subject: z.string(),
  sequence: z.int().positive(),
  type: z.string(),
  at: instantSchema,
  actor_subject: z.string(),
  actor_kind: z.enum(['STAFF', 'RESIDENT', 'INTEGRATION', 'SYSTEM']),
  actor_unit: z.string().nullable(),
  correlation_id: z.string(),
  causation_id: z.string().nullable(),
  payload: z.unknown(),
});
export type JournalEntry = Readonly<z.infer<typeof entrySchema>>;

/** Entries of a service's journal in the order they were recorded, after the one with this id; fewer than `pageLength` are the last ones. */
export type ReadJournal = (service: ServiceName, after: string | null) => Promise<readonly JournalEntry[]>;

/** As many as one call answers. */
export const pageLength = 1_000;

/** The journals of the others, over their internal operation. */
export function journalsOver(call: InternalCall): ReadJournal {
  return async (service, after) =>
    z.array(entrySchema).parse(await call(service, 'readJournal', { after, first: pageLength }));
}
