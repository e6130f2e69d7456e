import { erasedText } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { erasePapers } from '../papers/paper/paper.store.js';

/** Versions rise, so that a decision that read the old texts does not write them back. */
const texts = [
  `UPDATE request SET reason = $2, tried = '{}', decision = CASE WHEN decision IS NULL THEN NULL ELSE $2 END, version = version + 1 WHERE appeal_id = $1`,
  `UPDATE handling_opinion SET facts = $2, opinion = $2, basis = CASE WHEN basis IS NULL THEN NULL ELSE $2 END
   WHERE work_order_id IN (SELECT id FROM work_order WHERE appeal_id = $1)`,
  'UPDATE leader_duty SET text = $2 WHERE appeal_id = $1',
  'UPDATE account SET measures = $2, acceptance = CASE WHEN acceptance IS NULL THEN NULL ELSE $2 END WHERE appeal_id = $1',
  'UPDATE account_review SET text = $2 WHERE appeal_id = $1',
  'UPDATE waiver SET reason = $2 WHERE appeal_id = $1',
] as const;

/** Whistles of a matter with the notes written of them; `shared` with a matter that is not erased. */
const whistles = `
  WITH w AS (
    SELECT id, outcome_note_id, EXISTS (
      SELECT 1 FROM unnest(appeal_ids) AS a (id) JOIN handling h ON h.id = a.id WHERE h.personal_data_erased_at IS NULL
    ) AS shared FROM whistle WHERE appeal_ids @> ARRAY[$1::uuid]
  ), written AS (
    SELECT outcome_note_id AS id, shared FROM w
    UNION SELECT n.id, w.shared FROM w JOIN summons s ON s.whistle_id = w.id
      CROSS JOIN LATERAL (VALUES (s.refusal_note_id), (s.result_note_id), (s.substitute_note_id), (s.rating_answer_note_id)) AS n (id)
    UNION SELECT act.note_id, w.shared FROM w JOIN summons s ON s.whistle_id = w.id JOIN summons_action act ON act.summons_id = s.id
    UNION SELECT n.id, w.shared FROM w JOIN consultation c ON c.whistle_id = w.id
      CROSS JOIN LATERAL (VALUES (c.agenda_note_id), (c.record_note_id)) AS n (id)
    UNION SELECT n.id, w.shared FROM w JOIN consultation c ON c.whistle_id = w.id JOIN consultation_task t ON t.consultation_id = c.id
      CROSS JOIN LATERAL (VALUES (t.note_id), (t.done_note_id)) AS n (id)
    UNION SELECT n.id, w.shared FROM w JOIN finding f ON f.whistle_id = w.id
      CROSS JOIN LATERAL (VALUES (f.note_id), (f.handed_note_id), (f.correction_note_id)) AS n (id)
  )`;

/** Class, status, units, deadlines and the area to its community stay: the figures are made of them. */
export async function eraseHandling(work: Work, appealId: string): Promise<void> {
  await work.query(
    `UPDATE handling SET area_code = left(area_code, 12), contact_when = NULL, personal_data_erased_at = $2, version = version + 1 WHERE id = $1`,
    [appealId, work.now],
  );
  for (const sql of texts) await work.query(sql, [appealId, erasedText]);
  // entries of a version that kept it
  await work.query(
    `UPDATE ledger_entry SET payload = payload - 'contactWhen' WHERE appeal_id = $1 AND payload ? 'contactWhen'`,
    [appealId],
  );
  await erasePapers(work, appealId);
  await work.query(
    `${whistles} UPDATE note SET text = $2
     WHERE (subject = $1::text OR id IN (SELECT id FROM written WHERE NOT shared))
       AND NOT EXISTS (SELECT 1 FROM written WHERE written.id = note.id AND shared)`,
    [appealId, erasedText],
  );
}

/** Who stood where for a called unit, and how to reach them, goes with the words of the whistle. */
export async function eraseWhistles(work: Work, appealId: string): Promise<void> {
  // whoever is putting its words on a paper or a publication is waited for
  await work.query('SELECT 1 FROM whistle WHERE appeal_ids @> ARRAY[$1::uuid] ORDER BY id FOR UPDATE', [
    appealId,
  ]);
  await work.query(
    `${whistles} UPDATE summons SET officer = NULL, phone = NULL, longitude = NULL, latitude = NULL, datum = NULL, version = version + 1
     WHERE whistle_id IN (SELECT id FROM w WHERE NOT shared)`,
    [appealId],
  );
  await work.query(
    `${whistles}, consultations AS (
       UPDATE consultation SET place = $2 WHERE whistle_id IN (SELECT id FROM w WHERE NOT shared) RETURNING id
     ), came AS (
       UPDATE consultation_attendance SET person = $2 WHERE consultation_id IN (SELECT id FROM consultations) AND person IS NOT NULL
     ), tasks AS (
       UPDATE consultation_task SET person = $2 WHERE consultation_id IN (SELECT id FROM consultations)
     )
     UPDATE finding SET place = $2 WHERE whistle_id IN (SELECT id FROM w WHERE NOT shared)`,
    [appealId, erasedText],
  );
  await work.query(
    `${whistles} UPDATE paper SET sheet = NULL, erased_at = $2 WHERE whistle_id IN (SELECT id FROM w WHERE NOT shared)`,
    [appealId, work.now],
  );
  await work.query(
    `${whistles} DELETE FROM published_whistle WHERE whistle_id IN (SELECT id FROM w WHERE NOT shared)`,
    [appealId],
  );
  await work.query(
    `${whistles} UPDATE whistle SET reason = $2, gather_longitude = NULL, gather_latitude = NULL, gather_datum = NULL, version = version + 1
     WHERE id IN (SELECT id FROM w WHERE NOT shared)`,
    [appealId, erasedText],
  );
}
