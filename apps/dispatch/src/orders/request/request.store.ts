import type { OperationArgs } from '@weisu/api';
import {
  announce,
  DomainError,
  isId,
  RequestLapsed,
  type ClockKind,
  type RequestKind,
} from '@weisu/contracts';
import { cancelClocks } from '@weisu/clocks';
import { readRows, type Work } from '@weisu/messaging';
import { decodeCursor, guardedUpdate, pageOf, pageSize, type Page } from '@weisu/persistence';
import { EntitySchema, In, IsNull, type EntityManager, type EntitySchemaColumnOptions } from 'typeorm';
import type { Request } from './request.js';

const columns = {
  id: { type: 'uuid', primary: true },
  kind: { type: 'text' },
  appealId: { name: 'appeal_id', type: 'uuid' },
  workOrderId: { name: 'work_order_id', type: 'uuid', nullable: true },
  clockId: { name: 'clock_id', type: 'uuid', nullable: true },
  reason: { type: 'text' },
  tried: { type: 'text', array: true },
  evidenceIds: { name: 'evidence_ids', type: 'uuid', array: true },
  byAmount: { name: 'by_amount', type: 'integer', nullable: true },
  byUnit: { name: 'by_unit', type: 'text', nullable: true },
  unitId: { name: 'unit_id', type: 'text', nullable: true },
  requestedById: { name: 'requested_by_id', type: 'text' },
  deciderId: { name: 'decider_id', type: 'text' },
  filedAt: { name: 'filed_at', type: 'timestamptz' },
  decideBy: { name: 'decide_by', type: 'timestamptz' },
  approved: { type: 'boolean', nullable: true },
  decision: { type: 'text', nullable: true },
  decidedById: { name: 'decided_by_id', type: 'text', nullable: true },
  decidedAt: { name: 'decided_at', type: 'timestamptz', nullable: true },
  version: { type: 'integer' },
} satisfies Record<keyof Request, EntitySchemaColumnOptions>;

export const requestEntity = new EntitySchema<Request>({ name: 'request', tableName: 'request', columns });

export async function insertRequest(work: Work, request: Request): Promise<void> {
  await work.manager.insert(requestEntity, request);
}

export async function saveRequest(work: Work, request: Request): Promise<void> {
  await guardedUpdate(work.manager, requestEntity, request);
}

/** Units to which work outside their list was granted in a matter. */
export async function grantedOffList(work: Work, appealId: string): Promise<ReadonlySet<string>> {
  const rows = await work.query<{ unit_id: string }>(
    `SELECT unit_id FROM request WHERE appeal_id = $1 AND kind = 'OFF_LIST' AND approved AND unit_id IS NOT NULL`,
    [appealId],
  );
  return new Set(rows.map((row) => row.unit_id));
}

/** The request that a unit has to decide; for every other unit there is none. */
export async function requestForDecider(work: Work, id: string, unitId: string | null): Promise<Request> {
  const request = await requestById(work.manager, id);
  if (!request || request.deciderId !== unitId) throw new DomainError('NOT_FOUND');
  await work.query('SELECT 1 FROM handling WHERE id = $1 FOR UPDATE', [request.appealId]);
  return (await requestById(work.manager, id)) ?? request;
}

export async function requestById(manager: EntityManager, id: string): Promise<Request | null> {
  return isId(id) ? manager.findOneBy(requestEntity, { id }) : null;
}

type CountedRequests = Readonly<{
  appealId: string;
  kind: RequestKind;
  unitId: string;
  ofClock: ClockKind | null;
}>;

/**
 * Filed, and neither refused nor lapsed; for a kind about a work order, those of its unit in this matter (a new order is no new chance). `ofClock`:
 * only those about that kind of limit, because it has a rule of its own.
 */
export async function countRequests(
  work: Work,
  { appealId, kind, unitId, ofClock }: CountedRequests,
): Promise<number> {
  const [row] = await work.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM request WHERE appeal_id = $1 AND kind = $2 AND requested_by_id = $3 AND (approved OR decided_at IS NULL)
       AND ($4::text IS NULL OR coalesce((SELECT c.kind FROM clock c WHERE c.id = clock_id), 'RESOLVE') = $4)`,
    [appealId, kind, unitId, ofClock],
  );
  return row?.count ?? 0;
}

export async function requestsOf(manager: EntityManager, appealIds: readonly string[]): Promise<Request[]> {
  if (!appealIds.length) return [];
  return manager.find(requestEntity, {
    where: { appealId: In([...appealIds]) },
    order: { filedAt: 'ASC', id: 'ASC' },
  });
}

export async function requestsToDecide(manager: EntityManager, unitId: string): Promise<Request[]> {
  return manager.find(requestEntity, {
    where: { deciderId: unitId, decidedAt: IsNull() },
    order: { decideBy: 'ASC' },
    take: 500,
  });
}

const sides = { FILED: 'requested_by_id', TO_DECIDE: 'decider_id' } as const;

/** A unit's requests on one side, by when they are to be decided. */
export async function requestPage(
  manager: EntityManager,
  unitId: string,
  { side, filter, first, after }: OperationArgs['requests'],
): Promise<Page<Request>> {
  const size = pageSize(first);
  const isForward = filter?.open === true;
  const parameters: unknown[] = [unitId];
  const at = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = [`${sides[side]} = $1`];
  if (filter?.kind) conditions.push(`kind = ANY(${at(filter.kind)})`);
  if (typeof filter?.open === 'boolean')
    conditions.push(`decided_at IS ${filter.open ? 'NULL' : 'NOT NULL'}`);
  if (after) {
    const [instant, id] = decodeCursor(after, 2);
    conditions.push(
      `(decide_by, id) ${isForward ? '>' : '<'} (${at(instant)}::timestamptz, ${at(id)}::uuid)`,
    );
  }
  const order = isForward ? 'ASC' : 'DESC';
  const keys = await readRows<{ id: string }>(
    manager,
    `SELECT id FROM request WHERE ${conditions.join(' AND ')} ORDER BY decide_by ${order}, id ${order} LIMIT ${size + 1}`,
    parameters,
  );
  const found = await manager.find(requestEntity, { where: { id: In(keys.map(({ id }) => id)) } });
  const byId = new Map(found.map((request) => [request.id, request]));
  const rows = keys.flatMap(({ id }) => byId.get(id) ?? []);
  return pageOf(rows, size, after, (row) => [row.decideBy.toISOString(), row.id]);
}

/** Of orders that end; of the matter where its lead is done (`matter`: what is about no order); of everything where the matter ends. */
export type Ending = Readonly<{ orderIds: readonly string[]; matter?: boolean }> | 'EVERYTHING';

const lapsed = '事项或工单已结束，申请自动失效';

/**
 * What was applied for ends with what it was about: undecided requests lapse (nobody refused them, so they do not count against the unit and
 * keep nothing from closing), and no limit of theirs runs on.
 */
export async function endRequests(work: Work, appealId: string, ending: Ending): Promise<void> {
  const everything = ending === 'EVERYTHING';
  const rows = await work.query<{ id: string }>(
    `SELECT id FROM request WHERE appeal_id = $1 AND ($2 OR work_order_id = ANY($3::uuid[]) OR ($4 AND work_order_id IS NULL))`,
    [appealId, everything, everything ? [] : ending.orderIds, !everything && (ending.matter ?? false)],
  );
  if (!rows.length) return;
  const ids = rows.map((row) => row.id);
  const ended = await work.query<Pick<Request, 'id' | 'kind' | 'workOrderId'>>(
    `UPDATE request SET decided_at = $2, decision = $3, version = version + 1 WHERE id = ANY($1::uuid[]) AND decided_at IS NULL
     RETURNING id, kind, work_order_id AS "workOrderId"`,
    [ids, work.now, lapsed],
  );
  await cancelClocks(work, ids);
  await work.announce(
    appealId,
    ended.map(({ id, kind, workOrderId }) =>
      announce(RequestLapsed, { appealId, requestId: id, kind, workOrderId }),
    ),
  );
}
