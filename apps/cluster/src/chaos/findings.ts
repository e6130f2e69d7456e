import type pg from 'pg';
import { told } from '../saying.js';

/** One thing that was promised, how much of it was looked at, and each case where it does not hold. */
export type Finding = Readonly<{ what: string; seen: string; violations: readonly string[] }>;

/** Rows of a query that looks for what must not be; each becomes a sentence. */
export async function wrongs<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  sql: string,
  parameters: readonly unknown[],
  tell: (row: Row) => string,
): Promise<string[]> {
  return (await pool.query<Row>(sql, [...parameters])).rows.map(tell);
}

export async function numberOf(
  pool: pg.Pool,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`SELECT (${sql})::int AS n`, [...parameters]);
  return rows[0]?.n ?? 0;
}

export const short = (value: unknown): string => JSON.stringify(value).slice(0, 300);

export const linesOfFindings = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ what, seen, violations }) => [
    `${violations.length ? 'VIOLATED' : 'ok      '}  ${what}: ${seen}${violations.length ? `, ${violations.length} wrong` : ''}`,
    ...violations.slice(0, told).map((one) => `            ${one}`),
    ...(violations.length > told ? [`            … ${violations.length - told} more`] : []),
  ]);
