import { randomBytes } from 'node:crypto';
import { visibleAppeals } from '@weisu/appeal-access';
import { isId } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { visibleWhistles } from '../../whistles/whistle/whistle-access.store.js';
import { whistlesWithIds } from '../../whistles/whistle/whistle.store.js';
import { codeOf, type Draft, type Paper } from './paper.js';

const columns = `id, kind, number, code, subject_id AS "subjectId", appeal_id AS "appealId", whistle_id AS "whistleId", unit_id AS "unitId", named, sheet,
  issued_by AS "issuedBy", issued_at AS "issuedAt", replaced_at AS "replacedAt", erased_at AS "erasedAt"`;

const codeBytes = 12;
export const newCode = (): string => codeOf(randomBytes(codeBytes));

/** The papers that a draft had before, the valid ones first: by its number, or of the unit's own register. Its subject is locked by the caller. */
export async function formerPapers(
  { manager }: Work,
  { kind, subjectId, number }: Draft,
  unitId: string,
): Promise<Paper[]> {
  return readRows<Paper>(
    manager,
    `SELECT ${columns} FROM paper WHERE kind = $1 AND (CASE WHEN $2::text IS NULL THEN subject_id = $3 AND unit_id = $4 ELSE number = $2 END)
     ORDER BY replaced_at NULLS FIRST`,
    [kind, number, subjectId, unitId],
  );
}

/** Stores a paper in the place of the one that it replaces. */
export async function storePaper(work: Work, paper: Paper, replaced: Paper | null): Promise<void> {
  if (replaced) await work.query('UPDATE paper SET replaced_at = $2 WHERE id = $1', [replaced.id, work.now]);
  const { id, kind, number, code, subjectId, appealId, whistleId, unitId, named, sheet, issuedBy } = paper;
  await work.query(
    `INSERT INTO paper (id, kind, number, code, subject_id, appeal_id, whistle_id, unit_id, named, sheet, issued_by, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[id, kind, number, code, subjectId, appealId, whistleId, unitId, named],
      ...[JSON.stringify(sheet), issuedBy, work.now],
    ],
  );
}

/** Papers about a matter, a whistle or a notice, in order. */
export async function papersAbout(manager: EntityManager, subjectId: string): Promise<Paper[]> {
  if (!isId(subjectId)) return [];
  return readRows<Paper>(
    manager,
    `SELECT ${columns} FROM paper WHERE subject_id = $1 OR appeal_id = $1 OR whistle_id = $1 ORDER BY issued_at, replaced_at, id`,
    [subjectId],
  );
}

export async function paperById(manager: EntityManager, id: string): Promise<Paper | null> {
  if (!isId(id)) return null;
  const [row] = await readRows<Paper>(manager, `SELECT ${columns} FROM paper WHERE id = $1`, [id]);
  return row ?? null;
}

export async function paperByCode(manager: EntityManager, code: string): Promise<Paper | null> {
  const [row] = await readRows<Paper>(manager, `SELECT ${columns} FROM paper WHERE code = $1`, [code]);
  return row ?? null;
}

/** Of these papers the ones that an actor may see: those about what the actor sees. */
export async function visiblePapers(
  manager: EntityManager,
  actor: Actor,
  papers: readonly Paper[],
): Promise<Paper[]> {
  const whistleIds = papers.flatMap(({ whistleId }) => whistleId ?? []);
  const whistles = await whistlesWithIds(manager, [...new Set(whistleIds)]);
  const appealIds = papers.flatMap(({ appealId }) => appealId ?? []);
  const visible = await visibleAppeals(manager, actor, [...new Set(appealIds)]);
  const seen = new Set((await visibleWhistles(manager, actor, whistles)).map(({ id }) => id));
  return papers.filter(({ appealId, whistleId }) =>
    appealId === null ? seen.has(whistleId ?? '') : visible.has(appealId),
  );
}

/** What stands on the papers of a matter goes; that they were issued stays. */
export async function erasePapers(work: Work, appealId: string): Promise<void> {
  await work.query(
    'UPDATE paper SET sheet = NULL, erased_at = $2 WHERE appeal_id = $1 AND erased_at IS NULL',
    [appealId, work.now],
  );
}

/** The same bytes again change nothing. */
export async function storePrint(work: Work, paperId: string, sha256: string): Promise<void> {
  await work.query(
    'INSERT INTO paper_print (paper_id, sha256, printed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [paperId, sha256, work.now],
  );
}

export async function wasPrinted(manager: EntityManager, paperId: string, sha256: string): Promise<boolean> {
  const rows = await readRows(manager, 'SELECT 1 FROM paper_print WHERE paper_id = $1 AND sha256 = $2', [
    paperId,
    sha256,
  ]);
  return rows.length > 0;
}
