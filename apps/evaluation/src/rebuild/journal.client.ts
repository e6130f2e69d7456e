import type { ServiceName } from '@weisu/contracts';
import { journalEntrySchema, type InternalCall } from '@weisu/service-host';
import { z } from 'zod';

/** Whole journals are read without the traces in which they were made. */
const entrySchema = journalEntrySchema.omit({ traceparent: true });
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
