import { randomUUID } from 'node:crypto';
import type { Announcement } from '@weisu/contracts';
import { laneCount, laneOf } from './lane.js';
import { traceparentOf } from './span.js';
import type { WorkContext } from './work-context.js';

/** A part of a statement, its parameters numbered from the one that was asked for. */
export type Fragment = Readonly<{ sql: string; parameters: readonly unknown[] }>;

export type Announcing = Readonly<{
  subject: string;
  announcements: readonly Announcement[];
  /** Number of the first parameter. */
  first: number;
  /** Name of a part of the statement: where it has no row nothing is announced. Default: always. */
  from?: string;
  /** SQL of a jsonb that is laid over each payload, for what only the statement knows; may read `from`. */
  patch?: string;
}>;

/**
 * `head`, `entry` and `carried`: the parts of a statement that write journal and outbox. The row of `journal_head` is locked until the
 * transaction ends, so sequences of a subject have no gap and their order is the order of commits.
 */
export function announcingParts(
  { now, actor, correlationId, causationId }: WorkContext,
  { subject, announcements, first, from, patch }: Announcing,
): Fragment {
  const at = (offset: number): string => `$${first + offset}`;
  const payload = patch ? `e.payload || (SELECT ${patch} FROM ${from ?? 'head'})` : 'e.payload';
  return {
    sql: `head AS (
       INSERT INTO journal_head AS h (subject, last) SELECT ${at(0)}::text, ${at(1)}::int ${from ? `FROM ${from}` : ''}
       ON CONFLICT (subject) DO UPDATE SET last = h.last + ${at(1)}::int RETURNING last
     ), entry AS (
       INSERT INTO journal (id, subject, sequence, type, at, actor_subject, actor_kind, actor_unit, correlation_id, causation_id, payload, traceparent, actor_delegate)
       SELECT e.id, ${at(0)}::text, head.last - ${at(1)}::int + e.n, e.type, ${at(5)}::timestamptz, ${at(6)}, ${at(7)}, ${at(8)}, ${at(9)}, ${at(10)}, ${payload}, ${at(12)}, ${at(13)}
       FROM head, unnest(${at(2)}::uuid[], ${at(3)}::text[], ${at(4)}::jsonb[]) WITH ORDINALITY AS e (id, type, payload, n)
       RETURNING subject, sequence, at
     ), carried AS (
       INSERT INTO outbox (lane, subject, sequence, at)
       SELECT ${at(11)}::smallint, subject, sequence, at FROM entry ORDER BY sequence
     )`,
    parameters: [
      subject,
      announcements.length,
      announcements.map(() => randomUUID()),
      announcements.map((announcement) => announcement.type),
      announcements.map((announcement) => JSON.stringify(announcement.payload)),
      now,
      actor.subject,
      actor.kind,
      actor.unitId,
      correlationId,
      causationId,
      laneOf(subject, laneCount),
      traceparentOf(),
      actor.delegateId ?? null,
    ],
  };
}
