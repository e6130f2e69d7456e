import { QueryRunnerAlreadyReleasedError, type DataSource, type EntityManager } from 'typeorm';

type Result<Row> = Readonly<{ rows: Row[] }>;
type Statement = Readonly<{ name?: string; text: string; values: unknown[] }>;

/** A connection or a pool of pg, below TypeORM: its `query` can name no statement. */
type Connection = Readonly<{ query(statement: Statement): Promise<Result<unknown>> }>;

/** From this many times on a text is worth a name; texts that are put together from conditions may never come again. */
const worthAName = 4;

/** Each connection keeps each named statement, on both sides, until it is closed: some 20 kB on the server. */
const mostNames = 300;

/** Texts that are counted, and have no name yet. */
const mostCounted = 2_000;

const names = new Map<string, string>();
const counts = new Map<string, number>();

/**
 * The name under which a connection keeps a statement parsed and planned; undefined for one that is sent whole. `SELECT *` never gets one: the
 * columns that a migration of the next version adds would change what it answers, and PostgreSQL refuses that for good.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= mostNames) return known;
  const count = (counts.get(text) ?? 0) + 1;
  if (count < worthAName || selectsAll.test(text)) {
    if (counts.size >= mostCounted) counts.clear();
    counts.set(text, count);
    return undefined;
  }
  counts.delete(text);
  const name = `weisu_${names.size}`;
  names.set(text, name);
  return name;
}

const selectsAll = /(SELECT|RETURNING|,)\s+\*|\w\.\*/i;

/**
 * Rows of a statement, in the transaction of the manager where it has one. A statement that comes again is prepared, which saves PostgreSQL the
 * parsing and mostly the planning: a pooler before the database must know named statements (PgBouncer from 1.21, `max_prepared_statements`).
 */
export async function readRows<Row>(
  manager: Pick<EntityManager | DataSource, 'query'>,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const connection = await connectionOf(manager as EntityManager | DataSource);
  const name = statementName(sql);
  const { rows } = await connection.query({ ...(name ? { name } : {}), text: sql, values: [...parameters] });
  return rows as Row[];
}

async function connectionOf(manager: EntityManager | DataSource): Promise<Connection> {
  const runner = 'queryRunner' in manager ? manager.queryRunner : undefined;
  // its connection may serve another transaction by now
  if (runner?.isReleased) throw new QueryRunnerAlreadyReleasedError();
  if (runner) return (await runner.connect()) as Connection;
  const { driver } = 'dataSource' in manager ? manager.dataSource : manager;
  return (driver as unknown as { master: Connection }).master;
}
