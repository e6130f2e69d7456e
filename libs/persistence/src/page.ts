import { DomainError } from '@weisu/contracts';

/** A Relay connection over rows that were asked for with one more than `first`: the extra row tells of a next page. */
export type Page<Row> = Readonly<{
  edges: readonly { readonly node: Row; readonly cursor: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}>;

/** Most rows of one page. */
export const maxPage = 100;

export function pageSize(first: number | null | undefined): number {
  const size = first ?? 20;
  if (size < 1 || size > maxPage) throw new DomainError('INVALID_ARGUMENT', `first must be 1 to ${maxPage}`);
  return size;
}

export function pageOf<Row>(
  rows: readonly Row[],
  size: number,
  after: string | null | undefined,
  key: (row: Row) => readonly unknown[],
): Page<Row> {
  const edges = rows.slice(0, size).map((node) => ({ node, cursor: encodeCursor(key(node)) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export function encodeCursor(key: readonly unknown[]): string {
  const parts = key.map((part) => (part instanceof Date ? part.toISOString() : String(part)));
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The key behind a cursor, its parts as strings. Throws INVALID_ARGUMENT for one we did not make. */
export function decodeCursor(cursor: string, parts: number): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string'))
      return key;
  } catch {
    // falls through to the one answer for every cursor that is not ours
  }
  throw new DomainError('INVALID_ARGUMENT', 'after is not a cursor of this list');
}
