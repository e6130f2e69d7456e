import { Injectable } from '@nestjs/common';
import type { OperationArgs } from '@weisu/api';
import { Operation } from './operation.decorator.js';
import type { OperationContext } from './operation-context.js';

type JournalRow = {
  id: string;
  subject: string;
  sequence: number;
  type: string;
  at: Date;
  actor_subject: string;
  actor_kind: string;
  actor_unit: string | null;
  actor_delegate: string | null;
  correlation_id: string;
  causation_id: string | null;
  payload: unknown;
};

const most = 1_000;

/** Every service lets others rebuild their projections from its journal. */
@Injectable()
export class JournalOperations {
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
}
