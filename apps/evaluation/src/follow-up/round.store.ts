import { cancelClocks } from '@weisu/clocks';
import type { AppealResolved, PayloadOf } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';

/** One resolution of a matter and what is asked about it. A matter that is reopened and resolved again has a new round. */
export type Round = Readonly<{
  id: string;
  leadUnitId: string;
  bySender: boolean;
  counted: boolean;
  profileKey: string;
  profileVersion: number;
}>;

type RoundRow = {
  id: string;
  lead_unit_id: string;
  by_sender: boolean;
  counted: boolean;
  profile_key: string;
  profile_version: number;
};

/** Opens the next round; the earlier ones leave the rates, so that a matter is never counted twice. */
export async function openRound(
  work: Work,
  resolved: PayloadOf<typeof AppealResolved>,
  at: Readonly<{ resolvedAt: Date; resolvedOn: string; counted: boolean }>,
): Promise<string> {
  const { appealId } = resolved;
  await work.query('UPDATE round SET superseded = true WHERE appeal_id = $1 AND NOT superseded', [appealId]);
  await work.query('UPDATE follow_up SET counts = false WHERE appeal_id = $1 AND counts', [appealId]);
  const id = work.newId();
  await work.query(
    `INSERT INTO round (id, appeal_id, number, resolved_at, resolved_on, lead_unit_id, area_code, profile_key, profile_version,
       contacted_in_time, reachable, by_sender, counted, first_contact)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4::date, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM round WHERE appeal_id = $2`,
    [
      id,
      appealId,
      at.resolvedAt,
      at.resolvedOn,
      resolved.leadUnitId,
      resolved.areaCode,
      resolved.profileKey,
      resolved.profileVersion,
      resolved.contactedInTime,
      resolved.reachable,
      resolved.followUpBySender,
      at.counted,
      resolved.firstContact ?? null,
    ],
  );
  return id;
}

export async function roundById(work: Work, id: string): Promise<Round | null> {
  return roundOf(
    await work.query<RoundRow>(
      'SELECT id, lead_unit_id, by_sender, counted, profile_key, profile_version FROM round WHERE id = $1',
      [id],
    ),
  );
}

export async function lastRound(work: Work, appealId: string): Promise<Round | null> {
  return roundOf(
    await work.query<RoundRow>(
      'SELECT id, lead_unit_id, by_sender, counted, profile_key, profile_version FROM round WHERE appeal_id = $1 AND NOT superseded',
      [appealId],
    ),
  );
}

function roundOf([row]: readonly RoundRow[]): Round | null {
  if (!row) return null;
  return {
    id: row.id,
    leadUnitId: row.lead_unit_id,
    bySender: row.by_sender,
    counted: row.counted,
    profileKey: row.profile_key,
    profileVersion: row.profile_version,
  };
}

/** Nobody answered: the round leaves the population. An answer that comes after all brings it back, and makes it one that is counted. */
export async function markReached(work: Work, roundId: string, reached: boolean): Promise<void> {
  await work.query(
    `UPDATE round SET excluded = CASE WHEN $2 THEN NULL ELSE 'UNREACHABLE' END, counted = counted OR $2
     WHERE id = $1 AND (excluded IS NULL OR excluded = 'UNREACHABLE')`,
    [roundId, reached],
  );
}

export async function excludeRounds(work: Work, appealId: string, because: string): Promise<void> {
  // a merging can be taken back: what was left out before for another cause stays so
  await work.query(
    `UPDATE round SET excluded = $2 WHERE appeal_id = $1 AND NOT superseded AND (excluded IS NULL OR $2 <> 'MERGED')`,
    [appealId, because],
  );
}

/** What was left out for a cause that is no more. */
export async function includeRounds(work: Work, appealId: string, because: string): Promise<void> {
  await work.query(
    'UPDATE round SET excluded = NULL WHERE appeal_id = $1 AND NOT superseded AND excluded = $2',
    [appealId, because],
  );
}

/** Ends the open tasks of a matter and stops their clocks. */
export async function cancelOpen(work: Work, appealId: string, kind: string | null = null): Promise<void> {
  const cancelled = await work.query<{ id: string }>(
    `UPDATE follow_up SET state = 'CANCELLED', counts = false
     WHERE appeal_id = $1 AND state = 'OPEN' AND ($2::text IS NULL OR kind = $2) RETURNING id`,
    [appealId, kind],
  );
  await cancelClocks(
    work,
    cancelled.map((task) => task.id),
    ['FOLLOW_UP'],
  );
}
