import { createHash, randomBytes } from 'node:crypto';
import { migrate, type Migration } from '@weisu/persistence';
import pg from 'pg';

export type TestDatabase = Readonly<{
  /** As the service's runtime role. */
  url: string;
  /** As superuser, to look behind the service's back. */
  adminUrl: string;
  drop(): Promise<void>;
}>;

export type SchemaOfTest = Readonly<{ schema: string; migrations: readonly Migration[] }>;

export function adminUrl(): string {
  const url = process.env['WEISU_TEST_POSTGRES'];
  if (!url)
    throw new Error(
      'WEISU_TEST_POSTGRES is not set: integration tests run through jest with its globalSetup',
    );
  return url;
}

/** A database of its own for one test file, cloned from a template that is migrated once per run. */
export async function createTestDatabase(schemas: readonly SchemaOfTest[]): Promise<TestDatabase> {
  const template = await ensureTemplate(schemas);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock(1)');
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const [first] = schemas;
  return {
    url: urlOf(name, roleOf(first?.schema ?? 'postgres')),
    adminUrl: urlOf(name, 'postgres'),
    drop: () =>
      asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).then(() => undefined)),
  };
}

export function roleOf(schema: string): string {
  return `weisu_${schema}`;
}

/** The same database as another service's runtime role. */
export function urlAs(database: TestDatabase, schema: string): string {
  const url = new URL(database.url);
  url.username = roleOf(schema);
  return url.toString();
}

async function ensureTemplate(schemas: readonly SchemaOfTest[]): Promise<string> {
  const content = JSON.stringify(schemas.map(({ schema, migrations }) => [schema, migrations]));
  const template = `template_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock(1)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${template}_new WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${template}_new TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`);
    for (const { schema, migrations } of schemas) {
      await migrate({
        ownerUrl: urlOf(`${template}_new`, 'postgres'),
        schema,
        runtimeRole: roleOf(schema),
        migrations,
      });
    }
    await client.query(`ALTER DATABASE ${template}_new RENAME TO ${template}`);
  });
  return template;
}

function urlOf(database: string, user: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  url.username = user;
  return url.toString();
}

/** One connection; its session lock ends with it. */
async function asAdmin(action: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    await action(client);
  } finally {
    await client.end();
  }
}
