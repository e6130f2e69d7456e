import type { Work } from '@weisu/messaging';
import type { Course } from './erasure.js';

/** Each takes the lock of the row: who erases waits for a reopening that came first, and a reopening for an erasure. */
export async function endAppeal(work: Work, id: string, at: Date): Promise<void> {
  await work.query(
    `UPDATE appeal SET ended_at = $2, course_at = $2 WHERE id = $1 AND (course_at IS NULL OR course_at <= $2)`,
    [id, at],
  );
}

/** A dead letter of an older end that is replayed afterwards does not end it again: `course_at` is the last that counts. */
export async function reopenAppeal(work: Work, id: string, at: Date): Promise<void> {
  await work.query(
    `UPDATE appeal SET ended_at = NULL, course_at = $2 WHERE id = $1 AND (course_at IS NULL OR course_at <= $2)`,
    [id, at],
  );
}

/** What was merged into it before follows it to its new target. */
export async function mergeAppeal(work: Work, id: string, intoId: string, at: Date): Promise<void> {
  await work.query(
    `UPDATE appeal SET merged_into = $2, course_at = $3
     WHERE (id = $1 OR merged_into = $1) AND (course_at IS NULL OR course_at <= $3)`,
    [id, intoId, at],
  );
}

/** Open again, and on its own. */
export async function unmergeAppeal(work: Work, id: string, at: Date): Promise<void> {
  await work.query(
    `UPDATE appeal SET merged_into = NULL, ended_at = NULL, course_at = $2
     WHERE id = $1 AND (course_at IS NULL OR course_at <= $2)`,
    [id, at],
  );
}

type Entry = Readonly<{ mediationId: string; appealId: string; at: Date; ended: boolean }>;

export async function noteMediation(work: Work, { mediationId, appealId, at, ended }: Entry): Promise<void> {
  await work.query('SELECT 1 FROM appeal WHERE id = $1 FOR NO KEY UPDATE', [appealId]);
  await work.query(
    `INSERT INTO appeal_mediation AS m (mediation_id, appeal_id, last_at, ended_at)
     VALUES ($1, $2, $3, CASE WHEN $4 THEN $3::timestamptz END)
     ON CONFLICT (mediation_id) DO UPDATE SET last_at = greatest(m.last_at, excluded.last_at),
       ended_at = coalesce(m.ended_at, excluded.ended_at)`,
    [mediationId, appealId, at, ended],
  );
}

const courseColumns = `id, ended_at AS "endedAt", mediating, mediated_at AS "mediatedAt", erased_at AS "erasedAt"`;

/**
 * The courses of appeals under their locks and those of what they were merged into, taken in one order. Read by a statement of its own after
 * the locks, so that it sees what the one that held them wrote.
 */
export async function lockCourses(work: Work, ids: readonly string[]): Promise<Course[]> {
  if (!ids.length) return [];
  await work.query(
    `SELECT id FROM appeal
     WHERE id = ANY($1::uuid[]) OR id IN (SELECT merged_into FROM appeal WHERE id = ANY($1::uuid[]))
     ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  );
  return coursesOf(work, ids);
}

export async function coursesOf(work: Work, ids: readonly string[]): Promise<Course[]> {
  return work.query<Course>(`SELECT ${courseColumns} FROM appeal_course WHERE id = ANY($1::uuid[])`, [ids]);
}

/** What ended before an instant, and whose mediations did, too, and was not erased since; without locks, so it is checked again. */
const due = `
  FROM appeal_course
  WHERE ended_at < $1 AND NOT mediating AND (mediated_at IS NULL OR mediated_at < $2)
    AND (erased_at IS NULL OR erased_at < greatest(ended_at, mediated_at))`;

export type Ends = Readonly<{ matters: Date; mediations: Date }>;

export const countDueSql = `SELECT count(*) AS count ${due}`;

export async function dueAppeals(
  work: Work,
  ends: Ends,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    `SELECT id ${due} AND ($3::uuid IS NULL OR id > $3::uuid) ORDER BY id LIMIT $4`,
    [ends.matters, ends.mediations, after, most],
  );
  return rows.map(({ id }) => id);
}
