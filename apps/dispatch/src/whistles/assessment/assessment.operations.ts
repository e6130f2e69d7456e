import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DirectoryClient } from '@weisu/directory-client';
import { readRows } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import { instantOf } from '@weisu/working-time';
import type { EntityManager } from 'typeorm';
import { requireReach } from '../../ground/appeal-list/appeal-list.store.js';
import { assessedStreet, assessedUnit, type CalledCounts, type StreetCounts } from './assessment.js';

type Period = readonly [areaCode: string, above: string, from: Date, until: Date];

/** 双向考核 (条例 2021 art. 33: both are assessed). */
@Injectable()
export class AssessmentOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async whistleAssessment(
    { areaCode, from, until }: OperationArgs['whistleAssessment'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['whistleAssessment']> {
    const directory = await this.directories.current();
    requireReach(directory, actor, areaCode);
    const end = new Date(instantOf(until, '00:00').getTime() + 86_400_000);
    const period: Period = [areaCode, `${areaCode}~`, instantOf(from, '00:00'), end];
    const units = await calledCounts(work.manager, period);
    const streets = await streetCounts(work.manager, period);
    return {
      units: units.map(assessedUnit),
      streets: streets.map((counts) =>
        assessedStreet(counts, directory.profileOn(counts.areaCode, until)?.whistle.band),
      ),
    };
  }
}

/** By whistles blown in the period, whatever became of them since; most called first. */
function calledCounts(manager: EntityManager, period: Period): Promise<CalledCounts[]> {
  return readRows<CalledCounts>(
    manager,
    `SELECT s.unit_id AS "unitId", count(*)::int AS called,
       count(*) FILTER (WHERE ack.met_at IS NOT NULL OR s.status NOT IN ('CALLED', 'WAIVED'))::int AS acknowledged,
       count(*) FILTER (WHERE s.status IN ('UPHELD', 'WAIVED'))::int AS released,
       count(s.overruled_at)::int AS overruled,
       count(*) FILTER (WHERE s.present_at IS NOT NULL AND NOT s.late AND s.status <> 'WAIVED')::int AS "inTime",
       count(*) FILTER (WHERE s.status = 'FINISHED')::int AS finished,
       avg(s.stars)::float8 AS stars
     FROM summons s JOIN whistle w ON w.id = s.whistle_id
     LEFT JOIN LATERAL (SELECT max(c.met_at) AS met_at FROM clock c WHERE c.owner_id = s.id AND c.kind = 'ACKNOWLEDGE') ack ON true
     WHERE w.area_code >= $1 AND w.area_code < $2 AND w.blown_at >= $3 AND w.blown_at < $4
     GROUP BY s.unit_id ORDER BY called DESC, s.unit_id`,
    [...period],
  );
}

/** Streets that have matters or whistles of the period. */
function streetCounts(manager: EntityManager, period: Period): Promise<StreetCounts[]> {
  return readRows<StreetCounts>(
    manager,
    `SELECT area_code AS "areaCode", sum(whistles)::int AS whistles, sum(completed)::int AS completed, sum(matters)::int AS matters FROM (
       SELECT left(w.area_code, 9) AS area_code, count(*) AS whistles, count(w.completed_at) AS completed, 0 AS matters FROM whistle w
       WHERE w.area_code >= $1 AND w.area_code < $2 AND w.blown_at >= $3 AND w.blown_at < $4 GROUP BY 1
       UNION ALL
       SELECT left(h.area_code, 9), 0, 0, count(*) FROM handling h
       WHERE h.area_code >= $1 AND h.area_code < $2 AND length(h.area_code) >= 9 AND h.submitted_at >= $3 AND h.submitted_at < $4 GROUP BY 1
     ) AS counted GROUP BY area_code ORDER BY area_code`,
    [...period],
  );
}
