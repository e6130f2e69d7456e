import type pg from 'pg';
import { short, type Finding } from './findings.js';

/** The projections of evaluation, without the order of what is a set. */
const projections: Readonly<Record<string, string>> = {
  matter: 'SELECT * FROM evaluation.matter ORDER BY appeal_id',
  settlement: `SELECT id, kind, area_code, finished_on, settled, (SELECT array_agg(u ORDER BY u) FROM unnest(unit_ids) u) AS unit_ids
    FROM evaluation.settlement ORDER BY id`,
  appeal_scope: `SELECT appeal_id, area_code, resident_subject, registered_by, (SELECT array_agg(u ORDER BY u) FROM unnest(unit_ids) u) AS unit_ids
    FROM evaluation.appeal_scope ORDER BY appeal_id`,
  appeal_part: `SELECT relation AS id, unit_id, since, until FROM evaluation.appeal_part ORDER BY relation`,
};

async function rowsOf(pool: pg.Pool): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (const [table, sql] of Object.entries(projections))
    for (const row of (await pool.query<Record<string, unknown>>(sql)).rows)
      rows.set(`${table} ${String(row['appeal_id'] ?? row['id'])}`, short(row));
  return rows;
}

/** What evaluation shows is what all journals together say: a rebuild changes nothing. Says what the rebuild said. */
export async function readModelsEqualRebuild(
  pool: pg.Pool,
  rebuild: () => Promise<string>,
  say: (line: string) => void,
): Promise<Finding> {
  const before = await rowsOf(pool);
  say((await rebuild()).trim());
  const after = await rowsOf(pool);
  const violations = [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => `${key}: ${before.get(key) ?? 'missing'} became ${after.get(key) ?? 'nothing'}`);
  return { what: 'read models equal a rebuild', seen: `${after.size} rows`, violations };
}
