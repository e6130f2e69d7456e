import { DomainError, isId } from '@weisu/contracts';
import { readRows, type Work } from '@weisu/messaging';
import { guardedUpdate } from '@weisu/persistence';
import { EntitySchema, In, type EntityManager, type EntitySchemaColumnOptions } from 'typeorm';
import { type Addressed } from './subjects.js';
import { settledStatuses } from './summons.js';
import type { Whistle } from './whistle.js';

/** `satisfies` makes a field added to Whistle but not stored a compile error. */
const columns = {
  id: { type: 'uuid', primary: true },
  number: { type: 'text' },
  appealIds: { name: 'appeal_ids', type: 'uuid', array: true },
  areaCode: { name: 'area_code', type: 'text' },
  byId: { name: 'by_id', type: 'text' },
  situation: { type: 'text' },
  reason: { type: 'text' },
  unitIds: { name: 'unit_ids', type: 'text', array: true },
  gatherLongitude: { name: 'gather_longitude', type: 'double precision', nullable: true },
  gatherLatitude: { name: 'gather_latitude', type: 'double precision', nullable: true },
  gatherDatum: { name: 'gather_datum', type: 'text', nullable: true },
  profileKey: { name: 'profile_key', type: 'text' },
  profileVersion: { name: 'profile_version', type: 'integer' },
  blownAt: { name: 'blown_at', type: 'timestamptz' },
  endorsedById: { name: 'endorsed_by_id', type: 'text', nullable: true },
  calledAt: { name: 'called_at', type: 'timestamptz', nullable: true },
  completedAt: { name: 'completed_at', type: 'timestamptz', nullable: true },
  outcomeNoteId: { name: 'outcome_note_id', type: 'uuid', nullable: true },
  version: { type: 'integer' },
} satisfies Record<keyof Whistle, EntitySchemaColumnOptions>;

export const whistleEntity = new EntitySchema<Whistle>({ name: 'whistle', tableName: 'whistle', columns });

export async function insertWhistle(work: Work, whistle: Whistle): Promise<void> {
  await work.manager.insert(whistleEntity, whistle);
}

export async function storeWhistle(work: Work, whistle: Whistle): Promise<Whistle> {
  return { ...whistle, version: await guardedUpdate(work.manager, whistleEntity, whistle) };
}

/** Whatever is decided on a whistle or one of its summonses is decided one after the other: the whistle's row is the lock. */
export async function lockWhistle(work: Work, id: string): Promise<Whistle> {
  if (isId(id)) await work.query('SELECT 1 FROM whistle WHERE id = $1 FOR UPDATE', [id]);
  const whistle = isId(id) ? await work.manager.findOneBy(whistleEntity, { id }) : null;
  if (!whistle) throw new DomainError('NOT_FOUND');
  return whistle;
}

export async function whistlesWithIds(manager: EntityManager, ids: readonly string[]): Promise<Whistle[]> {
  const known = ids.filter(isId);
  return known.length ? manager.find(whistleEntity, { where: { id: In(known) } }) : [];
}

/** The whistles that concern any of these appeals, oldest first. */
export async function whistlesAbout(
  manager: EntityManager,
  appealIds: readonly string[],
): Promise<Whistle[]> {
  if (!appealIds.length) return [];
  const rows = await readRows<{ id: string }>(
    manager,
    'SELECT id FROM whistle WHERE appeal_ids && $1::uuid[]',
    [appealIds],
  );
  return manager.find(whistleEntity, {
    where: { id: In(rows.map((row) => row.id)) },
    order: { blownAt: 'ASC', id: 'ASC' },
  });
}

/** Whistles of an appeal that are not completed: they keep it from closing. */
export async function openWhistles(
  manager: EntityManager,
  appealId: string,
): Promise<{ id: string; number: string }[]> {
  return readRows(
    manager,
    `SELECT id, number FROM whistle WHERE appeal_ids @> ARRAY[$1]::uuid[] AND completed_at IS NULL ORDER BY blown_at, id`,
    [appealId],
  );
}

/** Summonses of an appeal's whistles that are not settled: they keep it from closing. */
export async function openSummonses(
  manager: EntityManager,
  appealId: string,
): Promise<{ id: string; unitId: string }[]> {
  return readRows(
    manager,
    `SELECT s.id, s.unit_id AS "unitId" FROM summons s JOIN whistle w ON w.id = s.whistle_id
     WHERE w.appeal_ids @> ARRAY[$1]::uuid[] AND s.status <> ALL($2::text[]) ORDER BY w.blown_at, s.unit_id`,
    [appealId, settledStatuses],
  );
}

/** Of these owners of clocks, the summonses. */
export async function summonsOwners(
  manager: EntityManager,
  ownerIds: readonly string[],
): Promise<Set<string>> {
  if (!ownerIds.length) return new Set();
  const rows = await readRows<{ id: string }>(manager, 'SELECT id FROM summons WHERE id = ANY($1::uuid[])', [
    ownerIds,
  ]);
  return new Set(rows.map((row) => row.id));
}

/** Whistles blown in an area in [from, until). */
export async function whistleCount(
  manager: EntityManager,
  areaCode: string,
  from: Date,
  until: Date,
): Promise<number> {
  const [row] = await readRows<{ count: number }>(
    manager,
    `SELECT count(*)::int AS count FROM whistle
     WHERE area_code >= $1 AND area_code < $2 AND blown_at >= $3 AND blown_at < $4`,
    [areaCode, `${areaCode}~`, from, until],
  );
  return row?.count ?? 0;
}

/** Announces subject by subject in the order of their ids, so that two whistles for the same matters cannot wait for each other. */
export async function announceEach(work: Work, announcements: readonly Addressed[]): Promise<void> {
  const subjects = [...new Set(announcements.map((one) => one.subject))].sort();
  for (const subject of subjects) {
    await work.announce(
      subject,
      announcements.filter((one) => one.subject === subject).map((one) => one.announcement),
    );
  }
}
