import type pg from 'pg';
import { allJournals } from './drain.js';
import { short, wrongs, type Finding } from './findings.js';
import type { WebhookReceiver } from './webhook-receiver.js';

/** What the department's own system asks for: what is asked of it, and what it did not do in time. */
export const subscribedEvents = [
  'dispatch.work-order-dispatched.v1',
  'dispatch.unit-called.v1',
  'dispatch.clock-overdue.v1',
  'evaluation.follow-up-scheduled.v1',
];

/** Every event for the endpoint's unit arrived at least once, under the id that the delivery has. */
export async function webhooksArrived(
  pool: pg.Pool,
  receiver: WebhookReceiver,
  unitId: string,
): Promise<Finding> {
  // a clock's end is told once for each appeal of its whistle, and sent once
  const expected = `SELECT DISTINCT type, CASE WHEN payload ? 'clockId' THEN (payload->>'clockId') || '@' || (payload->>'dueBy')
    ELSE id::text END AS key FROM (${allJournals}) j
    WHERE type = ANY($1::text[]) AND payload->>'unitId' = $2 AND coalesce(payload->>'first', 'true') <> 'false'`;
  const { rows } = await pool.query<{ id: string; key: string; status: string }>(
    'SELECT id, event_key AS key, status FROM notification.webhook_delivery',
  );
  const ids = new Set(rows.map(({ id }) => id));
  const violations = [
    ...(await wrongs(
      pool,
      `SELECT e.type, e.key FROM (${expected}) e
       WHERE NOT EXISTS (SELECT 1 FROM notification.webhook_delivery d WHERE d.event_key = e.key)`,
      [subscribedEvents, unitId],
      (row) => `nothing was sent for ${short(row)}`,
    )),
    ...rows
      .filter(({ id, status }) => status !== 'DELIVERED' || !receiver.accepted.has(id))
      .map((row) => `the receiver ${receiver.accepted.has(row.id) ? 'took' : 'never saw'} ${short(row)}`),
    ...[...receiver.accepted.keys()]
      .filter((id) => !ids.has(id))
      .map((id) => `nobody knows the delivery ${id}`),
  ];
  const posts = [...receiver.accepted.values()].reduce((sum, times) => sum + times, 0);
  return {
    what: 'no webhook was lost',
    seen: `${rows.length} deliveries, accepted ${posts} times, answered 500 ${receiver.refused} times, not at all ${receiver.ignored} times`,
    violations,
  };
}
