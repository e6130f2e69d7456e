import { announce, erasedText, PersonalDataErased, type ErasureGround } from '@weisu/contracts';
import { forgetResidents } from '@weisu/appeal-access';
import type { Work } from '@weisu/messaging';
import { forgetAnswers } from '@weisu/service-host';

/**
 * What tells who asked, where exactly and in which words. The row stays, with number, channel, kind, area to its community, the sender's
 * own number, and every instant: figures and links to other matters live on. `person_key` and the digests go, too: they recognise a person.
 */
const eraseSql = `
  UPDATE appeal SET title = $2, text = $2, address = NULL, longitude = NULL, latitude = NULL, datum = NULL,
    area_code = left(area_code, 12), name_sealed = NULL, phone_sealed = NULL, phone_written_sealed = NULL, contact_when = NULL, person_key = NULL, text_hash = '', words_hash = '', content_mark = '',
    registrar = CASE WHEN registrar = 'subject:' || resident_subject THEN 'erased' ELSE registrar END,
    resident_subject = NULL, client_id = NULL, erased_at = $3
  WHERE id = ANY($1::uuid[])`;

/** Files leave with their records; where their bytes lie waits for the gateway, which asks every hour. */
const forgetFilesSql = `
  WITH gone AS (DELETE FROM attachment WHERE appeal_id = ANY($1::uuid[]) RETURNING id, appeal_id, storage_key),
    waiting AS (INSERT INTO forgotten_file (storage_key, at) SELECT storage_key, $2 FROM gone ON CONFLICT DO NOTHING)
  SELECT id, appeal_id AS "appealId" FROM gone`;

/** Erases matters that are locked and were found erasable. One entry of the journal for each, by ids alone. */
export async function eraseAppeals(
  work: Work,
  ids: readonly string[],
  ground: ErasureGround,
  reason: string | null,
): Promise<void> {
  if (!ids.length) return;
  await work.query(eraseSql, [ids, erasedText, work.now]);
  await work.query('UPDATE on_the_spot SET action = $2 WHERE appeal_id = ANY($1::uuid[])', [ids, erasedText]);
  await work.query('UPDATE relocation SET reason = $2 WHERE appeal_id = ANY($1::uuid[])', [ids, erasedText]);
  await forgetResidents(work, ids);
  await work.query('DELETE FROM receipt_sent WHERE appeal_id = ANY($1::uuid[])', [ids]);
  await forgetAnswers(work, ids);
  const files = await work.query<{ id: string; appealId: string }>(forgetFilesSql, [ids, work.now]);
  for (const appealId of ids) {
    const erasureId = work.newId();
    await work.query(
      'INSERT INTO erasure (id, appeal_id, ground, reason, actor_subject, actor_unit, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [erasureId, appealId, ground, reason, work.actor.subject, work.actor.unitId, work.now],
    );
    const attachmentIds = files.filter((file) => file.appealId === appealId).map(({ id }) => id);
    await work.announce(appealId, [
      announce(PersonalDataErased, { appealId, erasureId, ground, attachmentIds }),
    ]);
  }
}

export const countAddressesSql =
  'SELECT count(*) AS count FROM attachment WHERE address_hash IS NOT NULL AND at < $1';

/** Answers the files whose network address was forgotten, in the order of their ids. */
export async function forgetAddresses(
  work: Work,
  before: Date,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    `WITH old AS (
       SELECT id FROM attachment WHERE address_hash IS NOT NULL AND at < $1 AND ($2::uuid IS NULL OR id > $2::uuid)
       ORDER BY id LIMIT $3 FOR UPDATE
     ), forgotten AS (UPDATE attachment a SET address_hash = NULL FROM old WHERE a.id = old.id RETURNING a.id)
     SELECT id FROM forgotten ORDER BY id`,
    [before, after, most],
  );
  return rows.map(({ id }) => id);
}
