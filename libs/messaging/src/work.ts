import { randomUUID } from 'node:crypto';
import type { ActorRef, Announcement } from '@weisu/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { laneCount, laneOf } from './lane.js';
import { readRows } from './prepared.js';
import { describeSpan, inSpan, traceparentOf } from './span.js';

export type WorkContext = Readonly<{
  now: Date;
  actor: ActorRef;
  correlationId: string;
  /** The event that caused it, for a reaction. */
  causationId: string | null;
}>;

/**
 * One unit of work: everything that one request, event or clock changes, in one transaction. What it announces is in the journal and
 * the outbox of that same transaction.
 */
export class Work {
  private announced = false;

  constructor(
    readonly manager: EntityManager,
    readonly context: WorkContext,
  ) {}

  get now(): Date {
    return this.context.now;
  }

  get actor(): ActorRef {
    return this.context.actor;
  }

  /** Whether there is something for the relay. */
  get hasAnnounced(): boolean {
    return this.announced;
  }

  newId(): string {
    return randomUUID();
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return readRows<Row>(this.manager, sql, parameters);
  }

  /**
   * Journal and outbox in one statement. The row of `journal_head` is locked until the transaction ends, so sequences of a subject have
   * no gap and their order is the order of commits.
   */
  async announce(subject: string, announcements: readonly Announcement[]): Promise<void> {
    if (!announcements.length) return;
    this.announced = true;
    describeSpan({ 'weisu.appeal.id': subject });
    const { now, actor, correlationId, causationId } = this.context;
    await this.query(
      `WITH head AS (
         INSERT INTO journal_head AS h (subject, last) VALUES ($1, $2::int)
         ON CONFLICT (subject) DO UPDATE SET last = h.last + $2::int RETURNING last
       ), entry AS (
         INSERT INTO journal (id, subject, sequence, type, at, actor_subject, actor_kind, actor_unit, correlation_id, causation_id, payload, traceparent)
         SELECT e.id, $1, head.last - $2::int + e.n, e.type, $6, $7, $8, $9, $10, $11, e.payload, $13
         FROM head, unnest($3::uuid[], $4::text[], $5::jsonb[]) WITH ORDINALITY AS e (id, type, payload, n)
         RETURNING id, subject, sequence, at
       )
       INSERT INTO outbox (lane, journal_id, subject, sequence, at)
       SELECT $12, id, subject, sequence, at FROM entry ORDER BY sequence`,
      [
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
      ],
    );
  }
}

const retryable = new Set(['40001', '40P01']);

/**
 * Runs a unit of work in a transaction and pokes the relay after the commit. A deadlock or serialization failure is tried again, twice:
 * the effect ran in a transaction that left nothing.
 */
export async function runWork<Result>(
  source: DataSource,
  context: WorkContext,
  poke: () => void,
  effect: (work: Work) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      let announced = false;
      const result = await inSpan('transaction', {}, () =>
        source.transaction(async (manager) => {
          const work = new Work(manager, context);
          const answer = await effect(work);
          announced = work.hasAnnounced;
          return answer;
        }),
      );
      if (announced) poke();
      return result;
    } catch (error) {
      if (attempt >= 3 || !retryable.has(sqlState(error))) throw error;
    }
  }
}

/** SQLSTATE of a database error, else an empty string. */
export function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
