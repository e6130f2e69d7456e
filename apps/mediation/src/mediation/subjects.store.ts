import { Injectable } from '@nestjs/common';
import { isId } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { SubjectsOf, type FindSubjects } from '@weisu/service-host';

/** The matter that a mediation is about; one without a matter is a subject of its own. */
@Injectable()
export class Subjects {
  @SubjectsOf()
  subjectsOf(...[source, keys]: Parameters<FindSubjects>): ReturnType<FindSubjects> {
    return readRows(
      source,
      'SELECT id::text AS key, coalesce(appeal_id, id)::text AS subject FROM mediation WHERE id = ANY($1::uuid[])',
      [keys.filter((key) => isId(key))],
    );
  }
}
