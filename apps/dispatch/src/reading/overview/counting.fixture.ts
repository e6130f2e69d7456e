import { randomUUID } from 'node:crypto';
import type { AppealCountsAnswer } from '@weisu/api';
import { readRows } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';

/** Numbers that are the same in every run. */
export function drawing(seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return {
    below,
    /** Of a list that is not empty. */
    oneOf: <Thing>(things: readonly Thing[]): Thing => things[below(things.length)] as Thing,
  };
}

export type Drawing = ReturnType<typeof drawing>;
export type Statement = readonly [sql: string, ...parameters: unknown[]];

/** From a grid of 东门 to a community, another street, and nowhere. */
export const areas = ['440303003020001', '440303003020002', '440303003020', '440303004029001', null] as const;
export const units = ['440303003020001.office', '440303003.enforcement'] as const;
/** The last minute of a day in China, and the first of the next. */
export const instants = ['2026-11-22T15:59:59Z', '2026-11-22T16:00:00Z', '2026-11-24T03:00:00Z'] as const;
const statuses = ['REGISTERED', 'ALLOCATED', 'HANDLING', 'RESOLVED', 'CLOSED'] as const;
const orderStatuses = ['DISPATCHED', 'ACCEPTED', 'HANDLING', 'RESOLVED', 'CANCELLED'] as const;
const states = ['RUNNING', 'SUSPENDED', 'OVERDUE', 'MET', 'CANCELLED'] as const;
const kinds = ['RESOLVE', 'CONTACT', 'CUSTOM'] as const;

/** A matter with an order and two limits, or something that happens to one that is there. */
export function change(by: Drawing, known: string[]): readonly Statement[] {
  const { below, oneOf } = by;
  if (known.length < 5 || below(5) === 0) {
    const id = randomUUID();
    known.push(id);
    return arrival(by, id);
  }
  const id = oneOf(known);
  const due = `2026-12-${String(1 + below(28)).padStart(2, '0')}T01:00:00Z`;
  const metAt = oneOf([null, '2026-11-23T01:00:00Z']);
  return oneOf<() => readonly Statement[]>([
    () => [['UPDATE handling SET status = $2 WHERE id = $1', id, oneOf(statuses)]],
    () => [['UPDATE handling SET area_code = $2 WHERE id = $1', id, oneOf(areas)]],
    () => [['UPDATE handling SET area_code = left(area_code, 12) WHERE id = $1', id]],
    () => [['UPDATE handling SET treatment_rank = $2 WHERE id = $1', id, oneOf([null, 1, 2, 3])]],
    () => [['UPDATE work_order SET status = $2 WHERE appeal_id = $1', id, oneOf(orderStatuses)]],
    () => [['UPDATE work_order SET unit_id = $2 WHERE appeal_id = $1', id, oneOf(units)]],
    () => [['UPDATE clock SET state = $2, met_at = $3 WHERE subject = $1', id, oneOf(states), metAt]],
    () => [['UPDATE clock SET due_by = $2 WHERE subject = $1', id, due]],
    () => [['DELETE FROM clock WHERE subject = $1', id]],
    () => [
      ['DELETE FROM clock WHERE subject = $1', id],
      ['DELETE FROM work_order WHERE appeal_id = $1', id],
      ['DELETE FROM handling WHERE id = $1', id],
    ],
  ])();
}

function arrival({ oneOf }: Drawing, id: string): readonly Statement[] {
  const orderId = randomUUID();
  const clock = `INSERT INTO clock (id, subject, owner_id, kind, source, started_at, counts_start, roll_off_rest_day, due_by, provisional, state)
    VALUES ($1, $2, $3, $4, 'PROFILE', $5, true, false, $5::timestamptz + interval '1 day', false, $6)`;
  const at = oneOf(instants);
  return [
    // a limit may be heard of before its matter
    [clock, randomUUID(), id, orderId, oneOf(kinds), at, oneOf(states)],
    [
      `INSERT INTO handling (id, number, channel, origin, area_code, status, reachable, submitted_at, repeat_of_id, self_handled)
       VALUES ($1, $8, $2, $3, $4, 'REGISTERED', true, $5, $6, $7)`,
      id,
      oneOf(['WEB', 'HOTLINE']),
      oneOf(['REPORTED', 'FOUND']),
      oneOf(areas),
      at,
      oneOf([null, id]),
      oneOf([true, false]),
      id,
    ],
    [
      `INSERT INTO work_order (id, appeal_id, unit_id, role, status, designated, dispatched_at) VALUES ($1, $2, $3, 'LEAD', 'DISPATCHED', false, $4)`,
      orderId,
      id,
      oneOf(units),
      at,
    ],
    [clock, randomUUID(), id, orderId, oneOf(kinds), at, oneOf(states)],
  ];
}

/** By count(*), as the words of the contract say it. */
export async function countedAnew(
  manager: EntityManager,
  areaCode: string,
  from: string,
  until: string,
): Promise<Partial<AppealCountsAnswer>> {
  const within = `h.submitted_at >= ($3 || 'T00:00:00+08:00')::timestamptz AND h.submitted_at < ($4 || 'T00:00:00+08:00')::timestamptz + interval '24 hours'
    AND ((h.area_code >= $1 AND h.area_code < $2) OR (length($1) = 6 AND h.area_code IS NULL))`;
  const parameters = [areaCode, `${areaCode}~`, from, until];
  const by = async (column: string): Promise<Record<string, number>> =>
    Object.fromEntries(
      (
        await readRows<{ key: string; count: number }>(
          manager,
          `SELECT h.${column} AS key, count(*)::int AS count FROM handling h WHERE ${within} GROUP BY 1`,
          parameters,
        )
      ).map(({ key, count }) => [key, count]),
    );
  const [rest = {}] = await readRows<Partial<AppealCountsAnswer>>(
    manager,
    `SELECT count(h.repeat_of_id)::int AS repeats, count(*) FILTER (WHERE h.origin = 'FOUND')::int AS found,
       count(*) FILTER (WHERE h.self_handled)::int AS "selfHandled" FROM handling h WHERE ${within}`,
    parameters,
  );
  const [clocks = {}] = await readRows<Partial<AppealCountsAnswer>>(
    manager,
    `SELECT count(*) FILTER (WHERE c.state = 'MET')::int AS "clocksMet", count(*) FILTER (WHERE c.state = 'OVERDUE')::int AS "clocksOverdue"
     FROM clock c JOIN handling h ON h.id::text = c.subject WHERE c.kind <> 'CUSTOM' AND ${within}`,
    parameters,
  );
  return { byStatus: await by('status'), byChannel: await by('channel'), ...rest, ...clocks };
}

/** Open orders of a unit, each with the nearest limit that is to be met, in an order of the workbench. */
export async function orderedAnew(
  manager: EntityManager,
  unitId: string,
  order: 'DEADLINE' | 'TREATMENT',
): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    manager,
    `SELECT o.id FROM work_order o JOIN handling h ON h.id = o.appeal_id CROSS JOIN LATERAL (
       SELECT coalesce(min(c.due_by), 'infinity'::timestamptz) AS due_by
       FROM clock c WHERE c.owner_id = o.id AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL
     ) AS next WHERE o.unit_id = $1 AND o.status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING')
     ORDER BY ${order === 'TREATMENT' ? 'h.treatment_rank NULLS LAST, ' : ''}next.due_by, o.id`,
    [unitId],
  );
  return rows.map(({ id }) => id);
}
