import type { Clock } from '@weisu/clocks';
import { isId, type GovernanceProfile, type Urgency } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { ownerOf, type ClockOwner } from './owner.js';

/** What a limit is about: where, how urgent, by which profile, and in whose ledgers it shows. */
export type Concern = Readonly<{
  owner: ClockOwner;
  areaCode: string | null;
  profile: GovernanceProfile | null;
  urgency: Urgency | null;
  workOrderId: string | null;
  summonsId: string | null;
  /** The appeals, or the whistle where it concerns none; in the order of their ids, so that two cannot wait for each other. */
  subjects: readonly string[];
}>;

type Row = {
  areaCode: string | null;
  profileKey: string | null;
  profileVersion: number | null;
  urgency: Urgency | null;
  appealIds: string[];
};

export async function concernOf(work: Work, clock: Clock, directory: Directory): Promise<Concern> {
  const owner = ownerOf(clock) ?? (await lookUpOwner(clock, work));
  const about = owner === 'SUMMONS' ? clock.ownerId : clock.subject;
  const [row] = isId(about) ? await work.query<Row>(owner === 'SUMMONS' ? ofSummons : ofMatter, [about]) : [];
  if (!row && owner === 'SUMMONS') throw new Error(`the clock ${clock.id} belongs to no summons`);
  const [whistle] = row || !isId(about) ? [] : await work.query<Row>(ofWhistle, [about]);
  const { areaCode, profileKey, profileVersion, urgency, appealIds } = row ?? whistle ?? unknown(clock);
  const profile =
    profileKey !== null && profileVersion !== null
      ? directory.profileVersion(profileKey, profileVersion)
      : null;
  return {
    owner,
    areaCode,
    profile,
    urgency,
    workOrderId: owner === 'WORK_ORDER' ? clock.ownerId : null,
    summonsId: owner === 'SUMMONS' ? clock.ownerId : null,
    subjects: [...appealIds].sort(),
  };
}

/** Nothing is known of its matter: what is said of the limit stands in its own ledger. */
const unknown = ({ subject }: Clock): Row => ({
  areaCode: null,
  profileKey: null,
  profileVersion: null,
  urgency: null,
  appealIds: [subject],
});

const ofMatter = `SELECT area_code AS "areaCode", profile_key AS "profileKey", profile_version AS "profileVersion", urgency, ARRAY[id::text] AS "appealIds"
  FROM handling WHERE id = $1::uuid`;

/** Tasks, findings and 督办 of a whistle that concerns no matter. */
const ofWhistle = `SELECT area_code AS "areaCode", profile_key AS "profileKey", profile_version AS "profileVersion",
    CASE WHEN situation = 'EMERGENCY' THEN 'URGENT' END AS urgency, ARRAY[id::text] AS "appealIds" FROM whistle WHERE id = $1::uuid`;

/** As urgent as its first matter; without one, an emergency is urgent. */
const ofSummons = `SELECT w.area_code AS "areaCode", w.profile_key AS "profileKey", w.profile_version AS "profileVersion",
    CASE WHEN h.id IS NOT NULL THEN h.urgency WHEN w.situation = 'EMERGENCY' THEN 'URGENT' END AS urgency,
    CASE WHEN cardinality(w.appeal_ids) = 0 THEN ARRAY[w.id::text] ELSE w.appeal_ids::text[] END AS "appealIds"
  FROM summons s JOIN whistle w ON w.id = s.whistle_id LEFT JOIN handling h ON h.id = w.appeal_ids[1] WHERE s.id = $1::uuid`;

async function lookUpOwner(clock: Clock, work: Work): Promise<ClockOwner> {
  const [found] = await work.query<{ owner: ClockOwner }>(
    `SELECT 'REQUEST' AS owner FROM request WHERE id = $1 UNION ALL SELECT 'WORK_ORDER' FROM work_order WHERE id = $1
     UNION ALL SELECT 'SUMMONS' FROM summons WHERE id = $1 UNION ALL SELECT 'DUTY_CALL' FROM duty_call WHERE id = $1`,
    [clock.ownerId],
  );
  return found?.owner ?? 'MATTER';
}
