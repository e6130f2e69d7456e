import { readRows } from '@weisu/messaging';
import type { DataSource } from 'typeorm';

/** Place in the order of treatment of what is not classified: after everything that is. */
const unranked = 1_000_000;

export const openStatuses = `('DISPATCHED', 'ACCEPTED', 'HANDLING')`;

/** What has changed and is not counted yet. Usually some dozens; many after a burst, and then each reader pays for them until they are carried in. */
export const changed = 'changed (id) AS MATERIALIZED (SELECT DISTINCT id FROM matter_changed)';

/**
 * What counts of the changed matters, as they are now. LIMIT keeps PostgreSQL at looking them up one by one: it cannot know how few they are,
 * and would rather read every matter there is.
 */
export const talliesNow = `
  SELECT h.appeal_id, h.day, h.area_code, h.status, h.channel, h.repeats, h.found, h.self_handled, c.met, c.overdue
  FROM changed CROSS JOIN LATERAL (
    SELECT id AS appeal_id, (submitted_at AT TIME ZONE INTERVAL '8 hours')::date AS day, coalesce(area_code, '') AS area_code, status, channel,
      (repeat_of_id IS NOT NULL)::int AS repeats, (origin = 'FOUND')::int AS found, self_handled::int AS self_handled
    FROM handling WHERE id = changed.id LIMIT 1
  ) AS h CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'MET')::int AS met, count(*) FILTER (WHERE state = 'OVERDUE')::int AS overdue
    FROM clock WHERE subject = changed.id::text AND kind <> 'CUSTOM'
  ) AS c`;

/** What has been counted of them. */
export const talliesBefore = `
  SELECT t.appeal_id, t.day, t.area_code, t.status, t.channel, t.repeats, t.found, t.self_handled, t.met, t.overdue
  FROM changed CROSS JOIN LATERAL (
    SELECT appeal_id, day, area_code, status, channel, repeats, found, self_handled, met, overdue FROM matter_tally WHERE appeal_id = changed.id LIMIT 1
  ) AS t`;

/** Changed orders and all orders of changed matters; an order that is gone is among them by its own id. */
export const changedOrders = `changed_order (id) AS MATERIALIZED (
    SELECT id FROM changed
    UNION SELECT o.id FROM changed CROSS JOIN LATERAL (SELECT id FROM work_order WHERE appeal_id = changed.id OFFSET 0) AS o
  )`;

/** Those of them that are open, with their place in the work of their unit: the nearest limit that is to be met; what has none comes last. */
export const openNow = `
  SELECT o.order_id, o.unit_id, coalesce(h.treatment_rank, ${unranked}) AS rank, next.due_by
  FROM changed_order CROSS JOIN LATERAL (
    SELECT id AS order_id, appeal_id, unit_id FROM work_order WHERE id = changed_order.id AND status IN ${openStatuses} LIMIT 1
  ) AS o CROSS JOIN LATERAL (SELECT treatment_rank FROM handling WHERE id = o.appeal_id LIMIT 1) AS h CROSS JOIN LATERAL (
    SELECT coalesce(min(due_by), 'infinity'::timestamptz) AS due_by
    FROM clock WHERE owner_id = o.order_id AND state IN ('RUNNING', 'OVERDUE') AND met_at IS NULL
  ) AS next`;

/** Sums that a group of matters has. */
const sums = ['matters', 'repeats', 'found', 'self_handled', 'met', 'overdue'] as const;
const each = (text: (name: string) => string, by = ', '): string => sums.map(text).join(by);

/**
 * One statement, so that all of it sees one state of the matters: a note that it takes was written in the transaction of a change that it sees, and
 * a change that it does not see has a note that it leaves. So nothing needs to be locked, and what is noted twice is counted once.
 */
const carryIn = `
WITH taken AS (
  DELETE FROM matter_changed WHERE ctid = ANY (ARRAY(SELECT ctid FROM matter_changed LIMIT $1)) RETURNING id
), changed (id) AS MATERIALIZED (
  SELECT DISTINCT id FROM taken
), now AS MATERIALIZED (${talliesNow}
), before AS MATERIALIZED (${talliesBefore}
), tally_gone AS (
  DELETE FROM matter_tally t USING changed WHERE t.appeal_id = changed.id AND NOT EXISTS (SELECT 1 FROM now WHERE now.appeal_id = changed.id)
), tally AS (
  INSERT INTO matter_tally (appeal_id, day, area_code, status, channel, repeats, found, self_handled, met, overdue)
  SELECT appeal_id, day, area_code, status, channel, repeats, found, self_handled, met, overdue FROM now
  ON CONFLICT (appeal_id) DO UPDATE SET day = excluded.day, area_code = excluded.area_code, status = excluded.status, channel = excluded.channel,
    repeats = excluded.repeats, found = excluded.found, self_handled = excluded.self_handled, met = excluded.met, overdue = excluded.overdue
), counted AS (
  INSERT INTO matter_count AS c (day, area_code, status, channel, ${each((name) => name)})
  SELECT day, area_code, status, channel, ${each((name) => `sum(${name})`)} FROM (
    SELECT day, area_code, status, channel, 1 AS matters, repeats, found, self_handled, met, overdue FROM now
    UNION ALL SELECT day, area_code, status, channel, -1, -repeats, -found, -self_handled, -met, -overdue FROM before
  ) AS difference GROUP BY day, area_code, status, channel HAVING ${each((name) => `sum(${name}) <> 0`, ' OR ')}
  ON CONFLICT (day, area_code, status, channel) DO UPDATE SET ${each((name) => `${name} = c.${name} + excluded.${name}`)}
), ${changedOrders}, now_open AS MATERIALIZED (${openNow}
), order_gone AS (
  DELETE FROM open_order e USING changed_order WHERE e.order_id = changed_order.id
    AND NOT EXISTS (SELECT 1 FROM now_open WHERE now_open.order_id = changed_order.id)
), ordered AS (
  INSERT INTO open_order AS e (order_id, unit_id, rank, due_by) SELECT order_id, unit_id, rank, due_by FROM now_open
  ON CONFLICT (order_id) DO UPDATE SET unit_id = excluded.unit_id, rank = excluded.rank, due_by = excluded.due_by
    WHERE (e.unit_id, e.rank, e.due_by) IS DISTINCT FROM (excluded.unit_id, excluded.rank, excluded.due_by)
)
SELECT count(*)::int AS count FROM taken`;

/** Carries noted changes into the counters; answers how many notes. One at a time does, the others find nothing to do (0). */
export async function carryInChanges(source: DataSource, most: number): Promise<number> {
  const noted = await readRows(source, 'SELECT id FROM matter_changed LIMIT 1');
  if (!noted.length) return 0;
  return source.transaction(async (manager) => {
    // before the statement that counts: what the last one counted must be seen by it
    const [lock] = await readRows<{ mine: boolean }>(
      manager,
      `SELECT pg_try_advisory_xact_lock(hashtext('weisu-dispatch-counts'), hashtext(current_schema())) AS mine`,
    );
    if (!lock?.mine) return 0;
    const [taken] = await readRows<{ count: number }>(manager, carryIn, [most]);
    await readRows(manager, 'DELETE FROM matter_count WHERE matters = 0');
    return taken?.count ?? 0;
  });
}
