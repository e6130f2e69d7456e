import type { OperationAnswer } from '@weisu/api';
import { withinArea } from '@weisu/appeal-access';
import { readRows } from '@weisu/messaging';
import { instantOf } from '@weisu/working-time';
import type { EntityManager } from 'typeorm';

/** 反复退单: matters of an area returned at least twice, the last time in [from, until] (civil days in Asia/Shanghai, both included). */
export async function returnedOften(
  manager: EntityManager,
  areaCode: string,
  from: string,
  until: string,
): Promise<OperationAnswer['returnedOften']> {
  const area = withinArea(areaCode, 3, 'h.area_code');
  const rows = await readRows<{ appeal_id: string; returns: number; unit_ids: string[]; last: Date }>(
    manager,
    `SELECT r.appeal_id, count(*)::int AS returns, array_agg(r.requested_by_id ORDER BY r.decided_at, r.id) AS unit_ids, max(r.decided_at) AS last
     FROM request r JOIN handling h ON h.id = r.appeal_id WHERE r.kind = 'RETURN' AND r.approved AND ${area.sql}
     GROUP BY r.appeal_id HAVING count(*) >= 2 AND max(r.decided_at) >= $1 AND max(r.decided_at) < $2
     ORDER BY returns DESC, last DESC, r.appeal_id LIMIT 500`,
    [
      instantOf(from, '00:00'),
      new Date(instantOf(until, '00:00').getTime() + 86_400_000),
      ...area.parameters,
    ],
  );
  return rows.map((row) => ({
    appealId: row.appeal_id,
    returns: row.returns,
    unitIds: row.unit_ids,
    lastReturnedAt: row.last,
  }));
}
