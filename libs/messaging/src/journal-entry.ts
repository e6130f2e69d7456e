import type { Envelope } from '@weisu/contracts';
import type { DataSource } from 'typeorm';
import { readRows } from './prepared.js';
import { isTraceparent } from './span.js';

/** An entry of a journal, with what an event is made of. */
export type JournalEntry = {
  id: string;
  subject: string;
  sequence: number;
  type: string;
  at: Date;
  actor_subject: string;
  actor_kind: Envelope['actor']['kind'];
  actor_unit: string | null;
  actor_delegate: string | null;
  correlation_id: string;
  causation_id: string | null;
  traceparent: string | null;
  payload: unknown;
};

/** Of a journal called `j`. */
export const entryColumns = `j.id, j.subject, j.sequence, j.type, j.at, j.actor_subject, j.actor_kind, j.actor_unit, j.actor_delegate, j.correlation_id,
  j.causation_id, j.traceparent, j.payload`;

/** CloudEvents `source` of a service, by the name of its schema. */
export const sourceOf = (schema: string): string => `/weisu/${schema}`;

/** The event that an entry of a service is. `traceparent`: of the span that carries it, in place of the one it was made in. */
export function eventOf(schema: string, row: JournalEntry, traceparent: string | null = null): Envelope {
  const trace = traceparent ?? row.traceparent ?? undefined;
  return {
    id: row.id,
    source: sourceOf(schema),
    type: row.type,
    subject: row.subject,
    time: row.at,
    sequence: row.sequence,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    actor: {
      subject: row.actor_subject,
      kind: row.actor_kind,
      unitId: row.actor_unit,
      ...(row.actor_delegate === null ? {} : { delegateId: row.actor_delegate }),
    },
    ...(isTraceparent(trace) ? { traceparent: trace } : {}),
    payload: row.payload,
  };
}

/** How far a subject of a source was heard; 0: nothing of it. */
export type Cursor = Readonly<{ subject: string; after: number }>;

/** How far back a subject is read, in days: within what inboxes remember, so that nothing takes effect twice. */
export const catchUpDays = 13;

/** Entries of one answer. */
export const mostEntries = 1_000;

/**
 * What a journal says about subjects beyond their cursors, each subject in the order of its sequence; `mostEntries` means that there may be more.
 * `now` is business time, for old partitions stay untouched by it.
 */
export async function entriesBeyond(
  source: DataSource,
  cursors: readonly Cursor[],
  now: Date,
): Promise<JournalEntry[]> {
  return readRows<JournalEntry>(
    source,
    `SELECT ${entryColumns} FROM unnest($1::text[], $2::int[]) AS asked (subject, after)
     JOIN journal j ON j.subject = asked.subject AND j.sequence > asked.after AND j.at >= $3::timestamptz - make_interval(days => $4)
     WHERE j.recorded_at >= now() - make_interval(days => $4) ORDER BY j.subject, j.sequence LIMIT $5`,
    [cursors.map(({ subject }) => subject), cursors.map(({ after }) => after), now, catchUpDays, mostEntries],
  );
}
