import type pg from 'pg';
import { addedReactions, allJournals, consumers, reactionsOf, unheard, type Replacement } from './drain.js';
import { numberOf, short, wrongs, type Finding } from './findings.js';
import { services } from '../service-environment.js';

/** Each event is in the inbox of everybody who reacts to it, once, and nowhere else. */
export async function eventsHeard(pool: pg.Pool, replacement: Replacement | null): Promise<Finding> {
  const reactions = await reactionsOf(pool);
  const violations: string[] = [];
  let handled = 0;
  const added: string[] = [];
  for (const consumer of consumers) {
    const types = reactions.filter(([who]) => who === consumer).map(([, type]) => type);
    handled += await numberOf(pool, `SELECT count(*) FROM ${consumer}.inbox`);
    const news = await addedReactions(pool, consumer, replacement);
    added.push(...news.map((type) => `${consumer} ${type}`));
    violations.push(
      ...(await wrongs<{ type: string; id: string }>(
        pool,
        unheard(consumer),
        [types, news, replacement?.ended ?? null],
        ({ type, id }) => `${consumer} never heard of ${type} ${id}`,
      )),
      ...(await wrongs<{ id: string; n: number }>(
        pool,
        `SELECT event_id AS id, count(*)::int AS n FROM ${consumer}.inbox GROUP BY 1 HAVING count(*) > 1`,
        [],
        ({ id, n }) => `${consumer} let ${id} take effect ${n} times`,
      )),
    );
  }
  for (const schema of services)
    violations.push(
      ...(await wrongs<{ topic: string; id: string; error: string }>(
        pool,
        `SELECT topic, event_id AS id, error FROM ${schema}.dead_letter`,
        [],
        (row) => `dead letter of ${schema}: ${short(row)}`,
      )),
    );
  return {
    what: 'every event was handled once by everybody who reacts to it, no dead letter',
    seen: `${handled} reactions of ${reactions.length} kinds${added.length ? `; added, and asked for since the version before had gone: ${added.join(', ')}` : ''}`,
    violations,
  };
}

type Pair = Readonly<{ name: string; sql: string }>;

/** Effects told by rows that no key of the database keeps from coming twice, or from being missing. */
const effects: readonly Pair[] = [
  ...(['dispatch.handling', 'evaluation.matter', 'notification.matter'] as const).map((table) => {
    const key = table === 'dispatch.handling' ? 'id' : 'appeal_id';
    return {
      name: `${table} has every appeal`,
      sql: `SELECT coalesce(a.id, t.${key})::text AS id, 'missing on one side' AS wrong FROM intake.appeal a
            FULL JOIN ${table} t ON t.${key} = a.id WHERE a.id IS NULL OR t.${key} IS NULL`,
    };
  }),
  {
    name: 'the ledger of dispatch has every journal entry',
    sql: `SELECT coalesce(j.subject, l.appeal_id) AS id, coalesce(j.type, l.type) AS wrong FROM (${allJournals}) j
          FULL JOIN dispatch.ledger_entry l ON l.appeal_id = j.subject AND l.service = upper(j.service) AND l.sequence = j.sequence
          WHERE j.id IS NULL OR l.appeal_id IS NULL OR j.type <> l.type`,
  },
  ...[
    ['RECEIPT', 'intake.appeal-registered.v1'],
    ['CONTACT', 'dispatch.appellant-messaged.v1'],
    ['CLOSED', 'dispatch.appeal-closed.v1'],
  ].map(([template, type]) => ({
    name: `one text message ${template ?? ''} for each event`,
    sql: `SELECT coalesce(t.id, j.id) AS id, coalesce(t.n, 0) || ' texts for ' || coalesce(j.n, 0) || ' events' AS wrong
          FROM (SELECT appeal_id::text AS id, count(*) AS n FROM notification.text_message WHERE template = '${template ?? ''}' GROUP BY 1) t
          FULL JOIN (SELECT subject AS id, count(*) AS n FROM (${allJournals}) e WHERE type = '${type ?? ''}' GROUP BY 1) j ON j.id = t.id
          WHERE t.n IS DISTINCT FROM j.n`,
  })),
  {
    name: 'one round of asking for each resolution',
    sql: `SELECT coalesce(r.id, j.id) AS id, coalesce(r.n, 0) || ' rounds for ' || coalesce(j.n, 0) || ' resolutions' AS wrong
          FROM (SELECT appeal_id::text AS id, count(*) AS n FROM evaluation.round GROUP BY 1) r
          FULL JOIN (SELECT subject AS id, count(*) AS n FROM dispatch.journal WHERE type = 'dispatch.appeal-resolved.v1' GROUP BY 1) j
            ON j.id = r.id WHERE r.n IS DISTINCT FROM j.n`,
  },
  {
    name: 'one follow-up of each kind for each round, announced once',
    sql: `SELECT f.round_id::text AS id, f.kind || ' ' || count(*) || ' times' AS wrong FROM evaluation.follow_up f GROUP BY 1, f.kind HAVING count(*) > 1
          UNION ALL
          SELECT f.id::text, count(j.id) || ' announcements' FROM evaluation.follow_up f
          LEFT JOIN evaluation.journal j ON j.type = 'evaluation.follow-up-scheduled.v1' AND j.payload->>'followUpId' = f.id::text
          GROUP BY f.id HAVING count(j.id) <> 1`,
  },
  {
    name: 'a verdict closes or reopens once',
    sql: `SELECT causation_id AS id, type || ' ' || count(*) || ' times' AS wrong FROM dispatch.journal
          WHERE type IN ('dispatch.appeal-closed.v1', 'dispatch.appeal-reopened.v1') AND causation_id IS NOT NULL
          GROUP BY causation_id, type HAVING count(*) > 1`,
  },
  {
    name: 'one settlement for each whistle and mediation, with its end',
    sql: `SELECT coalesce(s.id, j.id) AS id, coalesce(s.ended::text, 'missing') || ' instead of ' || coalesce(j.ended::text, 'nothing') AS wrong
          FROM (SELECT id::text AS id, finished_on IS NOT NULL AS ended FROM evaluation.settlement) s
          FULL JOIN (
            SELECT coalesce(payload->>'mediationId', payload->>'whistleId') AS id,
              bool_or(type IN ('dispatch.whistle-completed.v1', 'mediation.mediation-agreed.v1', 'mediation.mediation-failed.v1')) AS ended
            FROM (${allJournals}) e WHERE type IN ('dispatch.whistle-blown.v1', 'dispatch.whistle-completed.v1', 'mediation.mediation-opened.v1',
              'mediation.mediation-agreed.v1', 'mediation.mediation-failed.v1') GROUP BY 1
          ) j ON j.id = s.id WHERE s.ended IS DISTINCT FROM j.ended`,
  },
];

export async function effectsOnce(pool: pg.Pool): Promise<Finding> {
  const violations: string[] = [];
  for (const { name, sql } of effects)
    violations.push(
      ...(await wrongs<{ id: string; wrong: string }>(
        pool,
        sql,
        [],
        ({ id, wrong }) => `${name}: ${id} ${wrong}`,
      )),
    );
  return {
    what: 'effects of events are there once in every service',
    seen: `${effects.length} comparisons`,
    violations,
  };
}
