import { isId } from '@weisu/contracts';
import { guardedUpdate } from '@weisu/persistence';
import { readRows, type Work } from '@weisu/messaging';
import { EntitySchema, In, type EntityManager, type EntitySchemaColumnOptions } from 'typeorm';
import type { Mediation } from './mediation.js';

const columns = {
  id: { type: 'uuid', primary: true },
  number: { type: 'text' },
  appealId: { name: 'appeal_id', type: 'uuid', nullable: true },
  source: { type: 'text' },
  kind: { type: 'text' },
  status: { type: 'text' },
  committeeId: { name: 'committee_id', type: 'text' },
  areaCode: { name: 'area_code', type: 'text' },
  room: { type: 'text', nullable: true },
  mediatorIds: { name: 'mediator_ids', type: 'text', array: true },
  profileKey: { name: 'profile_key', type: 'text' },
  profileVersion: { name: 'profile_version', type: 'integer' },
  failure: { type: 'text', nullable: true },
  openedAt: { name: 'opened_at', type: 'timestamptz' },
  version: { type: 'integer' },
} satisfies Record<keyof Mediation, EntitySchemaColumnOptions>;

export const mediationEntity = new EntitySchema<Mediation>({
  name: 'mediation',
  tableName: 'mediation',
  columns,
});

export async function insertMediation(work: Work, mediation: Mediation): Promise<void> {
  await work.manager.insert(mediationEntity, { ...mediation, mediatorIds: [...mediation.mediatorIds] });
}

/** What is not an id of ours is simply not there. */
export async function findMediation(manager: EntityManager, id: string): Promise<Mediation | null> {
  return isId(id) ? manager.findOne(mediationEntity, { where: { id } }) : null;
}

export async function mediationsWithIds(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Mediation[]> {
  return ids.length ? manager.find(mediationEntity, { where: { id: In([...ids]) } }) : [];
}

/** Locks the row, so that two decisions on one mediation follow each other. */
export async function lockMediation(work: Work, id: string): Promise<Mediation | null> {
  return work.manager.findOne(mediationEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

export async function mediationsOfAppeals(
  manager: EntityManager,
  appealIds: readonly string[],
): Promise<Mediation[]> {
  const ids = appealIds.filter((id) => isId(id));
  if (!ids.length) return [];
  return manager.find(mediationEntity, {
    where: { appealId: In(ids) },
    order: { openedAt: 'ASC', id: 'ASC' },
  });
}

/** Answers the mediation with its new version. */
export async function updateMediation(work: Work, mediation: Mediation): Promise<Mediation> {
  return { ...mediation, version: await guardedUpdate(work.manager, mediationEntity, mediation) };
}

export type Series = 'MEDIATION' | 'AGREEMENT';

/** The next number of a committee's year, beginning with 1; an aborted transaction gives its number back. */
export async function nextNumber(
  work: Work,
  series: Series,
  committeeId: string,
  year: string,
): Promise<number> {
  const [row] = await readRows<{ last: number }>(
    work.manager,
    `INSERT INTO number_series AS s (series, committee_id, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (series, committee_id, year) DO UPDATE SET last = s.last + 1 RETURNING last`,
    [series, committeeId, Number(year)],
  );
  if (!row) throw new Error(`the series ${series} gave no number`);
  return row.last;
}
