import { cancelClocks } from '@weisu/clocks';
import { isId } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { LeaderDuty, TeamMember } from './leadership.js';

export type StoredDuty = LeaderDuty & Readonly<{ id: string; doneAt: Date | null }>;

/** Leader, duties and team anew: what was ticked off before is in the ledger. */
export async function replaceLeadership(
  work: Work,
  appealId: string,
  { leaderId, teamIds, members, duties }: Leading,
): Promise<readonly StoredDuty[]> {
  await work.query(
    `INSERT INTO case_leader (appeal_id, leader_id, since, team_ids, members) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (appeal_id) DO UPDATE SET leader_id = excluded.leader_id, since = excluded.since, team_ids = excluded.team_ids, members = excluded.members`,
    [appealId, leaderId, work.now, teamIds, JSON.stringify(members)],
  );
  const before = await work.query<{ id: string }>(
    'DELETE FROM leader_duty WHERE appeal_id = $1 RETURNING id',
    [appealId],
  );
  await cancelClocks(
    work,
    before.map(({ id }) => id),
  );
  const stored = duties.map((duty) => ({ ...duty, id: work.newId(), doneAt: null }));
  for (const [position, { id, text, dueBy }] of stored.entries())
    await work.query(
      'INSERT INTO leader_duty (appeal_id, position, id, text, due_by) VALUES ($1, $2, $3, $4, $5)',
      [appealId, position, id, text, dueBy],
    );
  return stored;
}

export type Leading = Readonly<{
  leaderId: string;
  teamIds: readonly string[];
  members: readonly TeamMember[];
  duties: readonly LeaderDuty[];
}>;

/** Who leads a matter and who is in the team; null: nobody was assigned. */
export async function leadingPeople(work: Work, appealId: string): Promise<ReadonlySet<string> | null> {
  const [row] = await work.query<{ leader_id: string; team_ids: string[] }>(
    'SELECT leader_id, team_ids FROM case_leader WHERE appeal_id = $1',
    [appealId],
  );
  return row ? new Set([row.leader_id, ...row.team_ids]) : null;
}

export async function dutyOf(work: Work, appealId: string, dutyId: string): Promise<StoredDuty | null> {
  if (!isId(dutyId)) return null;
  const [duty] = await work.query<StoredDuty>(
    `SELECT id, text, due_by AS "dueBy", done_at AS "doneAt" FROM leader_duty WHERE appeal_id = $1 AND id = $2 FOR UPDATE`,
    [appealId, dutyId],
  );
  return duty ?? null;
}

export async function tickDuty(work: Work, dutyId: string): Promise<void> {
  await work.query('UPDATE leader_duty SET done_at = $2, done_by = $3 WHERE id = $1', [
    dutyId,
    work.now,
    work.actor.subject,
  ]);
}

export async function dutyIdsOf(work: Work, appealId: string): Promise<readonly string[]> {
  const rows = await work.query<{ id: string }>('SELECT id FROM leader_duty WHERE appeal_id = $1', [
    appealId,
  ]);
  return rows.map(({ id }) => id);
}
