import { isId } from '@weisu/contracts';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Finding } from './finding.js';

const columns = `id, whistle_id AS "whistleId", unit_id AS "unitId", place, note_id AS "noteId", found_at AS "foundAt", number, correct_by AS "correctBy",
  advised, basis, served_by AS "servedBy", handed_to AS "handedTo", handed_at AS "handedAt", handed_note_id AS "handedNoteId",
  corrected_at AS "correctedAt", correction_note_id AS "correctionNoteId", evidence_ids AS "evidenceIds"`;

export async function insertFinding(work: Work, finding: Finding): Promise<void> {
  const { id, whistleId, unitId, place, noteId, foundAt, number, correctBy, evidenceIds, ...rest } = finding;
  await work.query(
    `INSERT INTO finding (id, whistle_id, unit_id, place, note_id, found_at, number, correct_by, evidence_ids, advised, basis, served_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::uuid[], $10, $11, $12)`,
    [
      ...[id, whistleId, unitId, place, noteId, foundAt, number, correctBy, evidenceIds],
      ...[rest.advised, rest.basis, rest.servedBy],
    ],
  );
}

export async function storeHandOver(work: Work, finding: Finding): Promise<void> {
  const { id, handedTo, handedAt, handedNoteId } = finding;
  await work.query('UPDATE finding SET handed_to = $2, handed_at = $3, handed_note_id = $4 WHERE id = $1', [
    ...[id, handedTo, handedAt, handedNoteId],
  ]);
}

export async function storeNotice(work: Work, finding: Finding): Promise<void> {
  const { id, number, correctBy, servedBy, basis } = finding;
  await work.query(
    'UPDATE finding SET number = $2, correct_by = $3, served_by = $4, basis = $5 WHERE id = $1',
    [id, number, correctBy, servedBy, basis],
  );
}

export async function storeCorrection(
  work: Work,
  { id, correctedAt, correctionNoteId }: Finding,
): Promise<void> {
  await work.query('UPDATE finding SET corrected_at = $2, correction_note_id = $3 WHERE id = $1', [
    id,
    correctedAt,
    correctionNoteId,
  ]);
}

/** Read without a lock: the whistle is locked before its findings. */
export async function findingById(work: Work, id: string): Promise<Finding | null> {
  if (!isId(id)) return null;
  const [row] = await work.query<Finding>(`SELECT ${columns} FROM finding WHERE id = $1`, [id]);
  return row ?? null;
}

export async function findingsOf(manager: EntityManager, whistleIds: readonly string[]): Promise<Finding[]> {
  if (!whistleIds.length) return [];
  return readRows<Finding>(
    manager,
    `SELECT ${columns} FROM finding WHERE whistle_id = ANY($1::uuid[]) ORDER BY found_at, id`,
    [whistleIds],
  );
}
