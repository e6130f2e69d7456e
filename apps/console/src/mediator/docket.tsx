/** @jsxImportSource react */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { Limit, nextLimit, useServerTime } from '../handler/limits.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Trouble } from '../shell/trouble.js';
import { useWords } from '../shell/words.js';
import { DocketDocument, type DocketQuery, type MediationFilter } from './generated/graphql.js';

type Row = DocketQuery['mediations']['edges'][number]['node'];

const tabs = {
  open: { name: '在办', filter: { status: ['APPLIED', 'CONSENT_PENDING', 'MEDIATING'] } },
  agreed: { name: '已达成协议', filter: { status: ['AGREED'] } },
  mine: { name: '我调解的', filter: { mine: true } },
  all: { name: '全部', filter: {} },
} as const satisfies Readonly<Record<string, { name: string; filter: MediationFilter }>>;

type Tab = keyof typeof tabs;

const pageLength = 30;

/** The mediations of her committee. */
export function Docket() {
  const [asked, setAsked] = useSearchParams();
  const named = asked.get('tab') ?? '';
  const tab: Tab = Object.keys(tabs).includes(named) ? (named as Tab) : 'open';
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: ['docket', tab],
      queryFn: ({ pageParam, signal }) =>
        askSignedIn(
          DocketDocument,
          { filter: tabs[tab].filter, first: pageLength, after: pageParam },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: ({ mediations: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
      refetchInterval: 20_000,
    });
  const at = useServerTime(data?.pages.at(-1)?.now);
  const rows = data?.pages.flatMap(({ mediations }) => mediations.edges.map(({ node }) => node)) ?? [];
  return (
    <main>
      <h1>调解</h1>
      <nav className="tabs" aria-label="调解分组">
        {Object.entries(tabs).map(([key, { name }]) => (
          <button key={key} aria-pressed={key === tab} onClick={() => setAsked({ tab: key })}>
            {name}
          </button>
        ))}
      </nav>
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && rows.length === 0 ? <p className="empty">“{tabs[tab].name}”里没有调解。</p> : null}
      <ol className="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <One row={row} at={at} />
          </li>
        ))}
      </ol>
      {hasNextPage ? (
        <button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
          {isFetchingNextPage ? '正在读取…' : '更多'}
        </button>
      ) : null}
    </main>
  );
}

function One({ row, at }: Readonly<{ row: Row; at: number | null }>) {
  const word = useWords();
  const limit = nextLimit(row.clocks);
  return (
    <div className="row">
      <span className="what">
        <b>{row.appeal?.title ?? word('DisputeKind', row.kind)}</b>
        <span className="soft">{row.number}</span>
        <span className="soft">{row.parties.map(({ side, name }) => `${side} ${name}`).join(' · ')}</span>
        <span>
          <span className="tag">{word('MediationStatus', row.status)}</span>
          <span className="tag">{word('DisputeKind', row.kind)}</span>
        </span>
      </span>
      {limit ? <Limit limit={limit} at={at} /> : null}
    </div>
  );
}
