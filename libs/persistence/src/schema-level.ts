import type { DataSource } from 'typeorm';
import { phaseOf, type Migration } from './migration.js';

/**
 * Refuses to serve from a schema that lacks what this program needs, or has lost what it needs. A schema that is only further on is welcome: that
 * is the previous version beside the new one. Throws an Error whose sentence says which command mends it.
 */
export async function requireSchema(
  source: Pick<DataSource, 'query'>,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  const [made]: { table: string | null }[] = await source.query('SELECT to_regclass($1) AS table', [
    `${schema}.migration`,
  ]);
  // a job of the version before the phases left no column for them
  const rows: { name: string; phase: string }[] = made?.table
    ? await source.query(
        `SELECT name, coalesce(to_jsonb(m) ->> 'phase', 'expand') AS phase FROM ${schema}.migration m`,
      )
    : [];
  const applied = new Set(rows.map(({ name }) => name));
  const missing = migrations.filter((one) => phaseOf(one) === 'expand' && !applied.has(one.name));
  if (missing.length)
    throw new Error(
      `schema ${schema} lacks ${missing.map(({ name }) => name).join(', ')}: run the command "migrate" of this version first`,
    );
  const known = new Set(migrations.map(({ name }) => name));
  const lost = rows.filter(({ name, phase }) => phase === 'contract' && !known.has(name));
  if (lost.length)
    throw new Error(
      `schema ${schema} has gone on without this version (${lost.map(({ name }) => name).join(', ')}): start the version that ran "migrate --contract", or a later one`,
    );
}
