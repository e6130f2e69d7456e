import { Injectable } from '@nestjs/common';
import { isId } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { SubjectsOf, type FindSubjects } from '@weisu/service-host';

/** Each thing of dispatch by its id, and the matter or whistle that journals name for it. `$1`: ids. */
const finders = [
  'SELECT id, appeal_id::text AS subject FROM work_order WHERE id = ANY($1::uuid[])',
  'SELECT id, appeal_id::text FROM request WHERE id = ANY($1::uuid[])',
  'SELECT id, appeal_id::text FROM passing WHERE id = ANY($1::uuid[])',
  'SELECT id, subject FROM supervision_notice WHERE id = ANY($1::uuid[])',
  'SELECT id, coalesce(appeal_id, whistle_id)::text FROM paper WHERE id = ANY($1::uuid[])',
  'SELECT id, subject FROM clock WHERE id = ANY($1::uuid[])',
  'SELECT id, subject FROM duty_call WHERE id = ANY($1::uuid[])',
  `SELECT asked.id, unnest(w.id || w.appeal_ids)::text FROM whistle w JOIN (
     SELECT id, id AS whistle_id FROM whistle WHERE id = ANY($1::uuid[])
     UNION ALL SELECT id, whistle_id FROM summons WHERE id = ANY($1::uuid[])
     UNION ALL SELECT id, whistle_id FROM finding WHERE id = ANY($1::uuid[])
     UNION ALL SELECT id, whistle_id FROM consultation WHERE id = ANY($1::uuid[])
     UNION ALL SELECT t.id, c.whistle_id FROM consultation_task t JOIN consultation c ON c.id = t.consultation_id WHERE t.id = ANY($1::uuid[])
   ) asked ON w.id = asked.whistle_id`,
];

/** Which matters and whistles an id of dispatch's own belongs to. */
@Injectable()
export class Subjects {
  @SubjectsOf()
  async subjectsOf(...[source, keys]: Parameters<FindSubjects>): ReturnType<FindSubjects> {
    const ids = keys.filter((key) => isId(key));
    if (!ids.length) return [];
    return readRows(
      source,
      `SELECT id::text AS key, subject FROM (${finders.join('\nUNION ALL ')}) AS found WHERE subject IS NOT NULL`,
      [ids],
    );
  }
}
