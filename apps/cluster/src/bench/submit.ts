import type pg from 'pg';
import { pgbenchLiteral } from './pgbench.js';
import type { Shot } from './load.js';

const document = `mutation Submit($input: SubmitAppealInput!) {
  submitAppeal(input: $input) { id number areaCode repeatOfNumber trackingSecret }
}`;

/** Every appeal says something else (a repeat is another path), in the length of a usual one. */
const text = (n: number): string => `第${n}件：小区楼道夜间施工噪音太吵，居民休息不好，请尽快派人处理`;

/** What a resident sends: words, a grid, name and phone. `bearer`: signed in. */
export function submission(turn: number, grids: readonly string[], bearer: string | null): Shot {
  const input = {
    text: text(turn),
    areaCode: grids[turn % grids.length],
    name: '王建国',
    phone: `138${String(turn % 100_000_000).padStart(8, '0')}`,
  };
  // an address of one's own for who is not signed in: the public limits count by address
  const address = `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`;
  return {
    query: document,
    variables: { input },
    headers: bearer ? { authorization: `Bearer ${bearer}` } : { 'x-forwarded-for': address },
  };
}

type Sample = Readonly<{
  title: string;
  name_sealed: string;
  phone_sealed: string;
  number: string;
  area_code: string;
  payload: string;
  actor_subject: string;
  correlation_id: string;
}>;

/**
 * The least that leaves the same rows as one submission: one prepared statement for pgbench, with the values of an appeal that went through the
 * gateway, so that the rows are as long. Nothing is looked up, checked or decided.
 */
export async function minimalInsert(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<Sample>(
    `SELECT a.title, a.name_sealed, a.phone_sealed, a.number, a.area_code, j.payload::text, j.actor_subject, j.correlation_id
     FROM intake.appeal a JOIN intake.journal j ON j.subject = a.id::text AND j.type = 'intake.appeal-registered.v1'
     WHERE a.resident_subject IS NOT NULL AND a.repeat_of_id IS NULL ORDER BY a.registered_at DESC LIMIT 1`,
  );
  const [sample] = rows;
  if (!sample) throw new Error('nobody has submitted anything yet');
  const q = pgbenchLiteral;
  const [before = '', after = ''] = text(0).split('0件');
  const words = `${q(before)} || (:n)::int || ${q(`件${after}`)}`;
  return `\\set n random(1, 2000000000)
\\set lane random(0, 7)
WITH a AS (
  INSERT INTO intake.appeal (id, number, title, text, channel, origin, area_code, kind, name_sealed, phone_sealed, confidential, person_key,
    text_hash, words_hash, content_mark, resident_subject, registrar, submitted_at, registered_at)
  VALUES (gen_random_uuid(), ${q(sample.number)} || gen_random_uuid(), ${q(sample.title)}, ${words}, 'WEB', 'REPORTED', ${q(sample.area_code)}, 'PERSON',
    ${q(sample.name_sealed)}, ${q(sample.phone_sealed)}, false, sha256(uuid_send(gen_random_uuid())), sha256(uuid_send(gen_random_uuid())),
    sha256(uuid_send(gen_random_uuid())), sha256(uuid_send(gen_random_uuid())), ${q(sample.actor_subject)}, ${q(`subject:${sample.actor_subject}`)}, now(), now())
  RETURNING id, id::text AS subject
), s AS (
  INSERT INTO intake.appeal_scope (appeal_id, area_code, resident_subject) SELECT id, ${q(sample.area_code)}, ${q(sample.actor_subject)} FROM a
), h AS (
  INSERT INTO intake.journal_head (subject, last) SELECT subject, 1 FROM a
), j AS (
  INSERT INTO intake.journal (id, subject, sequence, type, at, actor_subject, actor_kind, correlation_id, payload)
  SELECT gen_random_uuid(), subject, 1, 'intake.appeal-registered.v1', now(), ${q(sample.actor_subject)}, 'RESIDENT', ${q(sample.correlation_id)},
    ${q(sample.payload)}::jsonb FROM a RETURNING id, subject, sequence, at
)
INSERT INTO intake.outbox (lane, subject, sequence, at) SELECT (:lane)::smallint, subject, sequence, at FROM j;
`;
}
