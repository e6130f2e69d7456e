import type { Outcome, Satisfaction } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { Cell, Settlement } from './rates.js';
import type { Scope } from './scope.js';

export type Period = Readonly<{ from: string; until: string }>;

type CellRow = {
  area_code: string;
  profile_key: string;
  profile_version: number;
  in_time: boolean | null;
  by_message: boolean;
  contacted: boolean;
  outcome: Outcome | null;
  satisfaction: Satisfaction | null;
  count: number;
};

/** The answer that counts in a round: the hotline's overrides ours, which then no longer `counts`. */
const answerThatCounts = `
  LEFT JOIN LATERAL (
    SELECT f.contacted, f.outcome, f.satisfaction FROM follow_up f
    WHERE f.round_id = r.id AND f.counts AND f.state = 'ANSWERED' ORDER BY (f.kind = 'HOTLINE') DESC LIMIT 1
  ) AS a ON true`;

/** Rounds that were the last of their matter, resolved on civil days (Asia/Shanghai) of the period, both included. */
const roundsOfPeriod = `NOT r.superseded AND r.excluded IS NULL AND r.resolved_on BETWEEN $1::date AND $2::date
  AND ($3::text IS NULL OR (r.area_code >= $3 AND r.area_code < $3 || '~'))
  AND ($4::text IS NULL OR r.lead_unit_id = $4)`;

function parametersOf({ from, until }: Period, scope: Scope, length: number | null): unknown[] {
  return [from, until, scope.areaCode, scope.unitId, length];
}

/**
 * The population, cell by cell. In it: rounds that need a counted follow-up. Not in it: nobody reached after every attempt, declined,
 * merged, withdrawn, found by ourselves, and a matter without a telephone number until it is answered after all.
 * 即办件 are never resolved by a unit and so never here. Of an area the contact counts that was owed from registration, where there was one; of a unit its own.
 */
export async function cellsOf(
  work: Work,
  period: Period,
  scope: Scope,
  length: number | null,
): Promise<Cell[]> {
  const rows = await work.query<CellRow>(
    `SELECT CASE WHEN $5::int IS NULL THEN '' ELSE left(r.area_code, $5) END AS area_code, r.profile_key, r.profile_version,
       CASE WHEN $4::text IS NOT NULL OR r.first_contact IS NULL THEN r.contacted_in_time WHEN r.first_contact <> 'MESSAGE' THEN r.first_contact = 'IN_TIME' END AS in_time,
       r.first_contact IS NOT DISTINCT FROM 'MESSAGE' AS by_message, coalesce(a.contacted, false) AS contacted, a.outcome, a.satisfaction, count(*)::int AS count
     FROM round r JOIN matter m ON m.appeal_id = r.appeal_id ${answerThatCounts}
     WHERE ${roundsOfPeriod} AND r.counted AND m.origin = 'REPORTED'
       AND (r.reachable OR r.by_sender OR a.outcome IS NOT NULL)
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
    parametersOf(period, scope, length),
  );
  return rows.map((row) => ({
    areaCode: row.area_code,
    profileKey: row.profile_key,
    profileVersion: row.profile_version,
    inTime: row.in_time,
    byMessage: row.by_message,
    contacted: row.contacted,
    outcome: row.outcome,
    satisfaction: row.satisfaction,
    count: row.count,
  }));
}

/** 化解率: whistles completed, mediations agreed or failed, and hazards found by ourselves whose verification was answered. */
export async function settlementsOf(
  work: Work,
  period: Period,
  scope: Scope,
  length: number | null,
): Promise<Map<string, Settlement>> {
  const rows = await work.query<{ area_code: string; finished: number; settled: number }>(
    `SELECT area_code, count(*)::int AS finished, (count(*) FILTER (WHERE settled))::int AS settled FROM (
       SELECT CASE WHEN $5::int IS NULL THEN '' ELSE left(s.area_code, $5) END AS area_code, s.settled FROM settlement s
       WHERE s.finished_on BETWEEN $1::date AND $2::date AND s.area_code IS NOT NULL
         AND ($3::text IS NULL OR (s.area_code >= $3 AND s.area_code < $3 || '~'))
         AND ($4::text IS NULL OR $4 = ANY(s.unit_ids))
       UNION ALL
       SELECT CASE WHEN $5::int IS NULL THEN '' ELSE left(r.area_code, $5) END, a.outcome = 'SOLVED'
       FROM round r JOIN matter m ON m.appeal_id = r.appeal_id ${answerThatCounts}
       WHERE ${roundsOfPeriod} AND m.origin = 'FOUND' AND a.outcome IS NOT NULL
     ) AS ended GROUP BY 1`,
    parametersOf(period, scope, length),
  );
  return new Map(rows.map(({ area_code, finished, settled }) => [area_code, { finished, settled }]));
}
