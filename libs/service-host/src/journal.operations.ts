import { Injectable } from '@nestjs/common';
import type { OperationArgs } from '@weisu/api';
import { entriesBeyond, Time, type JournalEntry } from '@weisu/messaging';
import { DataSource } from 'typeorm';
import type { FindSubjects } from './catching-up/subjects-of.decorator.js';
import { Operation } from './operation.decorator.js';
import type { OperationContext } from './operation-context.js';

type JournalRow = Omit<JournalEntry, 'traceparent'>;

const most = 1_000;

/** Every service lets others rebuild their projections from its journal, and catch up on what it said of a subject. */
@Injectable()
export class JournalOperations {
  private finder: FindSubjects | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly time: Time,
  ) {}

  findBy(finder: FindSubjects | null): void {
    this.finder = finder;
  }

  /** Entries in the order they were recorded, after the entry with this id. */
  @Operation()
  async readJournal(
    { after, first }: OperationArgs['readJournal'],
    { work }: OperationContext,
  ): Promise<readonly JournalRow[]> {
    return work.query<JournalRow>(
      `SELECT id, subject, sequence, type, at, actor_subject, actor_kind, actor_unit, actor_delegate, correlation_id, causation_id, payload
       FROM journal
       WHERE $1::uuid IS NULL OR (recorded_at, id) > (SELECT recorded_at, id FROM journal WHERE id = $1::uuid)
       ORDER BY recorded_at, id LIMIT $2`,
      [after ?? null, Math.min(first, most)],
    );
  }

  /** Never catches up itself: nobody waits for a chain of services. */
  @Operation()
  async readSubjects({ subjects }: OperationArgs['readSubjects']): Promise<readonly JournalEntry[]> {
    return entriesBeyond(this.source, subjects, this.time.now());
  }

  @Operation()
  async subjectsOf({ keys }: OperationArgs['subjectsOf']): Promise<Awaited<ReturnType<FindSubjects>>> {
    return this.finder ? this.finder(this.source, keys) : [];
  }
}
