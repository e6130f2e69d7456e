import { Injectable } from '@nestjs/common';
import { isId } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { externalOf, SubjectsOf, type FindSubjects } from '@weisu/service-host';

/** The registrar knows whose a number is, its own or another system's, what a matter is handled with, and the matter that a file belongs to. */
@Injectable()
export class Subjects {
  @SubjectsOf()
  subjectsOf(...[source, keys]: Parameters<FindSubjects>): ReturnType<FindSubjects> {
    const externals = keys.flatMap((key) => externalOf(key) ?? []);
    return readRows(
      source,
      `SELECT id::text AS key, appeal_id::text AS subject FROM attachment WHERE id = ANY($1::uuid[]) AND appeal_id IS NOT NULL
       UNION ALL SELECT number, id::text FROM appeal WHERE number = ANY($2::text[])
       UNION ALL SELECT number, merged_into::text FROM appeal WHERE number = ANY($2::text[]) AND merged_into IS NOT NULL
       UNION ALL SELECT a.external_system || chr(31) || a.external_number, a.id::text
         FROM appeal a JOIN unnest($3::text[], $4::text[]) AS asked (system, number) ON a.external_system = asked.system AND a.external_number = asked.number`,
      [
        keys.filter((key) => isId(key)),
        keys,
        externals.map(({ system }) => system),
        externals.map(({ number }) => number),
      ],
    );
  }
}
