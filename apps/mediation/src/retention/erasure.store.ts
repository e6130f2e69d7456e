import { announce, erasedText, MediationDataErased, type ErasureGround } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { forgetAnswers } from '@weisu/service-host';
import { named, subjectOf, type Mediation, type PartyDetails } from '../mediation/mediation.js';
import { lockMediation } from '../mediation/mediation.store.js';
import { partyContext } from '../mediation/party.store.js';
import type { Sealing } from '../personal-data/sealing.store.js';
import { sessionContext } from '../session/session.store.js';

const open: readonly Mediation['status'][] = ['APPLIED', 'CONSENT_PENDING', 'MEDIATING'];
const nobody: PartyDetails = { name: erasedText, phone: null, address: null, agent: null };

/** Words of a file beside its sealed columns. */
const texts = [
  'UPDATE mediation_session SET record = $2, place = NULL WHERE mediation_id = $1',
  'UPDATE mediation_agreement SET facts = $2, terms = $2, performance_way = $2 WHERE mediation_id = $1',
  'UPDATE performance SET note = $2 WHERE mediation_id = $1',
  'UPDATE judicial_confirmation SET note = CASE WHEN note IS NULL THEN NULL ELSE $2 END WHERE mediation_id = $1',
] as const;

/**
 * Erases the file of an ended mediation; one that goes on, or has nothing written since it was erased, stays as it is. Who took part on which side,
 * numbers, kind, outcome and instants stay. Answers whether something was erased.
 */
export async function eraseFile(
  work: Work,
  sealing: Sealing,
  id: string,
  ground: ErasureGround,
): Promise<boolean> {
  const mediation = await lockMediation(work, id);
  if (!mediation || open.includes(mediation.status)) return false;
  const [file] = await work.query<{ erased: boolean | null }>(
    `SELECT m.erased_at >= (SELECT max(j.at) FROM journal j WHERE ${ofFile}) AS erased FROM mediation m WHERE m.id = $1`,
    [id],
  );
  if (file?.erased) return false;
  await sealAnew(work, sealing, id);
  for (const sql of texts) await work.query(sql, [id, erasedText]);
  await work.query(
    `UPDATE mediation SET failure = CASE WHEN failure IS NULL THEN NULL ELSE $2 END, area_code = left(area_code, 12), erased_at = $3,
       version = version + 1 WHERE id = $1`,
    [id, erasedText, work.now],
  );
  await forgetAnswers(work, [subjectOf(mediation)]);
  await work.announce(subjectOf(mediation), [announce(MediationDataErased, { ...named(mediation), ground })]);
  return true;
}

async function sealAnew(work: Work, sealing: Sealing, id: string): Promise<void> {
  const parties = await work.query<{ id: string }>('SELECT id FROM party WHERE mediation_id = $1', [id]);
  for (const party of parties)
    await work.query('UPDATE party SET sealed = $2 WHERE id = $1', [
      party.id,
      sealing.seal(nobody, partyContext(party.id)),
    ]);
  const sessions = await work.query<{ id: string }>(
    'SELECT id FROM mediation_session WHERE mediation_id = $1',
    [id],
  );
  for (const session of sessions)
    await work.query('UPDATE mediation_session SET sealed_present = $2 WHERE id = $1', [
      session.id,
      sealing.seal([], sessionContext(session.id)),
    ]);
}

/** Entries of the journal about a mediation `m`; those of its clocks say nothing new. */
const ofFile = `j.subject = coalesce(m.appeal_id, m.id)::text AND j.payload->>'mediationId' = m.id::text
  AND j.type NOT IN ('${MediationDataErased.type}', 'mediation.clock-overdue.v1')`;

/**
 * Disputes without an appeal, whose term begins with the last entry. Those of an appeal are erased with it: intake knows the term of either.
 */
const due = `
  FROM mediation m CROSS JOIN LATERAL (SELECT max(j.at) AS at FROM journal j WHERE ${ofFile}) AS last
  WHERE m.appeal_id IS NULL AND m.status NOT IN (${open.map((status) => `'${status}'`).join(', ')})
    AND last.at < $1 AND (m.erased_at IS NULL OR m.erased_at < last.at)`;

export const countDueSql = `SELECT count(*) AS count ${due}`;

export async function dueFiles(
  work: Work,
  before: Date,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    `SELECT m.id ${due} AND ($2::uuid IS NULL OR m.id > $2::uuid) ORDER BY m.id LIMIT $3`,
    [before, after, most],
  );
  return rows.map(({ id }) => id);
}

export async function filesOfAppeal(work: Work, appealId: string): Promise<string[]> {
  const rows = await work.query<{ id: string }>('SELECT id FROM mediation WHERE appeal_id = $1 ORDER BY id', [
    appealId,
  ]);
  return rows.map(({ id }) => id);
}
