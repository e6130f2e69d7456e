/**
 * When a migration may run while the previous version still does:
 * - `expand` (default) before the first replica of the new version starts. It only adds: the previous version goes on beside it.
 * - `backfill` after the last replica of the previous version has ended. `sql` is one statement that fills a part of what is missing; it is
 *   repeated, each time in a transaction of its own, until it changes no row. What SQL cannot compute is filled by `fill`: it is given where it ended
 *   the last time and answers where it ended now, null when nothing was left. Either may be broken off at any time.
 * - `contract` likewise after the previous version. It takes away what only that version used.
 */
export type Phase = 'expand' | 'backfill' | 'contract';

/**
 * Forward only. `sql` runs in one transaction (`backfill`: in one for each repetition); a migration that was applied never changes. `release` counts the
 * releases that changed a schema (default 0, the first): all of one is done, its contractions too, before the next begins.
 */
export type Migration = Readonly<{ name: string; release?: number }> &
  (
    | Readonly<{ sql: string; phase?: Phase; fill?: undefined }>
    | Readonly<{ phase: 'backfill'; fill: Fill; sql?: undefined }>
  );

export type Query = <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;
export type Fill = (query: Query, after: string | null) => Promise<string | null>;

export const releaseOf = ({ release = 0 }: Migration): number => release;

export const phaseOf = ({ phase }: Migration): Phase => phase ?? 'expand';

/** PostgreSQL cuts longer names off. */
const longestName = 63;

/** What a program's connections are called in `pg_stat_activity`: service and schema level, so that a contraction sees who is still there. */
export function programName(schema: string, migrations: readonly Migration[]): string {
  return `weisu ${schema} ${migrations.length}/${migrations.at(-1)?.name ?? 'empty'}`.slice(0, longestName);
}

/** Statements that a program which does not know the change would trip over. */
const harms: readonly (readonly [RegExp, string])[] = [
  [/\bDROP\s+(?!NOT\s+NULL\b|DEFAULT\b|CONSTRAINT\b)\w+/i, 'drops something'],
  [/\bDROP\s+CONSTRAINT\b/i, 'drops a constraint'],
  [/\bRENAME\b/i, 'renames something'],
  [/\bSET\s+NOT\s+NULL\b/i, 'makes a column required'],
  [/\bALTER\s+(COLUMN\s+)?\w+\s+(SET\s+DATA\s+)?TYPE\b/i, 'changes the type of a column'],
  [/\bTRUNCATE\b|(^|;)\s*DELETE\s+FROM\b/i, 'takes rows away'],
  [/\bREVOKE\b/i, 'takes a right away'],
  [
    /\bADD\s+(CONSTRAINT\s+\w+\s+)?(CHECK|UNIQUE|FOREIGN|EXCLUDE|PRIMARY)\b/i,
    'adds a constraint that older writers do not know',
  ],
];

const addsRequired = /\bADD\s+(?!CONSTRAINT\b)(?=[^;]*\bNOT\s+NULL\b)/i;

/** What is added to tables that are there, column by column; a table that is made here is nobody's yet. */
function additionsIn(sql: string): string[] {
  const changes = sql.split(';').filter((statement) => /^\s*ALTER\s+TABLE\b/i.test(statement));
  return changes.flatMap((statement) => statement.split(/,\s*(?=(?:ADD|ALTER|DROP)\b)/i));
}

const required = (addition: string): boolean => addsRequired.test(addition) && !/\bDEFAULT\b/i.test(addition);

/**
 * A unique index on a table that this migration does not make: older writers may write what it refuses. Not so where it goes by a column that is added
 * here without a default: they leave that empty, and no two empty ones are the same.
 */
function uniqueOnOld(sql: string): boolean {
  const indices = sql.matchAll(
    /\bCREATE\s+UNIQUE\s+INDEX\s+(?:\w+\s+)?ON\s+(\w+)\s*(?:\(([\w\s,]+)\))?([^;]*)/gi,
  );
  const added = additionsIn(sql)
    .filter((addition) => !/\bDEFAULT\b/i.test(addition))
    .map((addition) => /\bADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(\w+)/i.exec(addition)?.[1]);
  return [...indices].some(([, table = '', columns = '', rest = '']) => {
    const made = new RegExp(`\\bCREATE\\s+TABLE\\s+${table}\\b`, 'i').test(sql);
    const leftEmpty = columns.split(',').some((column) => added.includes(column.trim()));
    return !made && !(leftEmpty && !/\bNULLS\s+NOT\s+DISTINCT\b/i.test(rest));
  });
}

/**
 * Without new names that nobody trips over: those of indices, and that of a table in whose place this migration makes another of the old name (both in
 * one transaction, so that there is one at every moment).
 */
function withoutReplacements(sql: string): string {
  return sql.replace(
    /\bALTER\s+(TABLE|INDEX)\s+(\w+)\s+RENAME\s+TO\s+\w+/gi,
    (statement, kind: string, name: string) =>
      kind.toUpperCase() === 'INDEX' || new RegExp(`\\bCREATE\\s+TABLE\\s+${name}\\b`, 'i').test(sql)
        ? ''
        : statement,
  );
}

/** Why an `expand` migration is none: what in it would break the version before. Empty when it only adds. */
export function harmsOf(migration: Migration): string[] {
  if (phaseOf(migration) !== 'expand' || migration.sql === undefined) return [];
  const said = migration.sql.replace(/--.*$/gm, '').replace(/\/\*.*?\*\//gs, '');
  const sql = withoutReplacements(said);
  return [
    ...harms.flatMap(([pattern, harm]) => (pattern.test(sql) ? [harm] : [])),
    ...(additionsIn(sql).some(required) ? ['adds a required column without a default'] : []),
    ...(uniqueOnOld(sql) ? ['adds a constraint that older writers do not know'] : []),
  ];
}
