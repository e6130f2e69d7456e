import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { locking, ownersLock } from './locking.js';
import { phaseOf, programName, releaseOf, type Fill, type Migration } from './migration.js';

export type MigrationSettings = Readonly<{
  /** Owner of the schema: may create tables. Only this job uses it. */
  ownerUrl: string;
  schema: string;
  /** Role the service runs as, created when missing. */
  runtimeRole: string;
  runtimePassword?: string;
  migrations: readonly Migration[];
  /** Also what has to wait until the previous version has ended. A schema that is made now gets everything at once. */
  contract?: boolean;
  /** Milliseconds to wait for replicas of another version to end before a contraction gives up. */
  patienceMs?: number;
}>;

/** Says on the schema that its first migrations were not finished: a job that broke off, and may begin again. */
const installing = 'weisu: being installed';

type Applied = Readonly<{ name: string; phase: string }>;

/**
 * Brings one service's schema up to date; safe to run twice and by two at once (advisory lock). Afterwards the runtime role may read
 * and write every table, but only INSERT and SELECT in the journal and the access log: the audit trail is append-only by grants.
 * Returns the names that were applied now. Throws on a schema that was contracted past this program, when a release was left out, and when a
 * contraction finds another version that still runs.
 */
export async function migrate(settings: MigrationSettings): Promise<string[]> {
  const { schema, runtimeRole, patienceMs = 600_000 } = settings;
  const client = new pg.Client({ connectionString: settings.ownerUrl });
  await client.connect();
  try {
    await client.query('SET client_min_messages = warning');
    // Partition bounds and defaults are instants: written in the server's own zone they would clash with what the service makes in UTC.
    await client.query("SET timezone = 'UTC'");
    const names: string[] = [];
    for (const deadline = performance.now() + patienceMs; ; await pause(500)) {
      await client.query('SELECT pg_advisory_lock(hashtext($1))', [ownersLock(schema)]);
      const { applied, others } = await goOn(client, settings);
      names.push(...applied);
      await grant(client, schema, runtimeRole);
      // another job may go on while this one waits
      await client.query('SELECT pg_advisory_unlock(hashtext($1))', [ownersLock(schema)]);
      if (!others.length) return names;
      if (performance.now() >= deadline)
        throw new Error(
          `schema ${schema}: another version still runs: ${others.join(', ')}. Nothing was taken away; run "migrate --contract" when it has ended`,
        );
    }
  } finally {
    await client.end();
  }
}

/** As far as it gets now; `others` are the programs that a contraction has to wait for. */
async function goOn(
  client: pg.Client,
  settings: MigrationSettings,
): Promise<{ applied: string[]; others: string[] }> {
  const { schema, runtimeRole, runtimePassword } = settings;
  await ensureRole(client, runtimeRole, runtimePassword);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await client.query(`SET search_path = ${schema}`);
  await client.query(
    'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  await client.query("ALTER TABLE migration ADD COLUMN IF NOT EXISTS phase text NOT NULL DEFAULT 'expand'");
  const { rows } = await client.query<Applied>('SELECT name, phase FROM migration');
  const fresh = await isFresh(client, schema, rows);
  if (fresh) await client.query(`COMMENT ON SCHEMA ${schema} IS '${installing}'`);
  const applied: string[] = [];
  for (const migration of pendingOf(settings, rows, fresh)) {
    const others = fresh || phaseOf(migration) === 'expand' ? [] : await otherPrograms(client, settings);
    if (others.length) return { applied, others };
    await apply(client, migration);
    applied.push(migration.name);
  }
  if (fresh) await client.query(`COMMENT ON SCHEMA ${schema} IS NULL`);
  return { applied, others: [] };
}

async function isFresh(client: pg.Client, schema: string, applied: readonly Applied[]): Promise<boolean> {
  if (!applied.length) return true;
  const { rows } = await client.query<{ comment: string | null }>(
    "SELECT obj_description($1::regnamespace, 'pg_namespace') AS comment",
    [schema],
  );
  return rows[0]?.comment === installing;
}

function pendingOf(
  { schema, migrations, contract }: MigrationSettings,
  applied: readonly Applied[],
  fresh: boolean,
): Migration[] {
  const known = new Set(migrations.map((migration) => migration.name));
  // what a later version added does no harm: this program was rolled back to
  const past = applied.find(({ name, phase }) => phase !== 'expand' && !known.has(name));
  if (past) throw new Error(`schema ${schema} is newer than this program: migration ${past.name} is unknown`);
  const done = new Set(applied.map(({ name }) => name));
  const pending = migrations.filter((migration) => !done.has(migration.name));
  if (fresh) return pending;
  const newest = Math.max(...migrations.map(releaseOf));
  const leftOut = pending.find((migration) => releaseOf(migration) < newest);
  if (leftOut)
    throw new Error(
      `schema ${schema} lacks ${leftOut.name} of release ${releaseOf(leftOut)}: upgrade to that release first, and let its "migrate --contract" end`,
    );
  return contract ? pending : pending.filter((migration) => phaseOf(migration) === 'expand');
}

/** Who else is connected as the runtime role. Behind a pooler its last connections are seen until it closes them. */
async function otherPrograms(client: pg.Client, settings: MigrationSettings): Promise<string[]> {
  const { schema, runtimeRole, migrations } = settings;
  const { rows } = await client.query<{ program: string; connections: number }>(
    `SELECT application_name AS program, count(*)::int AS connections FROM pg_stat_activity
     WHERE datname = current_database() AND usename = $1 AND application_name <> $2 GROUP BY 1 ORDER BY 1`,
    [runtimeRole, programName(schema, migrations)],
  );
  return rows.map(({ program, connections }) => `"${program}" (${connections} connections)`);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const phase = phaseOf(migration);
  if (migration.fill) await fillAll(client, migration.fill);
  else if (phase === 'backfill') {
    for (;;) {
      const result = await locking(client, (run) => run(migration.sql));
      if (Array.isArray(result)) throw new Error(`backfill ${migration.name} is more than one statement`);
      if (!result.rowCount) break;
    }
  }
  await locking(client, async (run) => {
    if (phase !== 'backfill' && migration.sql !== undefined) await run(migration.sql);
    return run('INSERT INTO migration (name, phase) VALUES ($1, $2)', [migration.name, phase]);
  });
}

async function fillAll(client: pg.Client, fill: Fill): Promise<void> {
  let after: string | null = null;
  do {
    const from: string | null = after;
    after = await locking(client, (run) =>
      fill(async <Row>(sql: string, parameters: readonly unknown[]) => {
        const { rows } = await run(sql, [...parameters]);
        return rows as Row[];
      }, from),
    );
  } while (after !== null);
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
    DO $$ DECLARE part regclass; definer regprocedure; BEGIN
      FOR part IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'p')
        AND (c.relname IN ('journal', 'access_log') OR c.relname LIKE ANY ('{journal\\\\_p%,access\\\\_log\\\\_p%}')) LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM ${role}', part);
      END LOOP;
      -- what was taken away is written down by who took it away
      IF to_regclass('${schema}.access_month_gone') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON access_month_gone FROM ${role};
      END IF;
      -- what runs as the owner reads no temporary table of whoever calls it: pg_temp is searched first where it is not named
      FOR definer IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = '${schema}'::regnamespace AND p.prosecdef
        AND NOT coalesce(p.proconfig, '{}') @> ARRAY['search_path=${schema}, pg_temp'] LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = ${schema}, pg_temp', definer);
      END LOOP;
    END $$;
  `);
}
