import { createHash } from 'node:crypto';
import { migrate, type Migration } from '@weisu/persistence';
import { createTestDatabase, roleOf, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import {
  accessLogDelegate,
  accessLogMonths,
  accessLogMonthsFilled,
  accessLogTables,
  appealAccessTables,
  appealPartTables,
} from './index.js';

export const schema = 'access';

export const before: readonly Migration[] = [
  appealAccessTables,
  appealPartTables,
  accessLogTables,
  accessLogDelegate,
];
export const after: readonly Migration[] = [...before, accessLogMonths, accessLogMonthsFilled];

export const matter = (n: number) => `0193a8f0-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** As every version writes it (openings.store.ts). */
export const insert = `INSERT INTO access_log (appeal_id, operation, actor_subject, minute, at, actor_kind, actor_unit, client, correlation_id, actor_delegate)
  VALUES ($1, 'appeal', $3, date_trunc('minute', $2::timestamptz), $2, 'STAFF', 'unit', 'console', 'c-1', NULL) ON CONFLICT DO NOTHING`;

/** A schema with a record of openings, its owner and the service. */
export class AccessLog {
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    private readonly open: pg.Client[],
  ) {}

  static async of(migrations: readonly Migration[]): Promise<AccessLog> {
    const database = await createTestDatabase([{ schema, migrations }]);
    const owner = await connected(database.adminUrl, 'owner');
    return new AccessLog(database, owner, [owner]);
  }

  /** The service, called as its program. */
  async replica(program: string): Promise<pg.Client> {
    const client = await connected(this.database.url, program);
    this.open.push(client);
    return client;
  }

  async leave(client: pg.Client): Promise<void> {
    await client.end();
    this.open.splice(this.open.indexOf(client), 1);
  }

  migrate(migrations: readonly Migration[], contract = false): Promise<string[]> {
    return migrate({
      ownerUrl: this.database.adminUrl,
      schema,
      runtimeRole: roleOf(schema),
      migrations,
      contract,
    });
  }

  async rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(sql, [...values])).rows;
  }

  /** An opening at an instant. */
  async opened(n: number, at: string, who = 'reader'): Promise<void> {
    await this.owner.query(insert, [matter(n), at, who]);
  }

  async partitions(): Promise<string[]> {
    const rows = await this.rows<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'access_log'::regclass ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }

  /** Rows by the partition that holds them. */
  async held(): Promise<Record<string, number>> {
    const rows = await this.rows<{ part: string; entries: number }>(
      'SELECT tableoid::regclass::text AS part, count(*)::int AS entries FROM access_log GROUP BY 1 ORDER BY 1',
    );
    return Object.fromEntries(rows.map(({ part, entries }) => [part, entries]));
  }

  gone() {
    return this.rows<{ month: string; entries: string; last_digest: string | null; by_role: string }>(
      `SELECT to_char(month, 'YYYY-MM') AS month, entries, last_digest, by_role FROM access_month_gone ORDER BY month, at`,
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.open.map((client) => client.end()));
    await this.database.drop();
  }
}

async function connected(url: string, program: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: program,
    options: `-c search_path=${schema} -c timezone=UTC`,
  });
  await client.connect();
  return client;
}

/** The digest of an entry, made from its columns without the database: how an auditor would do it. */
export function digestOf(columns: readonly (string | null)[]): string {
  const canonical = `[${columns.map((column) => JSON.stringify(column)).join(', ')}]`;
  return createHash('sha256').update(canonical).digest('hex');
}
