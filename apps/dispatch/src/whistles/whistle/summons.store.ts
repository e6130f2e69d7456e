import { changeParts } from '@weisu/appeal-access';
import { DomainError, isId } from '@weisu/contracts';
import { readRows, type Work } from '@weisu/messaging';
import { guardedUpdate } from '@weisu/persistence';
import { EntitySchema, In, type EntityManager, type EntitySchemaColumnOptions } from 'typeorm';
import { letGoStatuses, settledStatuses, type Action, type Decision, type Summons } from './summons.js';
import type { Whistle } from './whistle.js';
import { announceEach, lockWhistle } from './whistle.store.js';

const columns = {
  id: { type: 'uuid', primary: true },
  whistleId: { name: 'whistle_id', type: 'uuid' },
  unitId: { name: 'unit_id', type: 'text' },
  status: { type: 'text' },
  refusalNoteId: { name: 'refusal_note_id', type: 'uuid', nullable: true },
  overruledAt: { name: 'overruled_at', type: 'timestamptz', nullable: true },
  presentAt: { name: 'present_at', type: 'timestamptz', nullable: true },
  officer: { type: 'text', nullable: true },
  phone: { type: 'text', nullable: true },
  longitude: { type: 'double precision', nullable: true },
  latitude: { type: 'double precision', nullable: true },
  datum: { type: 'text', nullable: true },
  insideArea: { name: 'inside_area', type: 'boolean', nullable: true },
  late: { type: 'boolean', nullable: true },
  evidenceIds: { name: 'evidence_ids', type: 'uuid', array: true },
  resultNoteId: { name: 'result_note_id', type: 'uuid', nullable: true },
  stars: { type: 'integer', nullable: true },
  substituteId: { name: 'substitute_id', type: 'text', nullable: true },
  substituteNoteId: { name: 'substitute_note_id', type: 'uuid', nullable: true },
  substituteApproved: { name: 'substitute_approved', type: 'boolean', nullable: true },
  ratingAnswerNoteId: { name: 'rating_answer_note_id', type: 'uuid', nullable: true },
  version: { type: 'integer' },
} satisfies Record<keyof Summons, EntitySchemaColumnOptions>;

export const summonsEntity = new EntitySchema<Summons>({ name: 'summons', tableName: 'summons', columns });

export async function insertSummonses(work: Work, summonses: readonly Summons[]): Promise<void> {
  await work.manager.insert(
    summonsEntity,
    summonses.map((summons) => summons as never),
  );
}

/** Saves the decision with its announcements. A decision that changed nothing writes nothing. */
export async function saveDecision(
  work: Work,
  before: Summons,
  { summons, announcements }: Decision,
): Promise<void> {
  if (summons === before) return;
  await storeSummons(work, summons);
  await changeParts(
    work,
    announcements.map(({ subject, announcement }) => ({ ...announcement, subject, time: work.now })),
  );
  await announceEach(work, announcements);
}

export async function storeSummons(work: Work, summons: Summons): Promise<void> {
  await guardedUpdate(work.manager, summonsEntity, summons);
}

/** The summons with its whistle, locked. `mayAct` says for whom it exists; for everybody else it answers NOT_FOUND. */
export async function lockSummons(
  work: Work,
  id: string,
  mayAct: (summons: Summons) => boolean,
): Promise<{ summons: Summons; whistle: Whistle }> {
  const before = await summonsById(work.manager, id);
  if (!before || !mayAct(before)) throw new DomainError('NOT_FOUND');
  const whistle = await lockWhistle(work, before.whistleId);
  const summons = await work.manager.findOneByOrFail(summonsEntity, { id });
  return { summons, whistle };
}

export async function summonsById(manager: EntityManager, id: string): Promise<Summons | null> {
  return isId(id) ? manager.findOneBy(summonsEntity, { id }) : null;
}

export async function summonsesOf(manager: EntityManager, whistleIds: readonly string[]): Promise<Summons[]> {
  if (!whistleIds.length) return [];
  return manager.find(summonsEntity, { where: { whistleId: In([...whistleIds]) }, order: { unitId: 'ASC' } });
}

/** Of these whistles the ones that called the unit and let it go. */
export async function letGoFrom(
  manager: EntityManager,
  unitId: string | null,
  whistleIds: readonly string[],
): Promise<Set<string>> {
  if (unitId === null || !whistleIds.length) return new Set();
  const rows = await readRows<{ id: string }>(
    manager,
    `SELECT whistle_id AS id FROM summons WHERE whistle_id = ANY($1::uuid[]) AND unit_id = $2 AND status = ANY($3::text[])`,
    [whistleIds, unitId, letGoStatuses],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The units that a whistle called and let go. */
export async function letGoUnits(manager: EntityManager, whistleId: string): Promise<Set<string>> {
  const rows = await readRows<{ unit_id: string }>(
    manager,
    'SELECT unit_id FROM summons WHERE whistle_id = $1 AND status = ANY($2::text[])',
    [whistleId, letGoStatuses],
  );
  return new Set(rows.map((row) => row.unit_id));
}

/** Most entries of a list that has no pages. */
const most = 500;

/** The unit's summonses: open ones with the nearest unmet deadline first, or settled ones with the latest first. */
export async function summonsesOfUnit(
  manager: EntityManager,
  unitId: string,
  open: boolean,
): Promise<Summons[]> {
  const rows = await readRows<{ id: string }>(
    manager,
    `SELECT s.id FROM summons s JOIN whistle w ON w.id = s.whistle_id
     LEFT JOIN LATERAL (SELECT min(c.due_by) AS due_by FROM clock c
       WHERE c.owner_id = s.id AND c.met_at IS NULL AND c.state <> 'CANCELLED') AS next ON true
     WHERE s.unit_id = $1 AND (s.status <> ALL($2::text[])) = $3
     ORDER BY CASE WHEN $3 THEN next.due_by END ASC NULLS LAST, w.called_at DESC, s.id LIMIT $4`,
    [unitId, settledStatuses, open, most],
  );
  const found = await manager.findBy(summonsEntity, { id: In(rows.map((row) => row.id)) });
  const byId = new Map(found.map((summons) => [summons.id, summons]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}

export async function insertAction(work: Work, action: Action): Promise<void> {
  await work.query(
    'INSERT INTO summons_action (note_id, summons_id, at, by_name, evidence_ids) VALUES ($1, $2, $3, $4, $5::uuid[])',
    [action.noteId, action.summonsId, action.at, action.byName, action.evidenceIds],
  );
}

export async function actionsOf(manager: EntityManager, summonsIds: readonly string[]): Promise<Action[]> {
  if (!summonsIds.length) return [];
  return readRows(
    manager,
    `SELECT summons_id AS "summonsId", note_id AS "noteId", at, by_name AS "byName", evidence_ids AS "evidenceIds"
     FROM summons_action WHERE summons_id = ANY($1::uuid[]) ORDER BY position`,
    [summonsIds],
  );
}
