import { pgbenchLiteral } from './pgbench.js';
import type { Shot } from './load.js';

/** What a unit opens first: how much there is, and its first page of work, each order with its limits and its matter. */
export const pageDocument = `query Workbench($area: AreaCode!, $day: Date!) {
  appealCounts(areaCode: $area, from: $day, until: $day) { byStatus byChannel repeats found selfHandled clocksMet clocksOverdue whistles mediations }
  workbench(first: 20) {
    edges { cursor node { id role status contactedAt clocks { id kind dueBy state } appeal { id number title submittedAt area { code name } } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The first page of work without the counts. */
export const listDocument = `query Workbench {
  workbench(first: 20) {
    edges { cursor node { id role status contactedAt clocks { id kind dueBy state } appeal { id number title submittedAt area { code name } } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export type Desk = Readonly<{ unitId: string; areaCode: string; day: string; bearer: string }>;

export function opening(document: string, { areaCode, day, bearer }: Desk): Shot {
  const variables = document === pageDocument ? { area: areaCode, day } : {};
  return { query: document, variables, headers: { authorization: `Bearer ${bearer}` } };
}

/**
 * The least that reads the same rows, as prepared statements for pgbench: one for the list with all that is joined to it, whichever service owns
 * it, and one for each of the counts. Nobody asks whether the reader may.
 */
export function minimalSelects(document: string, { unitId, areaCode, day }: Desk): string {
  const q = pgbenchLiteral;
  const list = `SELECT o.id, o.role, o.status, o.contacted_at, c.clocks, a.id, a.number, a.title, a.submitted_at, a.area_code, d.body ->> 'name'
FROM (SELECT w.id, w.appeal_id, w.role, w.status, w.contacted_at,
        (SELECT min(c.due_by) FROM dispatch.clock c WHERE c.owner_id = w.id AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL) AS due_by
      FROM dispatch.work_order w WHERE w.unit_id = ${q(unitId)} AND w.status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING')
      ORDER BY due_by, w.id LIMIT 21) o
JOIN intake.appeal a ON a.id = o.appeal_id
LEFT JOIN dispatch.directory_copy d ON d.kind = 'area' AND d.key = a.area_code
LEFT JOIN LATERAL (SELECT json_agg(json_build_array(c.id, c.kind, c.due_by, c.state)) AS clocks FROM dispatch.clock c WHERE c.owner_id = o.id) c ON true;
`;
  if (document !== pageDocument) return list;
  const scope = `h.submitted_at >= ${q(`${day}T00:00:00+08:00`)} AND h.submitted_at < ${q(`${day}T00:00:00+08:00`)}::timestamptz + interval '1 day'
  AND h.area_code >= ${q(areaCode)} AND h.area_code < ${q(`${areaCode}~`)}`;
  return `${list}SELECT h.status, h.channel, count(*), count(h.repeat_of_id), count(*) FILTER (WHERE h.origin = 'FOUND'), count(*) FILTER (WHERE h.self_handled)
FROM dispatch.handling h WHERE ${scope} GROUP BY h.status, h.channel;
SELECT count(*) FILTER (WHERE c.state = 'MET'), count(*) FILTER (WHERE c.state = 'OVERDUE')
FROM dispatch.clock c JOIN dispatch.handling h ON h.id::text = c.subject WHERE c.kind <> 'CUSTOM' AND ${scope};
SELECT count(*) FROM dispatch.appeal_mediation m WHERE m.opened_at >= ${q(`${day}T00:00:00+08:00`)} AND m.area_code >= ${q(areaCode)} AND m.area_code < ${q(`${areaCode}~`)};
SELECT count(*) FROM dispatch.whistle w WHERE w.blown_at >= ${q(`${day}T00:00:00+08:00`)} AND w.area_code >= ${q(areaCode)} AND w.area_code < ${q(`${areaCode}~`)};
`;
}
