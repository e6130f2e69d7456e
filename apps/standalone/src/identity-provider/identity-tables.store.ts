/** One statement on the standalone's PostgreSQL; `pg` pools fit as they are. */
export type Query = (
  sql: string,
  params: readonly unknown[],
) => Promise<Readonly<{ rows: readonly Record<string, unknown>[] }>>;

/** The provider's own tables. A real Keycloak brings its database, so that these belong to no service's migrations. */
const tables = [
  'CREATE SCHEMA IF NOT EXISTS identity',
  `CREATE TABLE IF NOT EXISTS identity.oidc_payload (
     model text NOT NULL,
     id text NOT NULL,
     payload jsonb NOT NULL,
     grant_id text GENERATED ALWAYS AS (payload->>'grantId') STORED,
     uid text GENERATED ALWAYS AS (payload->>'uid') STORED,
     expires_at timestamptz,
     PRIMARY KEY (model, id)
   )`,
  'CREATE INDEX IF NOT EXISTS oidc_payload_grant ON identity.oidc_payload (grant_id) WHERE grant_id IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS oidc_payload_uid ON identity.oidc_payload (model, uid) WHERE uid IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS oidc_payload_expiry ON identity.oidc_payload (expires_at)',
  `CREATE TABLE IF NOT EXISTS identity.login_failure (
     username text PRIMARY KEY,
     failures integer NOT NULL,
     last_failed_at timestamptz NOT NULL,
     locked_until timestamptz
   )`,
];

export async function createIdentityTables(query: Query): Promise<void> {
  for (const statement of tables) await query(statement, []);
}

export async function deleteExpiredPayloads(query: Query, now: Date): Promise<void> {
  await query('DELETE FROM identity.oidc_payload WHERE expires_at < $1', [now]);
}
