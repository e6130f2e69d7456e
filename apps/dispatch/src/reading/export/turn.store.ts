import { randomUUID } from 'node:crypto';
import { readRows } from '@weisu/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { AppealKey } from '../../ground/appeal-list/appeal-list.store.js';
import { keptMilliseconds, mostRunning, pageRows, type ExportRow } from './export.js';
import { exportColumns, lockAgainstErasures, lockQueue } from './export.store.js';

/** How long an export belongs to the process that took its next page, in real seconds: after `kill -9` another one has it no later. */
const leaseSeconds = 30;
export const leaseMilliseconds = leaseSeconds * 1_000;

/** One page of one export, in the hands of this process. `turn` tells whether it still is. */
export type Turn = Readonly<{
  export: ExportRow & Readonly<{ asked: string; page_key: string }>;
  turn: string;
}>;

/** `$1`: now. Few at any time. */
const alive = `state IN ('WAITING', 'RUNNING') OR (state = 'DONE' AND (expires_at <= $1 OR delegate_id IS NOT NULL))`;

/** An export, as far as it decides whether its time is over. */
export type Alive = Pick<ExportRow, 'id' | 'state' | 'asked_at' | 'expires_at' | 'unit_id' | 'delegate_id'>;

/** Exports that wait or are made, those whose file has been kept for its day, and those that were asked for in an absence. */
export async function mayHaveToGo(source: DataSource, now: Date): Promise<Alive[]> {
  return readRows<Alive>(
    source,
    `SELECT id, state, asked_at, expires_at, unit_id, delegate_id FROM ledger_export WHERE ${alive}`,
    [now],
  );
}

/** The next ones begin while fewer than the district makes at once are made: first of a unit that has none running, then who asked first. */
export async function admitWaiting(source: DataSource): Promise<void> {
  await source.transaction(async (manager) => {
    await lockQueue(manager);
    await readRows(
      manager,
      `UPDATE ledger_export SET state = 'RUNNING' WHERE id IN (
         SELECT w.id FROM ledger_export w WHERE w.state = 'WAITING'
         ORDER BY EXISTS (
           SELECT 1 FROM ledger_export r
           WHERE r.state = 'RUNNING' AND coalesce(r.unit_id, r.asker_subject) = coalesce(w.unit_id, w.asker_subject)
         ), w.asked_at, w.id
         LIMIT greatest(0, ${mostRunning} - (SELECT count(*) FROM ledger_export WHERE state = 'RUNNING')))`,
    );
  });
}

/** Takes the export that has waited longest for its next page; null where others have them all. */
export async function takeTurn(source: DataSource): Promise<Turn | null> {
  const turn = randomUUID();
  const [row] = await readRows<Turn['export']>(
    source,
    `UPDATE ledger_export SET turn = $1, leased_until = clock_timestamp() + interval '${leaseSeconds} seconds', turned_at = clock_timestamp()
     WHERE id = (
       SELECT id FROM ledger_export WHERE state = 'RUNNING' AND (leased_until IS NULL OR leased_until < clock_timestamp())
       ORDER BY turned_at NULLS FIRST, asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${exportColumns}`,
    [turn],
  );
  return row ? { export: row, turn } : null;
}

/** While a page is made that takes longer than a lease. */
export async function keepTurn(source: DataSource, { export: { id }, turn }: Turn): Promise<void> {
  await readRows(
    source,
    `UPDATE ledger_export SET leased_until = clock_timestamp() + interval '${leaseSeconds} seconds' WHERE id = $1 AND turn = $2`,
    [id, turn],
  );
}

/** For another page, or for another process. */
export async function giveBack(source: DataSource, { export: { id }, turn }: Turn): Promise<void> {
  await readRows(source, 'UPDATE ledger_export SET leased_until = NULL WHERE id = $1 AND turn = $2', [
    id,
    turn,
  ]);
}

/** Locks the export; false where it has ended meanwhile, or another process took it over. */
async function isStillOurs(manager: EntityManager, { export: { id }, turn }: Turn): Promise<boolean> {
  const rows = await readRows(
    manager,
    `SELECT 1 FROM ledger_export WHERE id = $1 AND turn = $2 AND state = 'RUNNING' FOR UPDATE`,
    [id, turn],
  );
  return rows.length > 0;
}

/** Matters of a page, in the order of the list, and whether none come after them. */
export type NamedPage = Readonly<{ keys: readonly AppealKey[]; isLast: boolean }>;

/**
 * Names the matters of the next page, before anything of them is read: an erasure from now on finds them. A page that was broken off is named anew. Null where the
 * export is not ours any more.
 */
export async function namePage(
  source: DataSource,
  turn: Turn,
  find: (manager: EntityManager, most: number) => Promise<readonly AppealKey[]>,
): Promise<NamedPage | null> {
  const { id, pages } = turn.export;
  // before the lock: erasures wait for it, and a filter may take its time
  const found = await find(source.manager, pageRows + 1);
  const keys = found.slice(0, pageRows);
  return source.transaction(async (manager) => {
    await lockAgainstErasures(manager);
    if (!(await isStillOurs(manager, turn))) return null;
    await readRows(
      manager,
      `INSERT INTO ledger_export_page (export_id, index, appeal_ids) VALUES ($1, $2, $3)
       ON CONFLICT (export_id, index) DO UPDATE SET appeal_ids = excluded.appeal_ids, content = NULL`,
      [id, pages, keys.map((key) => key.id)],
    );
    return { keys, isLast: found.length <= pageRows };
  });
}

/** `bytes`: what was sealed, before it was packed. */
export type MadePage = NamedPage & Readonly<{ content: Buffer; bytes: number; now: Date }>;

/** The page and how far the export has come are one transaction: whatever breaks off, each matter is in the file once. */
export async function storePage(source: DataSource, turn: Turn, page: MadePage): Promise<void> {
  const { id, pages } = turn.export;
  const { keys, isLast, now } = page;
  const last = keys.at(-1);
  await source.transaction(async (manager) => {
    if (!(await isStillOurs(manager, turn))) return;
    await readRows(
      manager,
      'UPDATE ledger_export_page SET content = $3 WHERE export_id = $1 AND index = $2',
      [id, pages, page.content],
    );
    await readRows(
      manager,
      `UPDATE ledger_export SET pages = pages + 1, row_count = row_count + $2, byte_count = byte_count + $3,
         after_at = coalesce($4, after_at), after_id = coalesce($5, after_id) WHERE id = $1`,
      [id, keys.length, page.bytes, last?.submitted_at ?? null, last?.id ?? null],
    );
    if (!isLast) return;
    await readRows(
      manager,
      `UPDATE ledger_export SET state = 'DONE', ended_at = $2, expires_at = $3, asked = NULL, turn = NULL WHERE id = $1`,
      [id, now, new Date(now.getTime() + keptMilliseconds)],
    );
  });
}
