import type { EntityManager } from 'typeorm';
import { readRows } from '@weisu/messaging';

const live = 'evaluation';

/** What is rebuilt: key, and the columns that are sets, whose order says nothing. */
export const projectionTables = [
  { table: 'matter', key: 'appeal_id', sets: [] },
  { table: 'settlement', key: 'id', sets: ['unit_ids'] },
  { table: 'appeal_scope', key: 'appeal_id', sets: ['unit_ids'] },
  { table: 'appeal_part', key: 'relation', sets: [] },
] as const;
export type ProjectionTable = (typeof projectionTables)[number];

/** What evaluation owns and the reactions of a rebuild must not touch: they find these empty. */
const owned = ['round', 'follow_up', 'rating', 'clock'];

/** Of one connection: temporary tables stand before those of the schema, so that the service's own statements write there. */
export async function openBeside(manager: EntityManager): Promise<void> {
  for (const table of [...projectionTables.map((projection) => projection.table), ...owned])
    await manager.query(`CREATE TEMPORARY TABLE ${table} (LIKE ${live}.${table} INCLUDING ALL)`);
  await manager.query('CREATE TEMPORARY TABLE told (id uuid PRIMARY KEY)');
}

/** Remembers which entries of the journals are in the tables beside. */
export async function noteTold(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query('INSERT INTO told (id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', [ids]);
}

/** Reactions of the running service wait, readers do not. Throws SQLSTATE 55P03 when a reaction takes too long to end. */
export async function holdReactions(manager: EntityManager): Promise<void> {
  await manager.query(`SET LOCAL lock_timeout = '5s'`);
  const tables = projectionTables.map(({ table }) => `${live}.${table}`).join(', ');
  await manager.query(`LOCK TABLE ${tables} IN SHARE ROW EXCLUSIVE MODE`);
}

/** Events that took effect in the running service and that no journal has told us of yet. */
export async function untold(manager: EntityManager): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    manager,
    `SELECT event_id AS id FROM ${live}.inbox i WHERE NOT EXISTS (SELECT 1 FROM told t WHERE t.id = i.event_id) LIMIT 10`,
  );
  return rows.map(({ id }) => id);
}

export type Switched = Readonly<{
  table: string;
  rows: number;
  added: number;
  changed: number;
  removed: number;
}>;

/** Makes the tables of the service what the tables beside are, row by row where they differ. In the transaction that holds reactions. */
export async function switchTo(
  manager: EntityManager,
  { table, key, sets }: ProjectionTable,
): Promise<Switched> {
  const columns = await columnsOf(manager, table);
  const rest = columns.filter((column) => column !== key);
  const differs = rest
    .map((column) =>
      (sets as readonly string[]).includes(column)
        ? `NOT (l.${column} @> b.${column} AND l.${column} <@ b.${column})`
        : `l.${column} IS DISTINCT FROM b.${column}`,
    )
    .join(' OR ');
  // a number that stands at the wrong matter must be free before the right one gets it
  if (table === 'matter')
    await manager.query(
      `UPDATE ${live}.matter l SET number = NULL FROM matter b WHERE b.appeal_id = l.appeal_id AND l.number IS DISTINCT FROM b.number AND l.number IS NOT NULL`,
    );
  const removed = await readRows(
    manager,
    `DELETE FROM ${live}.${table} l WHERE NOT EXISTS (SELECT 1 FROM ${table} b WHERE b.${key} = l.${key}) RETURNING 1 AS one`,
  );
  const changed = await readRows(
    manager,
    `UPDATE ${live}.${table} l SET ${rest.map((column) => `${column} = b.${column}`).join(', ')}
     FROM ${table} b WHERE b.${key} = l.${key} AND (${differs}) RETURNING 1 AS one`,
  );
  const added = await readRows(
    manager,
    `INSERT INTO ${live}.${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${table} b
     WHERE NOT EXISTS (SELECT 1 FROM ${live}.${table} l WHERE l.${key} = b.${key}) RETURNING 1 AS one`,
  );
  const [total] = await readRows<{ rows: number }>(
    manager,
    `SELECT count(*)::int AS rows FROM ${live}.${table}`,
  );
  return {
    table,
    rows: total?.rows ?? 0,
    added: added.length,
    changed: changed.length,
    removed: removed.length,
  };
}

async function columnsOf(manager: EntityManager, table: string): Promise<string[]> {
  const rows = await readRows<{ name: string }>(
    manager,
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = '${live}.${table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  return rows.map(({ name }) => name);
}
