import { leaseMilliseconds } from '@weisu/clocks';
import { readRows, type Work } from '@weisu/messaging';
import type { DataSource } from 'typeorm';
import type { TextStep, Tries } from './outcome.js';
import { waitMilliseconds, type Template } from './text-message.js';

/** A text that this process tries to send now. */
export type ClaimedText = Tries &
  Readonly<{
    id: string;
    /** Names the taking; whoever takes the text later has another one. */
    claim: string;
    appealId: string;
    template: Template;
    /** Of ours (a person, or a unit by `unitReceiver`), whose number is in the reference data; null: the appellant. */
    personId: string | null;
    number: string;
  }>;

export async function senderSpeaks(work: Work, appealId: string): Promise<boolean> {
  const [row] = await work.query<{ sender_speaks: boolean }>(
    'SELECT sender_speaks FROM matter WHERE appeal_id = $1',
    [appealId],
  );
  return row?.sender_speaks ?? false;
}

export type NewText = Readonly<{
  subjectId: string;
  /** As in ClaimedText. */
  personId: string | null;
  template: Template;
  callId: string | null;
  usefulMilliseconds: number;
}>;

/** To the appellant, or to a person of ours. Of several deadlines that move at once the appellant hears once; what stands for a call is sent once a matter. */
export async function storeText(work: Work, text: NewText): Promise<void> {
  const { subjectId, personId, template, callId, usefulMilliseconds } = text;
  await work.query(
    `INSERT INTO text_message (id, appeal_id, template, person_id, created_at, next_at, call_id, useful_until)
     SELECT $1, $2, $3, $4, $5, clock_timestamp() + $6::float8 * interval '1 millisecond', $7::uuid, clock_timestamp() + $8::float8 * interval '1 millisecond'
     WHERE $3 NOT IN ('DEADLINE', 'CONTACT')
       OR NOT EXISTS (SELECT 1 FROM text_message WHERE appeal_id = $2 AND template = $3 AND ($3 = 'CONTACT' OR status = 'PENDING'))`,
    [
      work.newId(),
      subjectId,
      template,
      personId,
      work.now,
      waitMilliseconds(template, work.now),
      callId,
      usefulMilliseconds,
    ],
  );
}

/** Somebody answered the call: nobody has to be told of it any more. What has left the house meanwhile is sent all the same. */
export async function endCall(work: Work, callId: string): Promise<void> {
  await work.query(
    `UPDATE text_message SET status = 'EXPIRED', next_at = NULL, claim = NULL, last_error = 'ANSWERED' WHERE call_id = $1 AND status = 'PENDING'`,
    [callId],
  );
}

/** Ends texts whose term has passed and that nobody is sending; at the term's last instant one is still of use. Answers which. */
export async function expireTexts(work: Work): Promise<Pick<ClaimedText, 'appealId' | 'template'>[]> {
  return work.query(
    `WITH old AS (
       SELECT id FROM text_message WHERE status = 'PENDING' AND useful_until < clock_timestamp() AND (claim IS NULL OR next_at <= clock_timestamp())
       ORDER BY id FOR UPDATE SKIP LOCKED
     )
     UPDATE text_message t SET status = 'EXPIRED', next_at = NULL, claim = NULL FROM old WHERE t.id = old.id
     RETURNING t.appeal_id AS "appealId", t.template`,
  );
}

/** Whose texts can be sent now: an appellant's number is intake's, one of ours stands in the reference data. */
export type Reachable = Readonly<{ appellants: boolean; ours: boolean }>;

/**
 * By a lease and in real time, as deliveries are claimed. It counts nothing: only what leaves the house does (`handOver`). A text whose
 * number has not been heard yet is not due.
 */
export async function claimTexts(
  source: DataSource,
  limit: number,
  { appellants, ours }: Reachable,
  claim: string,
): Promise<ClaimedText[]> {
  return readRows<ClaimedText>(
    source,
    `WITH due AS (
       SELECT t.id, known.number FROM text_message t CROSS JOIN LATERAL (
         SELECT coalesce((SELECT m.number FROM matter m WHERE m.appeal_id = t.appeal_id),
           (SELECT w.number FROM whistle w WHERE w.whistle_id = t.appeal_id)) AS number
       ) known
       WHERE t.status = 'PENDING' AND t.next_at <= clock_timestamp() AND t.useful_until >= clock_timestamp()
         AND known.number IS NOT NULL AND (t.person_id IS NULL) = ANY($2::boolean[])
       ORDER BY t.next_at LIMIT $1 FOR UPDATE OF t SKIP LOCKED
     )
     UPDATE text_message t SET claim = $3, next_at = clock_timestamp() + $4::float8 * interval '1 millisecond'
     FROM due WHERE t.id = due.id
     RETURNING t.id, t.claim, t.appeal_id AS "appealId", t.template, t.person_id AS "personId", due.number, t.attempts, t.unanswered`,
    [limit, [...(appellants ? [true] : []), ...(ours ? [false] : [])], claim, leaseMilliseconds],
  );
}

type Claims = readonly Pick<ClaimedText, 'id' | 'claim'>[];

const idsAndClaims = (texts: Claims): [string[], string[]] => [
  texts.map(({ id }) => id),
  texts.map(({ claim }) => claim),
];

export async function renewTexts(source: DataSource, texts: Claims): Promise<void> {
  await readRows(
    source,
    `UPDATE text_message SET next_at = clock_timestamp() + $3::float8 * interval '1 millisecond'
     WHERE status = 'PENDING' AND (id, claim) IN (SELECT held.id, held.claim FROM unnest($1::uuid[], $2::uuid[]) AS held (id, claim))`,
    [...idsAndClaims(texts), leaseMilliseconds],
  );
}

/** Nothing was done with them. `reason` why they wait; null: they do not. */
export async function giveBackTexts(
  source: DataSource,
  texts: Claims,
  afterMilliseconds = 0,
  reason: string | null = null,
): Promise<void> {
  await readRows(
    source,
    `UPDATE text_message SET claim = NULL, next_at = clock_timestamp() + $3::float8 * interval '1 millisecond', last_error = coalesce($4, last_error)
     WHERE status = 'PENDING' AND (id, claim) IN (SELECT held.id, held.claim FROM unnest($1::uuid[], $2::uuid[]) AS held (id, claim))`,
    [...idsAndClaims(texts), afterMilliseconds, reason],
  );
}

/**
 * Before the provider is asked: from here on the try counts, as one without an answer, until `recordText` knows better. So a process that dies
 * on the way leaves a text that was perhaps sent, and not one that was never tried. False: it is another's by now, or nobody's.
 */
export async function handOverText(source: DataSource, { id, claim }: ClaimedText): Promise<boolean> {
  const rows = await readRows(
    source,
    `UPDATE text_message SET attempts = attempts + 1, unanswered = unanswered + 1, next_at = clock_timestamp() + $3::float8 * interval '1 millisecond'
     WHERE id = $1 AND claim = $2 AND status = 'PENDING' AND useful_until >= clock_timestamp() RETURNING id`,
    [id, claim, leaseMilliseconds],
  );
  return rows.length === 1;
}

/** True when it is what decided. That it was sent is so whoever has taken it meanwhile; everything else is for the holder of the claim to say. */
export async function recordText(work: Work, { id, claim }: ClaimedText, step: TextStep): Promise<boolean> {
  const recorded = await work.query(
    `UPDATE text_message SET status = $3, attempts = $4, unanswered = $5, last_error = $6, claim = NULL,
       sent_at = CASE WHEN $3 = 'SENT' THEN $8::timestamptz END,
       next_at = CASE WHEN $7::float8 IS NULL THEN NULL ELSE clock_timestamp() + $7::float8 * interval '1 millisecond' END
     WHERE id = $1 AND CASE WHEN $3 = 'SENT' THEN status <> 'SENT' ELSE status = 'PENDING' AND claim = $2 END RETURNING id`,
    [
      id,
      claim,
      step.status,
      step.attempts,
      step.unanswered,
      'reason' in step ? step.reason : null,
      step.status === 'PENDING' ? step.afterMilliseconds : null,
      work.now,
    ],
  );
  return recorded.length === 1;
}

/** Which of these still wait to be sent. */
export async function stillPending(source: DataSource, ids: readonly string[]): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    source,
    `SELECT id FROM text_message WHERE id = ANY($1::uuid[]) AND status = 'PENDING'`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
