import type { AppealCountsAnswer } from '@weisu/api';
import { withinArea } from '@weisu/appeal-access';
import { readRows } from '@weisu/messaging';
import { instantOf } from '@weisu/working-time';
import type { EntityManager } from 'typeorm';
import { whistleCount } from '../../whistles/whistle/whistle.store.js';
import { changed, talliesBefore, talliesNow } from './tally.store.js';

type Group = Readonly<{
  status: string;
  channel: string;
  matters: number;
  repeats: number;
  found: number;
  self: number;
  met: number;
  overdue: number;
}>;

/** Matters submitted in [from, until] (civil days in Asia/Shanghai, both included) in an area, and what became of them. */
export async function countAppeals(
  manager: EntityManager,
  areaCode: string,
  from: string,
  until: string,
): Promise<AppealCountsAnswer> {
  const start = instantOf(from, '00:00');
  const end = new Date(instantOf(until, '00:00').getTime() + 86_400_000);
  const groups = await groupsOf(manager, areaCode, from, until);
  const [mediations] = await readRows<{ count: number }>(
    manager,
    `SELECT count(*)::int AS count FROM appeal_mediation m WHERE m.opened_at >= $1 AND m.opened_at < $2 AND m.area_code >= $3 AND m.area_code < $4`,
    [start, end, areaCode, `${areaCode}~`],
  );
  const sum = (of: (group: Group) => number): number => groups.reduce((total, group) => total + of(group), 0);
  return {
    byStatus: tally(groups, (group) => group.status),
    byChannel: tally(groups, (group) => group.channel),
    repeats: sum((group) => group.repeats),
    found: sum((group) => group.found),
    selfHandled: sum((group) => group.self),
    clocksMet: sum((group) => group.met),
    clocksOverdue: sum((group) => group.overdue),
    whistles: await whistleCount(manager, areaCode, start, end),
    mediations: mediations?.count ?? 0,
  };
}

/** The counters, and what has changed since they were written: in one statement, so that nothing is missed or counted twice. */
async function groupsOf(
  manager: EntityManager,
  areaCode: string,
  from: string,
  until: string,
): Promise<Group[]> {
  const area = withinArea(areaCode, 3, 'area_code');
  // a district also answers for what is not located yet
  const within = areaCode.length === 6 ? `(${area.sql} OR area_code = '')` : area.sql;
  const counts = 'status, channel, matters, repeats, found, self_handled, met, overdue';
  return readRows<Group>(
    manager,
    `WITH ${changed}
     SELECT status, channel, sum(matters)::int AS matters, sum(repeats)::int AS repeats, sum(found)::int AS found, sum(self_handled)::int AS self,
       sum(met)::int AS met, sum(overdue)::int AS overdue
     FROM (
       SELECT ${counts} FROM (SELECT greatest($1::date, min(day)) AS first, least($2::date, max(day)) AS last FROM matter_count) AS known
         CROSS JOIN LATERAL generate_series(0, known.last - known.first) AS n
         CROSS JOIN LATERAL (SELECT ${counts} FROM matter_count WHERE day = known.first + n AND ${within} OFFSET 0) AS c
       UNION ALL SELECT status, channel, 1, repeats, found, self_handled, met, overdue FROM (${talliesNow}) AS now
         WHERE day BETWEEN $1::date AND $2::date AND ${within}
       UNION ALL SELECT status, channel, -1, -repeats, -found, -self_handled, -met, -overdue FROM (${talliesBefore}) AS before
         WHERE day BETWEEN $1::date AND $2::date AND ${within}
     ) AS parts GROUP BY status, channel HAVING sum(matters) <> 0`,
    [from, until, ...area.parameters],
  );
}

function tally(groups: readonly Group[], keyOf: (group: Group) => string): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const group of groups) totals[keyOf(group)] = (totals[keyOf(group)] ?? 0) + group.matters;
  return totals;
}
