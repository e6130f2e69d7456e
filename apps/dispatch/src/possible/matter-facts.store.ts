import type { RequestKind } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { readRows } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Handling } from '../ground/handling/handling.js';
import { areaOf, handlingsById, placeOf, profileOf } from '../ground/handling/handling.store.js';
import type { MatterFacts } from './matter-rules.js';
import type { Earlier } from './order-rules.js';

export type Asker = Readonly<{ actor: Actor; directory: Directory; now: Date }>;

type Row = Readonly<{
  id: string;
  isMergeTarget: boolean;
  isErased: boolean;
  account: MatterFacts['account'];
  leading: readonly string[] | null;
  dutiesOpen: number;
}>;

/** What the rules about these matters ask, of every matter that dispatch has heard of. */
export async function matterFacts(
  manager: EntityManager,
  asker: Asker,
  ids: readonly string[],
): Promise<Map<string, MatterFacts>> {
  const handlings = await handlingsById(manager, ids);
  if (!handlings.size) return new Map();
  const targets = await handlingsById(
    manager,
    [...handlings.values()].flatMap(({ mergedInto }) => mergedInto ?? []),
  );
  const rows = await readRows<Row>(
    manager,
    `SELECT h.id, EXISTS (SELECT 1 FROM handling m WHERE m.merged_into = h.id) AS "isMergeTarget", h.personal_data_erased_at IS NOT NULL AS "isErased",
       CASE WHEN a.appeal_id IS NULL OR a.struck_off_at IS NOT NULL THEN 'NONE' WHEN a.claimed_by_id IS NULL THEN 'UNCLAIMED' ELSE 'CLAIMED' END AS account,
       CASE WHEN c.appeal_id IS NOT NULL THEN c.leader_id || c.team_ids END AS leading,
       (SELECT count(*)::int FROM leader_duty d WHERE d.appeal_id = h.id AND d.done_at IS NULL) AS "dutiesOpen"
     FROM handling h LEFT JOIN account a ON a.appeal_id = h.id LEFT JOIN case_leader c ON c.appeal_id = h.id WHERE h.id = ANY($1::uuid[])`,
    [[...handlings.keys()]],
  );
  return new Map(
    rows.flatMap(({ id, leading, ...more }): [string, MatterFacts][] => {
      const handling = handlings.get(id);
      if (!handling) return [];
      const target = handling.mergedInto === null ? null : (targets.get(handling.mergedInto) ?? null);
      return [
        [
          id,
          {
            ...asker,
            ...about(asker.directory, handling),
            ...more,
            target,
            leading: leading && new Set(leading),
          },
        ],
      ];
    }),
  );
}

const about = (directory: Directory, handling: Handling) => ({
  handling,
  profile: () => profileOf(directory, handling),
  areaCode: () => areaOf(handling),
  placeOf: (of: Handling) => placeOf(directory, of),
});

/** Per matter, what a unit filed that was neither refused nor lapsed. Extensions are those of the limit for resolving. */
export async function earlierRequests(
  manager: EntityManager,
  unitId: string | null,
  appealIds: readonly string[],
): Promise<Map<string, Earlier>> {
  if (unitId === null || !appealIds.length) return new Map();
  const rows = await readRows<{ appealId: string; kind: RequestKind; count: number }>(
    manager,
    `SELECT r.appeal_id AS "appealId", r.kind, count(*)::int AS count FROM request r LEFT JOIN clock c ON c.id = r.clock_id
     WHERE r.appeal_id = ANY($1::uuid[]) AND r.requested_by_id = $2 AND (r.approved OR r.decided_at IS NULL) AND coalesce(c.kind, 'RESOLVE') = 'RESOLVE'
     GROUP BY 1, 2`,
    [appealIds, unitId],
  );
  const byMatter = new Map<string, Map<RequestKind, number>>();
  for (const { appealId, kind, count } of rows)
    byMatter.set(appealId, (byMatter.get(appealId) ?? new Map<RequestKind, number>()).set(kind, count));
  return byMatter;
}
