import { meetClocks, startClocks } from '@weisu/clocks';
import {
  announce,
  areaAt,
  isId,
  rungsOf,
  SupervisionAnswered,
  SupervisionIssued,
  type GovernanceProfile,
  type SupervisionCause,
} from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { nextPaperNumber } from '../../ground/register/register.store.js';
import { answerWithin, type SupervisionNotice } from './notice.js';

const columns = `id, number, subject, unit_id AS "unitId", cause, note_id AS "noteId", issued_by_id AS "issuedById", issued_at AS "issuedAt",
  answer_by AS "answerBy", answer_note_id AS "answerNoteId", answered_at AS "answeredAt", late`;

export type Issue = Readonly<{
  /** The appeal, or the whistle where it concerns none; locked by the caller. */
  subject: string;
  areaCode: string | null;
  profile: GovernanceProfile | null;
  unitId: string;
  cause: SupervisionCause;
  noteId: string | null;
  issuedById: string | null;
}>;

/**
 * Issues a notice with its limit, numbered without gaps per street (district, where the place is not known) and year. Without a person none is issued
 * while one of the same cause waits for the unit's answer: null then.
 */
export async function issueNotice(
  work: Work,
  directory: Directory,
  { subject, areaCode, profile, unitId, cause, noteId, issuedById }: Issue,
): Promise<SupervisionNotice | null> {
  if (cause !== 'HAND' && (await waits(work, subject, unitId, cause))) return null;
  const id = work.newId();
  const calendar = directory.calendarAt(areaCode);
  const start = { subject, ownerId: id, unitId, kind: 'CUSTOM', source: 'PROFILE' } as const;
  const budget = answerWithin(profile);
  const rungs = profile ? rungsOf(profile, {}) : [];
  const [clock] = await startClocks(work, [{ ...start, startedAt: work.now, budget, rungs }], calendar);
  if (!clock) throw new Error('no limit was started');
  const within = areaCode ?? directory.unit(unitId)?.areaCode ?? '';
  const place = areaAt('STREET', within) ?? areaAt('DISTRICT', within) ?? '';
  const notice: SupervisionNotice = {
    ...{ id, subject, unitId, cause, noteId, issuedById, issuedAt: work.now, answerBy: clock.dueBy },
    number: await nextPaperNumber(work, place, 'supervision'),
    ...{ answerNoteId: null, answeredAt: null, late: null },
  };
  await work.query(
    `INSERT INTO supervision_notice (id, number, subject, unit_id, cause, note_id, issued_by_id, issued_at, answer_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, notice.number, subject, unitId, cause, noteId, issuedById, work.now, notice.answerBy],
  );
  const { number, answerBy } = notice;
  const appealId = await appealOf(work, subject);
  const payload = { appealId, noticeId: id, number, unitId, cause, issuedById, answerBy, noteId };
  await work.announce(subject, [announce(SupervisionIssued, payload)]);
  return notice;
}

/** Null: the subject is a whistle without a matter. */
async function appealOf(work: Work, subject: string): Promise<string | null> {
  const [row] = await work.query<{ id: string }>('SELECT id FROM handling WHERE id = $1::uuid', [subject]);
  return row?.id ?? null;
}

async function waits(work: Work, subject: string, unitId: string, cause: SupervisionCause): Promise<boolean> {
  const open = await work.query(
    'SELECT 1 FROM supervision_notice WHERE subject = $1 AND unit_id = $2 AND cause = $3 AND answered_at IS NULL',
    [subject, unitId, cause],
  );
  return open.length > 0;
}

export async function storeAnswer(
  work: Work,
  { id, subject, number, unitId, issuedById, answerNoteId, answeredAt, late }: SupervisionNotice,
): Promise<void> {
  await work.query(
    'UPDATE supervision_notice SET answer_note_id = $2, answered_at = $3, late = $4 WHERE id = $1',
    [id, answerNoteId, answeredAt, late],
  );
  await meetClocks(work, id, ['CUSTOM']);
  const noteId = answerNoteId ?? '';
  const appealId = await appealOf(work, subject);
  const about = { appealId, noticeId: id, number, unitId, issuedById };
  await work.announce(subject, [announce(SupervisionAnswered, { ...about, late: late ?? false, noteId })]);
}

/** Locked, so that a unit answers once. */
export async function lockNotice(work: Work, id: string): Promise<SupervisionNotice | null> {
  if (!isId(id)) return null;
  const [row] = await work.query<SupervisionNotice>(
    `SELECT ${columns} FROM supervision_notice WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return row ?? null;
}

export async function noticesAbout(
  manager: EntityManager,
  subjects: readonly string[],
): Promise<SupervisionNotice[]> {
  if (!subjects.length) return [];
  return readRows<SupervisionNotice>(
    manager,
    `SELECT ${columns} FROM supervision_notice WHERE subject = ANY($1::text[]) ORDER BY issued_at, id`,
    [subjects],
  );
}

export async function noticesWithIds(
  manager: EntityManager,
  ids: readonly string[],
): Promise<SupervisionNotice[]> {
  return readRows<SupervisionNotice>(
    manager,
    `SELECT ${columns} FROM supervision_notice WHERE id = ANY($1::uuid[])`,
    [ids],
  );
}

/** To a unit or from it, the nearest date first. */
export async function noticesOfUnit(
  manager: EntityManager,
  unitId: string,
  open: boolean,
): Promise<SupervisionNotice[]> {
  return readRows<SupervisionNotice>(
    manager,
    `SELECT ${columns} FROM supervision_notice WHERE (unit_id = $1 OR issued_by_id = $1) AND (answered_at IS NULL) = $2
     ORDER BY answer_by, id LIMIT 500`,
    [unitId, open],
  );
}
