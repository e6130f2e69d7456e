import type { FollowUpKind, Outcome, Satisfaction } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { FollowUp, FollowUpState } from './follow-up.js';

type FollowUpRow = {
  id: string;
  appeal_id: string;
  round_id: string;
  kind: FollowUpKind;
  unit_id: string | null;
  due_by: Date;
  attempts: number;
  attempts_allowed: number;
  state: FollowUpState;
  by_subject: string | null;
  at: Date | null;
  contacted: boolean | null;
  outcome: Outcome | null;
  satisfaction: Satisfaction | null;
  counts: boolean;
  form_number: string | null;
  note: string | null;
};

function followUpOf(row: FollowUpRow): FollowUp {
  return {
    id: row.id,
    appealId: row.appeal_id,
    roundId: row.round_id,
    kind: row.kind,
    unitId: row.unit_id,
    dueBy: row.due_by,
    attempts: row.attempts,
    attemptsAllowed: row.attempts_allowed,
    state: row.state,
    bySubject: row.by_subject,
    at: row.at,
    contacted: row.contacted,
    outcome: row.outcome,
    satisfaction: row.satisfaction,
    counts: row.counts,
    formNumber: row.form_number,
    note: row.note,
  };
}

/** Inserts a follow-up or writes what a rule made of a locked one. */
export async function storeFollowUp(work: Work, one: FollowUp): Promise<void> {
  await work.query(
    `INSERT INTO follow_up (id, appeal_id, round_id, kind, unit_id, due_by, attempts, attempts_allowed, state, by_subject, at,
       contacted, outcome, satisfaction, counts, form_number, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT (id) DO UPDATE SET attempts = excluded.attempts, state = excluded.state, by_subject = excluded.by_subject,
       at = excluded.at, contacted = excluded.contacted, outcome = excluded.outcome, satisfaction = excluded.satisfaction,
       counts = excluded.counts, form_number = excluded.form_number, note = excluded.note`,
    [
      one.id,
      one.appealId,
      one.roundId,
      one.kind,
      one.unitId,
      one.dueBy,
      one.attempts,
      one.attemptsAllowed,
      one.state,
      one.bySubject,
      one.at,
      one.contacted,
      one.outcome,
      one.satisfaction,
      one.counts,
      one.formNumber,
      one.note,
    ],
  );
}

export async function followUpById(work: Work, id: string): Promise<FollowUp | null> {
  const [row] = await work.query<FollowUpRow>('SELECT * FROM follow_up WHERE id = $1', [id]);
  return row ? followUpOf(row) : null;
}

/** The nearest deadline first. */
export async function openTasks(work: Work, unitId: string, limit: number): Promise<FollowUp[]> {
  const rows = await work.query<FollowUpRow>(
    `SELECT * FROM follow_up WHERE unit_id = $1 AND state = 'OPEN' ORDER BY due_by, id LIMIT $2`,
    [unitId, limit],
  );
  return rows.map(followUpOf);
}

export async function followUpsOf(work: Work, appealIds: readonly string[]): Promise<FollowUp[]> {
  const rows = await work.query<FollowUpRow>(
    `SELECT f.* FROM follow_up f JOIN round r ON r.id = f.round_id
     WHERE f.appeal_id = ANY($1::uuid[]) ORDER BY r.number, f.due_by, f.id`,
    [appealIds],
  );
  return rows.map(followUpOf);
}

export async function hotlineOf(work: Work, roundId: string): Promise<FollowUp | null> {
  const [row] = await work.query<FollowUpRow>(
    `SELECT * FROM follow_up WHERE round_id = $1 AND kind = 'HOTLINE'`,
    [roundId],
  );
  return row ? followUpOf(row) : null;
}

/** The hotline's answer overrides ours. */
export async function override(work: Work, roundId: string): Promise<void> {
  await work.query(
    `UPDATE follow_up SET counts = false WHERE round_id = $1 AND kind <> 'HOTLINE' AND counts`,
    [roundId],
  );
}

/** The next number of a unit's register in a year. The row stays locked until the transaction ends, so there is no gap. */
export async function nextFormNumber(work: Work, unitId: string, year: number): Promise<number> {
  const [row] = await work.query<{ last: number }>(
    `INSERT INTO form_counter AS c (unit_id, year, last) VALUES ($1, $2, 1)
     ON CONFLICT (unit_id, year) DO UPDATE SET last = c.last + 1 RETURNING last`,
    [unitId, year],
  );
  if (!row) throw new Error('a counter answers its next number');
  return row.last;
}
