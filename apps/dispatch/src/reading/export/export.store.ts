import type { LedgerExportState } from '@weisu/api';
import { visibleTo } from '@weisu/appeal-access';
import type { Actor } from '@weisu/identity';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { mostWaiting, type Ending, type ExportRow, type FetchRow, type Wanted } from './export.js';

export const exportColumns = `id, state, columns, named, purpose, unit_id, delegate_id, asked, page_key, asked_at, ended_at, expires_at, after_at, after_id, pages,
  row_count, byte_count::float8 AS byte_count, code`;

/** Whoever counts or admits exports comes one after another: neither the limit of a unit nor that of the district is passed by two at once. */
export async function lockQueue(manager: EntityManager): Promise<void> {
  await readRows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('ledger export', 0))`);
}

/** Whether the unit of the actor, or the actor without one, has as many waiting as it may. */
export async function hasTooManyWaiting(work: Work, { subject, unitId }: Actor): Promise<boolean> {
  const rows = await work.query(
    `SELECT 1 FROM ledger_export WHERE state = 'WAITING' AND coalesce(unit_id, asker_subject) = $1 LIMIT ${mostWaiting}`,
    [unitId ?? subject],
  );
  return rows.length >= mostWaiting;
}

export async function insertExport(
  work: Work,
  id: string,
  actor: Actor,
  { columns, named, purpose }: Wanted,
  { asked, pageKey }: Readonly<{ asked: string; pageKey: string }>,
): Promise<void> {
  await work.query(
    `INSERT INTO ledger_export (id, state, asker_subject, unit_id, delegate_id, columns, named, purpose, asked, page_key, asked_at)
     VALUES ($1, 'WAITING', $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, actor.subject, actor.unitId, actor.delegateId ?? null, columns, named, purpose],
      ...[asked, pageKey, work.now],
    ],
  );
}

/** `$1` to `$3`: the asker. For a unit that is away it is another asker than for the own one. */
const own = 'asker_subject = $1 AND unit_id IS NOT DISTINCT FROM $2 AND delegate_id IS NOT DISTINCT FROM $3';
const asker = ({ subject, unitId, delegateId }: Actor): unknown[] => [subject, unitId, delegateId ?? null];

/** The asker's own with these ids, or the latest ones. */
export async function ownExports(
  manager: EntityManager,
  actor: Actor,
  wanted: Readonly<{ ids: readonly string[] }> | Readonly<{ latest: number }>,
): Promise<ExportRow[]> {
  if ('ids' in wanted)
    return readRows<ExportRow>(
      manager,
      `SELECT ${exportColumns} FROM ledger_export WHERE ${own} AND id = ANY($4::uuid[])`,
      [...asker(actor), wanted.ids],
    );
  return readRows<ExportRow>(
    manager,
    `SELECT ${exportColumns} FROM ledger_export WHERE ${own} ORDER BY asked_at DESC, id DESC LIMIT $4`,
    [...asker(actor), wanted.latest],
  );
}

/** Locked: who works on it waits, and finds it as it is left. */
export async function lockOwnExport(work: Work, actor: Actor, id: string): Promise<ExportRow | null> {
  const [row] = await work.query<ExportRow>(
    `SELECT ${exportColumns} FROM ledger_export WHERE ${own} AND id = $4 FOR UPDATE`,
    [...asker(actor), id],
  );
  return row ?? null;
}

/** Ends exports without a file; what was made of them is deleted with its keys, and the claims of who asked. Those that have ended so before stay as they are. */
export async function endWithoutFile(
  manager: EntityManager,
  ids: readonly string[],
  { state, code }: Ending,
  now: Date,
): Promise<void> {
  if (!ids.length) return;
  const ended = await readRows<{ id: string }>(
    manager,
    `UPDATE ledger_export SET state = $2, code = $3, ended_at = coalesce(ended_at, $4), expires_at = NULL, asked = NULL, page_key = NULL, turn = NULL
     WHERE id = ANY($1::uuid[]) AND state IN ('WAITING', 'RUNNING', 'DONE') RETURNING id`,
    [ids, state, code, now],
  );
  await readRows(manager, 'DELETE FROM ledger_export_page WHERE export_id = ANY($1::uuid[])', [
    ended.map(({ id }) => id),
  ]);
}

export async function fetchesOf(manager: EntityManager, ids: readonly string[]): Promise<FetchRow[]> {
  if (!ids.length) return [];
  return readRows<FetchRow>(
    manager,
    'SELECT id, export_id, at FROM ledger_export_fetch WHERE export_id = ANY($1::uuid[]) ORDER BY at DESC, id DESC',
    [ids],
  );
}

export async function insertFetch(
  work: Work,
  id: string,
  exportId: string,
  { subject, unitId, delegateId, client }: Actor,
): Promise<void> {
  await work.query(
    `INSERT INTO ledger_export_fetch (id, export_id, at, actor_subject, actor_unit, actor_delegate, client, correlation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, exportId, work.now, subject, unitId, delegateId ?? null, client, work.context.correlationId],
  );
}

/** Own fetches with these ids, each with its export. */
export async function ownFetches(
  manager: EntityManager,
  actor: Actor,
  ids: readonly string[],
): Promise<(FetchRow & Readonly<{ export: ExportRow }>)[]> {
  const fetches = await readRows<FetchRow>(
    manager,
    'SELECT id, export_id, at FROM ledger_export_fetch WHERE id = ANY($1::uuid[])',
    [ids],
  );
  const exports = await ownExports(manager, actor, { ids: fetches.map((fetch) => fetch.export_id) });
  return fetches.flatMap((fetch) => {
    const found = exports.find(({ id }) => id === fetch.export_id);
    return found ? [{ ...fetch, export: found }] : [];
  });
}

/** Whether the actor still sees every matter of an export. */
export async function seesAllOf(manager: EntityManager, actor: Actor, id: string): Promise<boolean> {
  const visible = visibleTo(actor, 2, 's');
  const hidden = await readRows(
    manager,
    `SELECT 1 FROM ledger_export_page p CROSS JOIN LATERAL unnest(p.appeal_ids) AS a (id)
     LEFT JOIN appeal_scope s ON s.appeal_id = a.id
     WHERE p.export_id = $1 AND NOT coalesce(${visible.sql}, false) LIMIT 1`,
    [id, ...visible.parameters],
  );
  return !hidden.length;
}

export type StoredPage = Readonly<{ id: string; page_key: string; content: Buffer }>;

/** One page of what a fetch that began since an instant is reading; null where there is none. */
export async function fetchedPage(
  manager: EntityManager,
  fetchId: string,
  index: number,
  since: Date,
): Promise<StoredPage | null> {
  const [page] = await readRows<StoredPage>(
    manager,
    `SELECT e.id, e.page_key, p.content FROM ledger_export_fetch f JOIN ledger_export e ON e.id = f.export_id
     JOIN ledger_export_page p ON p.export_id = e.id AND p.index = $2
     WHERE f.id = $1 AND f.at >= $3 AND e.state = 'DONE' AND p.content IS NOT NULL`,
    [fetchId, index, since],
  );
  return page ?? null;
}

/** What is erased and what is exported do not meet: who begins a page waits for erasures under way, and then reads what they left. */
const pagesLock = `hashtextextended('ledger export pages', 0)`;

/** For who begins a page, before its matters are named: until the end of the transaction no erasure begins, and those that had begun have ended. */
export async function lockAgainstErasures(manager: EntityManager): Promise<void> {
  await readRows(manager, `SELECT pg_advisory_xact_lock(${pagesLock})`);
}

/** An erasure of one of its matters ends an export, also one that is being made. */
export async function endExportsOf(work: Work, appealId: string): Promise<void> {
  await work.query(`SELECT pg_advisory_xact_lock_shared(${pagesLock})`);
  const holding = await work.query<{ id: string; state: LedgerExportState }>(
    `SELECT id, state FROM ledger_export e WHERE state IN ('RUNNING', 'DONE') AND id IN (
       SELECT export_id FROM ledger_export_page WHERE appeal_ids @> ARRAY[$1::uuid]) ORDER BY id FOR UPDATE`,
    [appealId],
  );
  for (const [from, state] of [
    ['RUNNING', 'FAILED'],
    ['DONE', 'EXPIRED'],
  ] as const) {
    const ids = holding.filter((one) => one.state === from).map(({ id }) => id);
    await endWithoutFile(work.manager, ids, { state, code: 'PERSONAL_DATA_ERASED' }, work.now);
  }
}
