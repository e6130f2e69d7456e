import { readRows, type Work } from '@weisu/messaging';
import type { DataSource } from 'typeorm';
import { waitMilliseconds, type Template } from './text-message.js';

export type ClaimedText = Readonly<{
  id: string;
  appealId: string;
  template: Template;
  /** Of ours (a person, or a unit by `unitReceiver`), whose number is in the reference data; null: the appellant. */
  personId: string | null;
  number: string | null;
  attempt: number;
}>;

export type TextStep = Readonly<
  | { status: 'SENT' }
  | { status: 'UNREACHABLE' }
  | { status: 'PENDING'; afterMilliseconds: number; reason: string }
  | { status: 'FAILED'; reason: string }
>;

export async function senderSpeaks(work: Work, appealId: string): Promise<boolean> {
  const [row] = await work.query<{ sender_speaks: boolean }>(
    'SELECT sender_speaks FROM matter WHERE appeal_id = $1',
    [appealId],
  );
  return row?.sender_speaks ?? false;
}

/** To the appellant, or to a person of ours. Of several deadlines that move at once the appellant hears once. */
export async function storeText(
  work: Work,
  {
    subjectId,
    personId,
    template,
  }: Readonly<{ subjectId: string; personId: string | null; template: Template }>,
): Promise<void> {
  await work.query(
    `INSERT INTO text_message (id, appeal_id, template, person_id, created_at, next_at)
     SELECT $1, $2, $3, $4, $5, clock_timestamp() + $6::float8 * interval '1 millisecond'
     WHERE $3 <> 'DEADLINE' OR NOT EXISTS (SELECT 1 FROM text_message WHERE appeal_id = $2 AND template = $3 AND status = 'PENDING')`,
    [work.newId(), subjectId, template, personId, work.now, waitMilliseconds(template, work.now)],
  );
}

/** By a lease of two minutes, in real time, as deliveries are claimed. */
export async function claimTexts(source: DataSource, limit: number): Promise<ClaimedText[]> {
  const rows = await readRows<{
    id: string;
    appeal_id: string;
    template: Template;
    person_id: string | null;
    number: string | null;
    attempts: number;
  }>(
    source,
    `WITH due AS (
       SELECT id FROM text_message WHERE status = 'PENDING' AND next_at <= clock_timestamp()
       ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     UPDATE text_message t SET attempts = t.attempts + 1, next_at = clock_timestamp() + interval '2 minutes'
     FROM due WHERE t.id = due.id
     RETURNING t.id, t.appeal_id, t.template, t.person_id, t.attempts, coalesce((SELECT m.number FROM matter m WHERE m.appeal_id = t.appeal_id),
       (SELECT w.number FROM whistle w WHERE w.whistle_id = t.appeal_id)) AS number`,
    [limit],
  );
  return rows.map(
    ({ id, appeal_id: appealId, template, person_id: personId, number, attempts: attempt }) => ({
      id,
      appealId,
      template,
      personId,
      number,
      attempt,
    }),
  );
}

export async function recordText(work: Work, { id, attempt }: ClaimedText, step: TextStep): Promise<void> {
  await work.query(
    `UPDATE text_message SET status = $3, last_error = $4, sent_at = CASE WHEN $3 = 'SENT' THEN $6::timestamptz END,
       next_at = CASE WHEN $5::float8 IS NULL THEN NULL ELSE clock_timestamp() + $5::float8 * interval '1 millisecond' END
     WHERE id = $1 AND attempts = $2`,
    [
      id,
      attempt,
      step.status,
      'reason' in step ? step.reason : null,
      step.status === 'PENDING' ? step.afterMilliseconds : null,
      work.now,
    ],
  );
}
