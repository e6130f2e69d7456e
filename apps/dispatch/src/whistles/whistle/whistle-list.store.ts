import type { OperationArgs } from '@weisu/api';
import { hasRole, type Actor } from '@weisu/identity';
import { readRows } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize, type Page } from '@weisu/persistence';
import type { EntityManager } from 'typeorm';

type Filter = NonNullable<OperationArgs['whistles']['filter']>;
type Key = Readonly<{ id: string; blown_at: Date }>;

/** Ids of the whistles that concern an actor's area or unit, the latest first. What the actor sees of each is decided by visibility.ts. */
export async function whistlePage(
  manager: EntityManager,
  actor: Actor,
  filter: Filter,
  first: number,
  after: string | null | undefined,
): Promise<Page<Key>> {
  const size = pageSize(first);
  const parameters: unknown[] = [];
  const at = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = [concerns(actor, at)];
  if (filter.areaCode) conditions.push(within(filter.areaCode, at));
  if (filter.situation) conditions.push(`w.situation = ANY(${at(filter.situation)})`);
  if (filter.unitId) conditions.push(`w.called_at IS NOT NULL AND ${at(filter.unitId)} = ANY(w.unit_ids)`);
  if (filter.from) conditions.push(`w.blown_at >= ${at(filter.from)}`);
  if (filter.until) conditions.push(`w.blown_at < ${at(filter.until)}`);
  if (typeof filter.open === 'boolean')
    conditions.push(`w.completed_at IS ${filter.open ? 'NULL' : 'NOT NULL'}`);
  if (after) {
    const [instant, id] = decodeCursor(after, 2);
    conditions.push(`(w.blown_at, w.id) < (${at(instant)}::timestamptz, ${at(id)}::uuid)`);
  }
  const rows = await readRows<Key>(
    manager,
    `SELECT w.id, w.blown_at FROM whistle w WHERE ${conditions.join(' AND ')} ORDER BY w.blown_at DESC, w.id DESC LIMIT ${size + 1}`,
    parameters,
  );
  return pageOf(rows, size, after, (row) => [row.blown_at.toISOString(), row.id]);
}

function concerns(actor: Actor, at: (value: unknown) => string): string {
  if (hasRole(actor, ['AUDITOR'])) return 'true';
  const isOfAnArea = hasRole(actor, ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID']);
  const ways = [
    ...(isOfAnArea && actor.areaCode ? [within(actor.areaCode, at)] : []),
    ...(actor.unitId
      ? [
          `w.by_id = ${at(actor.unitId)}`,
          `(w.called_at IS NOT NULL AND EXISTS (SELECT 1 FROM summons s WHERE s.whistle_id = w.id AND s.unit_id = ${at(actor.unitId)}))`,
        ]
      : []),
  ];
  return ways.length ? `(${ways.join(' OR ')})` : 'false';
}

function within(areaCode: string, at: (value: unknown) => string): string {
  return `(w.area_code >= ${at(areaCode)} AND w.area_code < ${at(`${areaCode}~`)})`;
}
