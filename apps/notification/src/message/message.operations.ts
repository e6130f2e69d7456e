import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DomainError, isId } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { decodeCursor, pageOf, pageSize } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { markRead, messagesPage, recipientKey } from './message.store.js';

@Injectable()
export class MessageOperations {
  @Operation()
  async messages(
    { unread, first, after }: OperationArgs['messages'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['messages']> {
    const size = pageSize(first);
    const rows = await messagesPage(work, {
      recipients: recipientsOf(actor),
      unread: unread ?? false,
      after: after ? keyOf(after) : null,
      limit: size + 1,
    });
    const messages = rows.map(({ id, at, kind, text, subject_id, read_at }) => ({
      id,
      at,
      kind,
      text,
      subjectId: subject_id,
      readAt: read_at,
    }));
    return pageOf(messages, size, after, ({ at, id }) => [at.toISOString(), id]);
  }

  /** Others' messages and ids that are none are left out of the count. */
  @Operation({ whole: 'a count' })
  async markMessagesRead(
    { ids }: OperationArgs['markMessagesRead'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['markMessagesRead']> {
    return markRead(
      work,
      recipientsOf(actor),
      ids.filter((id) => isId(id)),
    );
  }
}

function recipientsOf({ subject, unitId }: Actor): string[] {
  return [recipientKey({ personId: subject }), ...(unitId === null ? [] : [recipientKey({ unitId })])];
}

function keyOf(after: string): [string, string] {
  const [at = '', id = ''] = decodeCursor(after, 2);
  if (Number.isNaN(Date.parse(at)) || !isId(id))
    throw new DomainError('INVALID_ARGUMENT', 'after is not a cursor of this list');
  return [at, id];
}
