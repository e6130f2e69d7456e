import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { services } from '../service-environment.js';
import { surelyHeard } from './effects.js';
import { numberOf } from './findings.js';
import { deliveriesLeft, patienceMs, textsLeft, waitsOf } from './patience.js';

/** Services that react to something, and so have an inbox that fills. */
export const consumers = ['intake', 'dispatch', 'mediation', 'evaluation', 'notification'] as const;

/** Services that have limits. */
export const timekeepers = ['dispatch', 'mediation', 'evaluation'] as const;

export const allJournals = services
  .map((schema) => `SELECT *, '${schema}' AS service FROM ${schema}.journal`)
  .join(' UNION ALL ');

/** Types that each consumer reacts to: it has handled one, or is known to. A type that it never handled is nobody's loss to tell. */
export async function reactionsOf(pool: pg.Pool): Promise<[consumer: string, type: string][]> {
  const found = new Set(surelyHeard.map(([consumer, type]) => `${consumer} ${type}`));
  for (const consumer of consumers) {
    const { rows } = await pool.query<{ type: string }>(
      `SELECT DISTINCT j.type FROM (${allJournals}) j JOIN ${consumer}.inbox i ON i.event_id = j.id`,
    );
    for (const { type } of rows) found.add(`${consumer} ${type}`);
  }
  return [...found].toSorted().map((pair) => pair.split(' ') as [string, string]);
}

/** When replicas of a release replaced those of the version before, by the clock on the wall. */
export type Replacement = Readonly<{ began: Date; ended: Date }>;

/** Of a consumer's types those that it handled for the first time since a replacement began: reactions that the version before has not. */
export async function addedReactions(
  pool: pg.Pool,
  consumer: string,
  replacement: Replacement | null,
): Promise<string[]> {
  if (!replacement) return [];
  const { rows } = await pool.query<{ type: string }>(
    `SELECT j.type FROM (${allJournals}) j JOIN ${consumer}.inbox i ON i.event_id = j.id GROUP BY 1 HAVING min(i.received_at) >= $1`,
    [replacement.began],
  );
  return rows.map(({ type }) => type);
}

/** Events of a consumer's types ($1) that it has neither handled nor buried; of those ($2) that a release added, the ones said until the version before had gone ($3) are nobody's. */
export const unheard = (consumer: string): string =>
  `SELECT j.id, j.type, j.subject, j.sequence FROM (${allJournals}) j WHERE j.type = ANY($1::text[])
     AND NOT (j.type = ANY($2::text[]) AND j.recorded_at < $3)
     AND NOT EXISTS (SELECT 1 FROM ${consumer}.inbox i WHERE i.event_id = j.id)
     AND NOT EXISTS (SELECT 1 FROM ${consumer}.dead_letter d WHERE d.event_id = j.id)`;

/** What still moves, by name; empty when everything has come to rest. Business time must stand still. */
async function movingParts(pool: pg.Pool, now: Date, replacement: Replacement | null): Promise<string[]> {
  const parts: [string, number][] = [];
  for (const schema of services)
    parts.push([`outbox of ${schema}`, await numberOf(pool, `SELECT count(*) FROM ${schema}.outbox`)]);
  const reactions = await reactionsOf(pool);
  for (const consumer of consumers) {
    const types = reactions.filter(([who]) => who === consumer).map(([, type]) => type);
    const left = await numberOf(pool, `SELECT count(*) FROM (${unheard(consumer)}) u`, [
      types,
      await addedReactions(pool, consumer, replacement),
      replacement?.ended ?? null,
    ]);
    parts.push([`events for ${consumer}`, left]);
  }
  for (const schema of timekeepers)
    parts.push([
      `clocks of ${schema}`,
      await numberOf(
        pool,
        `SELECT count(*) FROM ${schema}.clock WHERE fired_at IS NULL AND state IN ('RUNNING', 'OVERDUE') AND due_by < $1`,
        [now],
      ),
    ]);
  parts.push(
    ['webhooks', await numberOf(pool, `SELECT count(*) FROM ${deliveriesLeft}`)],
    ['text messages', await numberOf(pool, `SELECT count(*) FROM ${textsLeft}`)],
  );
  return parts.filter(([, left]) => left > 0).map(([name, left]) => `${name}: ${left}`);
}

/** Waits until nothing moves any more, as long as schedules allow (`allowedMs`); answers what still does then. */
export async function drained(
  pool: pg.Pool,
  now: Date,
  replacement: Replacement | null = null,
): Promise<{ moving: string[]; allowedMs: number }> {
  const began = performance.now();
  const allowedMs = patienceMs(await waitsOf(pool, timekeepers));
  for (; ; await pause(1_000)) {
    const moving = await movingParts(pool, now, replacement);
    if (!moving.length || performance.now() > began + allowedMs) return { moving, allowedMs };
  }
}
