import { announce, RecordsExpired, type PayloadOf } from '@weisu/contracts';
import type { RetentionTask } from '@weisu/service-host';
import { endedBefore } from '@weisu/working-time';
import type { RetentionTerms } from './terms.js';

type Kind = PayloadOf<typeof RecordsExpired>['kind'];

/** Deleted when it is old, and never while it waits to be sent. */
export function notificationRetention({
  messageDays,
  sendingDays,
}: RetentionTerms): readonly RetentionTask[] {
  return [
    deleting('MESSAGE', 'messages of the workbench', ['message', 'at < $1'], messageDays),
    deleting(
      'TEXT_MESSAGE',
      'text messages',
      ['text_message', `created_at < $1 AND status <> 'PENDING'`],
      sendingDays,
    ),
    deleting(
      'WEBHOOK_DELIVERY',
      'deliveries to other systems',
      ['webhook_delivery', `created_at < $1 AND status NOT IN ('PENDING', 'FAILED')`],
      sendingDays,
    ),
  ];
}

function deleting(
  kind: Kind,
  what: string,
  [table, old]: readonly [string, string],
  termDays: number,
): RetentionTask {
  return {
    what,
    due: (now) => ({
      sql: `SELECT count(*) AS count FROM ${table} WHERE ${old}`,
      parameters: [endedBefore(now, termDays)],
    }),
    async erase(work, after, most) {
      const rows = await work.query<{ id: string }>(
        `WITH old AS (SELECT id FROM ${table} WHERE ${old} AND ($2::uuid IS NULL OR id > $2::uuid) ORDER BY id LIMIT $3 FOR UPDATE),
           gone AS (DELETE FROM ${table} AS t USING old WHERE t.id = old.id RETURNING t.id)
         SELECT id FROM gone ORDER BY id`,
        [endedBefore(work.now, termDays), after, most],
      );
      const ids = rows.map(({ id }) => id);
      if (ids.length) await work.announce(work.newId(), [announce(RecordsExpired, { kind, ids })]);
      return { erased: ids.length, next: ids.length < most ? null : (ids.at(-1) ?? null) };
    },
  };
}
