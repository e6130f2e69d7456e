/** @jsxImportSource react */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useServerTime } from './limits.js';
import { Trouble } from './trouble.js';

/** Rows that a list reads at once. */
export const pageLength = 30;

/** A page of a list as the contract answers it. */
export type PageOf<Row> = Readonly<{
  now: string;
  rows: Readonly<{
    edges: readonly Readonly<{ node: Row }>[];
    pageInfo: Readonly<{ hasNextPage: boolean; endCursor: string | null }>;
  }>;
}>;

type PagesProps<Row> = Readonly<{
  queryKey: readonly string[];
  read: (after: string | null, signal: AbortSignal) => Promise<PageOf<Row>>;
  /** What is said where there is nothing. */
  empty: string;
  row: (row: Row, at: number | null) => ReactNode;
}>;

/** A list that goes on as long as there is more, and is read anew by itself. */
export function Pages<Row extends Readonly<{ id: string }>>({ queryKey, read, empty, row }: PagesProps<Row>) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey,
      queryFn: ({ pageParam, signal }) => read(pageParam, signal),
      initialPageParam: null as string | null,
      getNextPageParam: ({ rows: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
      refetchInterval: 20_000,
    });
  const at = useServerTime(data?.pages.at(-1)?.now);
  const rows = data?.pages.flatMap((page) => page.rows.edges.map(({ node }) => node)) ?? [];
  return (
    <>
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && rows.length === 0 ? <p className="empty">{empty}</p> : null}
      <ol className="rows">
        {rows.map((one) => (
          <li key={one.id}>{row(one, at)}</li>
        ))}
      </ol>
      {hasNextPage ? (
        <button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
          {isFetchingNextPage ? '正在读取…' : '更多'}
        </button>
      ) : null}
    </>
  );
}

/** The groups of a list; which is shown stands in the address. */
export function Tabs<Name extends string>({
  label,
  tabs,
  shown,
  onShow,
}: Readonly<{
  label: string;
  tabs: Readonly<Record<Name, Readonly<{ name: string }>>>;
  shown: Name;
  onShow: (name: Name) => void;
}>) {
  return (
    <nav className="tabs" aria-label={label}>
      {(Object.keys(tabs) as Name[]).map((key) => (
        <button key={key} aria-pressed={key === shown} onClick={() => onShow(key)}>
          {tabs[key].name}
        </button>
      ))}
    </nav>
  );
}

/** The group that the address names, else the first. */
export function tabIn<Name extends string>(
  tabs: Readonly<Record<Name, unknown>>,
  named: string | null,
): Name {
  const names = Object.keys(tabs) as Name[];
  const found = names.find((name) => name === named) ?? names[0];
  if (found === undefined) throw new Error('a list without groups');
  return found;
}
