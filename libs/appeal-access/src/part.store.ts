import { isId, type Envelope } from '@weisu/contracts';
import { readsByUnit, type Actor } from '@weisu/identity';
import { readRows } from '@weisu/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { visibleAppeals } from './appeal-access.store.js';
import { partChangesOf, type Part } from './part.js';

type Queryable = Pick<EntityManager | DataSource, 'query'>;

/** What `Work` and a migration ask the database with. */
export type Asking = Readonly<{ query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]> }>;

/** A part, and the instant at which it begins or ends. */
export type PartAt = Part & Readonly<{ at: Date }>;

const given =
  'unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[]) AS p (relation, appeal_id, unit_id, at)';
const begin = `INSERT INTO appeal_part (relation, appeal_id, unit_id, since) SELECT * FROM ${given}
  ON CONFLICT (relation) DO UPDATE SET since = least(appeal_part.since, excluded.since)`;
const end = `INSERT INTO appeal_part (relation, appeal_id, unit_id, until) SELECT * FROM ${given}
  ON CONFLICT (relation) DO UPDATE SET until = least(appeal_part.until, excluded.until)`;
const resume = `UPDATE appeal_part a SET until = NULL FROM ${given} WHERE a.relation = p.relation AND a.until <= p.at`;

const at =
  (instant: Date) =>
  (part: Part): PartAt => ({ ...part, at: instant });

/** Units that were given work, called or asked to mediate: they see their matters from now on. Events may arrive before the registration. */
export function beginParts(work: Asking, parts: readonly Part[], since: Date): Promise<void> {
  return change(work, parts.map(at(since)), begin);
}

/** Units that have nothing to do with their matters any more, unless by something else. An end that comes before its beginning stays an end; of two the earlier is meant, in whichever order they come. */
export function endParts(work: Asking, parts: readonly Part[], until: Date): Promise<void> {
  return change(work, parts.map(at(until)), end);
}

/** A part that had ended goes on, where there was one, also when its beginning is not known yet: a reception, when the matter comes back to the receiver's area. */
export function resumePart(work: Asking, part: Part, since: Date): Promise<void> {
  return change(work, [at(since)(part)], resume);
}

type Happened = Pick<Envelope, 'type' | 'subject' | 'payload'> & Readonly<{ time: Date }>;

/** What these events begin and end. */
export async function changeParts(work: Asking, events: readonly Happened[]): Promise<void> {
  const changes = events.flatMap((event) =>
    partChangesOf(event).map(({ part, ends }) => ({ ...part, at: event.time, ends })),
  );
  await change(
    work,
    changes.filter(({ ends }) => !ends),
    begin,
  );
  await change(
    work,
    changes.filter(({ ends }) => ends),
    end,
  );
}

/** Who takes part now is counted anew, with the matter locked: whoever has a part without an end. A unit of which no beginning is known stays: the backfill knows it. */
async function change(work: Asking, parts: readonly PartAt[], sql: string): Promise<void> {
  if (!parts.length) return;
  // an order whose role changed is dispatched again
  const first = new Map(parts.toReversed().map((part) => [part.relation, part]));
  const sorted = [...first.values()].sort((one, other) => (one.relation < other.relation ? -1 : 1));
  const appealIds = [...new Set(sorted.map(({ appealId }) => appealId))].sort();
  await work.query(
    `INSERT INTO appeal_scope (appeal_id) SELECT unnest($1::uuid[]) ON CONFLICT (appeal_id) DO UPDATE SET appeal_id = excluded.appeal_id`,
    [appealIds],
  );
  await work.query(sql, [
    sorted.map(({ relation }) => relation),
    sorted.map(({ appealId }) => appealId),
    sorted.map(({ unitId }) => unitId),
    sorted.map((part) => part.at),
  ]);
  await work.query(
    `UPDATE appeal_scope s SET unit_ids = ARRAY(
       SELECT unnest(s.unit_ids) EXCEPT SELECT p.unit_id FROM appeal_part p WHERE p.appeal_id = s.appeal_id AND p.since IS NOT NULL
       UNION SELECT p.unit_id FROM appeal_part p WHERE p.appeal_id = s.appeal_id AND p.until IS NULL
       ORDER BY 1)
     WHERE s.appeal_id = ANY($1::uuid[])`,
    [appealIds],
  );
}

/** Whether a unit takes or took part in a matter. */
export async function hasTakenPart(source: Queryable, appealId: string, unitId: string): Promise<boolean> {
  const rows = await readRows(
    source,
    `SELECT 1 FROM appeal_scope s WHERE s.appeal_id = $1 AND ($2 = ANY(s.unit_ids)
       OR EXISTS (SELECT 1 FROM appeal_part p WHERE p.appeal_id = s.appeal_id AND p.unit_id = $2))`,
    [appealId, unitId],
  );
  return rows.length > 0;
}

/**
 * Of these matters the ones that the actor's unit took part in and has nothing to do with any more, nor sees otherwise, with the instant from which on nothing of them
 * is the unit's to know (docs/adr/0039).
 */
export async function formerParts(
  source: Queryable,
  actor: Actor,
  appealIds: readonly string[],
): Promise<Map<string, Date>> {
  const ids = appealIds.filter((id) => isId(id));
  if (!ids.length || !readsByUnit(actor)) return new Map();
  const rows = await readRows<{ appeal_id: string; until: Date }>(
    source,
    `SELECT appeal_id, max(until) AS until FROM appeal_part WHERE unit_id = $1 AND appeal_id = ANY($2::uuid[])
     GROUP BY appeal_id HAVING bool_and(until IS NOT NULL)`,
    [actor.unitId, ids],
  );
  const visible = await visibleAppeals(
    source,
    actor,
    rows.map((row) => row.appeal_id),
  );
  return new Map(rows.filter((row) => !visible.has(row.appeal_id)).map((row) => [row.appeal_id, row.until]));
}
