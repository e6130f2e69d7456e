import pg from 'pg';

/** Forward only. `sql` runs in one transaction; a migration that was applied never changes. */
export type Migration = Readonly<{ name: string; sql: string }>;

export type MigrationSettings = Readonly<{
  /** Owner of the schema: may create tables. Only this job uses it. */
  ownerUrl: string;
  schema: string;
  /** Role the service runs as, created when missing. */
  runtimeRole: string;
  runtimePassword?: string;
  migrations: readonly Migration[];
}>;

/**
 * Brings one service's schema up to date; safe to run twice and by two at once (advisory lock). Afterwards the runtime role may read
 * and write every table, but only INSERT and SELECT in the journal and the access log: the audit trail is append-only by grants.
 * Returns the names that were applied now. Throws when an applied migration is unknown here (an older program on a newer schema).
 */
export async function migrate(settings: MigrationSettings): Promise<string[]> {
  const { schema, runtimeRole } = settings;
  const client = new pg.Client({ connectionString: settings.ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [`weisu-migrate-${schema}`]);
    await client.query('SET client_min_messages = warning');
    // Partition bounds and defaults are instants: written in the server's own zone they would clash with what the service makes in UTC.
    await client.query("SET timezone = 'UTC'");
    await ensureRole(client, runtimeRole, settings.runtimePassword);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`SET search_path = ${schema}`);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const known = new Set(settings.migrations.map((migration) => migration.name));
    const applied = new Set(
      (await client.query<{ name: string }>('SELECT name FROM migration')).rows.map((row) => row.name),
    );
    for (const name of applied) {
      if (!known.has(name))
        throw new Error(`schema ${schema} is newer than this program: migration ${name} is unknown`);
    }
    const pending = settings.migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) {
      await client.query('BEGIN');
      await client.query(migration.sql);
      await client.query('INSERT INTO migration (name) VALUES ($1)', [migration.name]);
      await client.query('COMMIT');
    }
    await grant(client, schema, runtimeRole);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, role: string, password: string | undefined): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (!rowCount) {
    await client.query(`CREATE ROLE ${role} LOGIN`).catch((error: { code?: string }) => {
      if (error.code !== '42710' && error.code !== '23505') throw error;
    });
  }
  if (password) await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(password)}`);
}

async function grant(client: pg.Client, schema: string, role: string): Promise<void> {
  await client.query(`
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role};
    REVOKE INSERT, UPDATE, DELETE ON migration FROM ${role};
    DO $$ DECLARE part regclass; BEGIN
      FOR part IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'p')
        AND (c.relname IN ('journal', 'access_log') OR c.relname LIKE 'journal\\_p%') LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM ${role}', part);
      END LOOP;
    END $$;
  `);
}
