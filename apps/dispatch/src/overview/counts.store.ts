import type { AppealCountsAnswer } from '@weisu/api';
import { withinArea } from '@weisu/appeal-access';
import { readRows } from '@weisu/messaging';
import { instantOf } from '@weisu/working-time';
import type { EntityManager } from 'typeorm';
import { whistleCount } from '../whistle/whistle.store.js';

/** Matters submitted in [from, until] (civil days in Asia/Shanghai, both included) in an area, and what became of them. */
export async function countAppeals(
  manager: EntityManager,
  areaCode: string,
  from: string,
  until: string,
): Promise<AppealCountsAnswer> {
  const start = instantOf(from, '00:00');
  const end = new Date(instantOf(until, '00:00').getTime() + 86_400_000);
  const area = withinArea(areaCode, 3, 'h.area_code');
  // a district also answers for what is not located yet
  const within = areaCode.length === 6 ? `(${area.sql} OR h.area_code IS NULL)` : area.sql;
  const parameters = [start, end, ...area.parameters];
  const scope = `h.submitted_at >= $1 AND h.submitted_at < $2 AND ${within}`;
  const groups = await readRows<{
    status: string;
    channel: string;
    count: number;
    repeats: number;
    found: number;
    self: number;
  }>(
    manager,
    `SELECT h.status, h.channel, count(*)::int AS count, count(h.repeat_of_id)::int AS repeats,
       count(*) FILTER (WHERE h.origin = 'FOUND')::int AS found, count(*) FILTER (WHERE h.self_handled)::int AS self
     FROM handling h WHERE ${scope} GROUP BY h.status, h.channel`,
    parameters,
  );
  const [clocks] = await readRows<{ met: number; overdue: number }>(
    manager,
    `SELECT count(*) FILTER (WHERE c.state = 'MET')::int AS met, count(*) FILTER (WHERE c.state = 'OVERDUE')::int AS overdue
     FROM clock c JOIN handling h ON h.id::text = c.subject WHERE c.kind <> 'CUSTOM' AND ${scope}`,
    parameters,
  );
  const [mediations] = await readRows<{ count: number }>(
    manager,
    `SELECT count(*)::int AS count FROM appeal_mediation m WHERE m.opened_at >= $1 AND m.opened_at < $2 AND m.area_code >= $3 AND m.area_code < $4`,
    parameters,
  );
  const sum = (of: (group: (typeof groups)[number]) => number): number =>
    groups.reduce((total, group) => total + of(group), 0);
  return {
    byStatus: tally(groups, (group) => group.status),
    byChannel: tally(groups, (group) => group.channel),
    repeats: sum((group) => group.repeats),
    found: sum((group) => group.found),
    selfHandled: sum((group) => group.self),
    clocksMet: clocks?.met ?? 0,
    clocksOverdue: clocks?.overdue ?? 0,
    whistles: await whistleCount(manager, areaCode, start, end),
    mediations: mediations?.count ?? 0,
  };
}

function tally<Group extends { count: number }>(
  groups: readonly Group[],
  keyOf: (group: Group) => string,
): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const group of groups) totals[keyOf(group)] = (totals[keyOf(group)] ?? 0) + group.count;
  return totals;
}
