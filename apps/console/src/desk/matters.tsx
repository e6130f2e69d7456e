/** @jsxImportSource react */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { Limit, nextLimit, useServerTime } from '../handler/limits.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { fromHere } from '../shell/way-home.js';
import { Trouble } from '../shell/trouble.js';
import { useWords } from '../shell/words.js';
import { MattersDocument, type AppealFilter, type MattersQuery } from './generated/graphql.js';

type Row = MattersQuery['appeals']['edges'][number]['node'];

/** What a desk looks at, in the order of its day; the name stands in the address. */
const tabs = {
  unclassified: { name: '待分类', filter: { status: ['REGISTERED'], classified: false, located: true } },
  unallocated: { name: '待分拨', filter: { status: ['REGISTERED'], classified: true } },
  unlocated: { name: '待定位', filter: { status: ['REGISTERED'], located: false } },
  inHand: { name: '办理中', filter: { status: ['ALLOCATED', 'HANDLING'] } },
  late: { name: '超期', filter: { overdue: true } },
  resolved: { name: '待回访', filter: { status: ['RESOLVED', 'REPORTED_BACK'] } },
  account: { name: '挂账', filter: { onAccount: true } },
  all: { name: '全部', filter: {} },
} as const satisfies Readonly<Record<string, { name: string; filter: AppealFilter }>>;

type Tab = keyof typeof tabs;

const pageLength = 30;
const readAgainEvery = 20_000;

/** The matters of where she works. */
export function Matters() {
  const [asked, setAsked] = useSearchParams();
  const named = asked.get('tab') ?? '';
  const tab: Tab = Object.keys(tabs).includes(named) ? (named as Tab) : 'unclassified';
  const text = asked.get('text') ?? '';
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: ['matters', tab, text],
      queryFn: ({ pageParam, signal }) =>
        askSignedIn(
          MattersDocument,
          { filter: { ...tabs[tab].filter, ...(text ? { text } : {}) }, first: pageLength, after: pageParam },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: ({ appeals: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
      refetchInterval: readAgainEvery,
    });
  const at = useServerTime(data?.pages.at(-1)?.now);
  const rows = data?.pages.flatMap(({ appeals }) => appeals.edges.map(({ node }) => node)) ?? [];
  const show = (next: Tab, words: string) => {
    setAsked({ tab: next, ...(words ? { text: words } : {}) });
  };
  return (
    <main>
      <h1>事项</h1>
      <nav className="tabs" aria-label="事项分组">
        {Object.entries(tabs).map(([key, { name }]) => (
          <button key={key} aria-pressed={key === tab} onClick={() => show(key as Tab, text)}>
            {name}
          </button>
        ))}
      </nav>
      <form
        className="find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const words = new FormData(event.currentTarget).get('text');
          show(tab, typeof words === 'string' ? words.trim() : '');
        }}
      >
        <label htmlFor="find">找原话里的字词</label>
        <input id="find" name="text" defaultValue={text} key={text} />
        <button>查找</button>
      </form>
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && rows.length === 0 ? <p className="empty">“{tabs[tab].name}”里没有事项。</p> : null}
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
  const place = [row.area?.name, row.address].filter(Boolean).join(' · ');
  const suggested = row.category ? null : row.suggestion?.category;
  return (
    <Link href={`/matters/${row.id}`} className="row" state={{ from: fromHere() }}>
      <span className="what">
        <b>{row.title}</b>
        <span className="soft">
          {row.number} · {place || '未定位'} · {word('Channel', row.channel)}
        </span>
        <span>
          <span className="tag">{word('AppealStatus', row.status)}</span>
          {row.category ? <span className="tag">{word('Category', row.category)}</span> : null}
          {suggested ? <span className="tag">建议：{word('Category', suggested)}</span> : null}
          {row.urgency ? (
            <span className={row.urgency === 'URGENT' ? 'tag bad' : 'tag'}>
              {word('Urgency', row.urgency)}
            </span>
          ) : null}
        </span>
      </span>
      {limit ? <Limit limit={limit} at={at} /> : null}
    </Link>
  );
}
