import type { OperationArgs } from '@weisu/api';
import { visibleTo } from '@weisu/appeal-access';
import type { Actor } from '@weisu/identity';
import { readRows } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize, type Page } from '@weisu/persistence';
import { In, type EntityManager } from 'typeorm';
import { mediationEntity } from './mediation.store.js';
import type { Mediation } from './mediation.js';
import { readers } from './who-may.js';

type Filter = NonNullable<OperationArgs['mediations']['filter']>;
type Placeholder = (value: unknown) => string;

/** Mediations that an actor may see, the latest first: `maySee` as SQL. */
export async function docketPage(
  manager: EntityManager,
  actor: Actor,
  filter: Filter,
  first: number,
  after: string | null | undefined,
): Promise<Page<Mediation>> {
  const size = pageSize(first);
  const parameters: unknown[] = [];
  const at: Placeholder = (value) => `$${parameters.push(value)}`;
  const conditions = [seen(actor, parameters, at)];
  if (filter.status) conditions.push(`m.status = ANY(${at(filter.status)})`);
  if (filter.kind) conditions.push(`m.kind = ANY(${at(filter.kind)})`);
  if (typeof filter.mine === 'boolean')
    conditions.push(`${filter.mine ? '' : 'NOT '}(${at(actor.subject)} = ANY(m.mediator_ids))`);
  if (filter.dueBefore)
    conditions.push(
      `EXISTS (SELECT 1 FROM clock c WHERE c.owner_id = m.id AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL AND c.due_by < ${at(filter.dueBefore)})`,
    );
  if (after) {
    const [instant, id] = decodeCursor(after, 2);
    conditions.push(`(m.opened_at, m.id) < (${at(instant)}::timestamptz, ${at(id)}::uuid)`);
  }
  const keys = await readRows<{ id: string }>(
    manager,
    `SELECT m.id FROM mediation m LEFT JOIN appeal_scope s ON s.appeal_id = m.appeal_id
     WHERE ${conditions.join(' AND ')} ORDER BY m.opened_at DESC, m.id DESC LIMIT ${size + 1}`,
    parameters,
  );
  const found = await manager.find(mediationEntity, { where: { id: In(keys.map(({ id }) => id)) } });
  const byId = new Map(found.map((mediation) => [mediation.id, mediation]));
  const rows = keys.flatMap(({ id }) => byId.get(id) ?? []);
  return pageOf(rows, size, after, (row) => [row.openedAt.toISOString(), row.id]);
}

function seen(actor: Actor, parameters: unknown[], at: Placeholder): string {
  if (actor.roles.includes('AUDITOR')) return 'true';
  const ways: string[] = [];
  if (actor.roles.includes('MEDIATOR') && actor.unitId) ways.push(`m.committee_id = ${at(actor.unitId)}`);
  const roles = actor.roles.filter((role) => readers.includes(role));
  if (roles.length) {
    const ofAppeal = visibleTo({ ...actor, roles }, parameters.length + 1, 's');
    parameters.push(...ofAppeal.parameters);
    ways.push(`(m.appeal_id IS NOT NULL AND s.appeal_id IS NOT NULL AND ${ofAppeal.sql})`);
    const alone = [
      ...(actor.areaCode
        ? [`(m.area_code >= ${at(actor.areaCode)} AND m.area_code < ${at(`${actor.areaCode}~`)})`]
        : []),
      ...(actor.unitId ? [`m.committee_id = ${at(actor.unitId)}`] : []),
    ];
    if (alone.length) ways.push(`(m.appeal_id IS NULL AND (${alone.join(' OR ')}))`);
  }
  return ways.length ? `(${ways.join(' OR ')})` : 'false';
}
