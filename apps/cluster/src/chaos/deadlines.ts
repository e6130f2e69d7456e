import type pg from 'pg';
import { speed, type BusinessTime } from './business-time.js';
import { timekeepers } from './drain.js';
import { numberOf, short, wrongs, type Finding } from './findings.js';

/** Milliseconds by which the clocks of two processes of one machine may differ; more is early. */
const toleranceMs = 250;

/** Business time at the real instant `fired_at`: $1 base, $2 since when, $3 speed, $4 where it stands still, $5 since when. */
const businessAt = (column: string): string =>
  `CASE WHEN ${column} >= $5 THEN $4::timestamptz ELSE $1::timestamptz + (${column} - $2::timestamptz) * $3::float8 END`;

/** The announcement of a clock's end, by the id that it names. */
const announced: Readonly<Record<(typeof timekeepers)[number], string>> = {
  dispatch: `type = 'dispatch.clock-overdue.v1' AND payload->>'clockId' = c.id::text`,
  mediation: `type = 'mediation.clock-overdue.v1' AND payload->>'clockId' = c.id::text`,
  evaluation: `type = 'evaluation.follow-up-overdue.v1' AND payload->>'followUpId' = c.owner_id::text`,
};

/** No limit fired before its time, none twice, none never. Business time must stand still since before the last look. */
export async function clocksRight(pool: pg.Pool, time: BusinessTime): Promise<Finding> {
  const { base, since, frozenAt, frozenSince } = time;
  if (!frozenAt || !frozenSince) throw new Error('business time still runs');
  const parameters = [base, since, speed, frozenAt, frozenSince];
  const violations: string[] = [];
  let clocks = 0;
  let fired = 0;
  for (const schema of timekeepers) {
    clocks += await numberOf(pool, `SELECT count(*) FROM ${schema}.clock`);
    fired += await numberOf(pool, `SELECT count(*) FROM ${schema}.clock WHERE fired_at IS NOT NULL`);
    const early = `SELECT c.id, c.kind, c.due_by, c.fired_at, ${businessAt('c.fired_at')} AS business FROM ${schema}.clock c
      WHERE c.fired_at IS NOT NULL AND ${businessAt('c.fired_at')} + make_interval(secs => $3::float8 * ${toleranceMs / 1_000}) < c.due_by`;
    violations.push(
      ...(await wrongs(pool, early, parameters, (row) => `early in ${schema}: ${short(row)}`)),
      ...(await wrongs(
        pool,
        `SELECT c.id, c.kind, c.state, c.due_by, c.last_error FROM ${schema}.clock c
         WHERE c.fired_at IS NULL AND c.state IN ('RUNNING', 'OVERDUE') AND c.due_by < $1`,
        [frozenAt],
        (row) => `never in ${schema}: ${short(row)}`,
      )),
      ...(await wrongs(
        pool,
        `SELECT c.id, c.kind, c.state, c.due_by, c.met_at, c.fired_at FROM ${schema}.clock c
         WHERE (c.state = 'MET' AND (c.met_at IS NULL OR c.met_at > c.due_by OR c.fired_at IS NOT NULL))
            OR (c.state = 'OVERDUE' AND c.fired_at IS NULL) OR (c.state = 'RUNNING' AND c.fired_at IS NOT NULL)`,
        [],
        (row) => `contradicts itself in ${schema}: ${short(row)}`,
      )),
      ...(await wrongs(
        pool,
        `SELECT c.id, c.kind, c.state, c.fired_at, n.n, n.early FROM ${schema}.clock c CROSS JOIN LATERAL (
           SELECT count(*)::int AS n, count(*) FILTER (WHERE at <= (payload->>'dueBy')::timestamptz)::int AS early
           FROM ${schema}.journal WHERE ${announced[schema]}
         ) n WHERE n.early > 0 OR n.n > 1 OR (n.n = 1 AND c.fired_at IS NULL)
           OR (n.n = 0 AND c.fired_at IS NOT NULL AND '${schema}' <> 'evaluation')`,
        [],
        (row) => `announced wrongly in ${schema}: ${short(row)}`,
      )),
    );
  }
  return {
    what: 'no clock fired early, twice or never',
    seen: `${clocks} clocks, ${fired} fired`,
    violations,
  };
}
