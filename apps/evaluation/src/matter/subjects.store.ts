import { Injectable } from '@nestjs/common';
import { isId } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { SubjectsOf, type FindSubjects } from '@weisu/service-host';

/** The matter that a follow-up asks about, and what a matter of that number is handled with. */
@Injectable()
export class Subjects {
  @SubjectsOf()
  subjectsOf(...[source, keys]: Parameters<FindSubjects>): ReturnType<FindSubjects> {
    return readRows(
      source,
      `SELECT id::text AS key, appeal_id::text AS subject FROM follow_up WHERE id = ANY($1::uuid[])
       UNION ALL SELECT number, merged_into::text FROM matter WHERE number = ANY($2::text[]) AND merged_into IS NOT NULL`,
      [keys.filter((key) => isId(key)), keys],
    );
  }
}
