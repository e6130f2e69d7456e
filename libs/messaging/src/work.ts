import { randomUUID } from 'node:crypto';
import type { ActorRef, Announcement } from '@weisu/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { announcingParts, type Announcing, type Fragment } from './announcing.js';
import { laneCount, laneOf } from './lane.js';
import { readRows } from './prepared.js';
import { describeSpan, inSpan } from './span.js';
import type { WorkContext } from './work-context.js';

/**
 * One unit of work: everything that one request, event or clock changes, in one transaction. What it announces is in the journal and
 * the outbox of that same transaction.
 */
export class Work {
  private readonly announcedTo = new Set<number>();
  private readonly announcedAbout = new Set<string>();

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
    return this.announcedTo.size > 0;
  }

  /** Lanes with something for the relay. */
  get lanes(): ReadonlySet<number> {
    return this.announcedTo;
  }

  /** What this work said something about: appeals, and what belongs to none. */
  get subjects(): ReadonlySet<string> {
    return this.announcedAbout;
  }

  newId(): string {
    return randomUUID();
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return readRows<Row>(this.manager, sql, parameters);
  }

  /** Journal and outbox in one statement. */
  async announce(subject: string, announcements: readonly Announcement[]): Promise<void> {
    if (!announcements.length) return;
    const { sql, parameters } = this.announcing({ subject, announcements, first: 1 });
    await this.query(`WITH ${sql} SELECT 1 FROM entry LIMIT 1`, parameters);
  }

  /** Parts for a statement of the caller, so that a hot write and what it announces are one. */
  announcing(announcing: Announcing): Fragment {
    this.announcedTo.add(laneOf(announcing.subject, laneCount));
    this.announcedAbout.add(announcing.subject);
    describeSpan({ 'weisu.appeal.id': announcing.subject });
    return announcingParts(this.context, announcing);
  }
}

/** Tells the relay that these lanes have something to carry. */
export type Poke = (lanes: ReadonlySet<number>) => void;

const retryable = new Set(['40001', '40P01']);

/**
 * Runs a unit of work in a transaction and pokes the relay after the commit. A deadlock or serialization failure is tried again, twice:
 * the effect ran in a transaction that left nothing.
 */
export async function runWork<Result>(
  source: DataSource,
  context: WorkContext,
  poke: Poke,
  effect: (work: Work) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      let lanes: ReadonlySet<number> = new Set();
      const result = await inSpan('transaction', {}, () =>
        source.transaction(async (manager) => {
          const work = new Work(manager, context);
          const answer = await effect(work);
          lanes = work.lanes;
          return answer;
        }),
      );
      if (lanes.size) poke(lanes);
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
