/** @jsxImportSource react */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { fromHere } from '../shell/way-home.js';
import { Trouble } from '../shell/trouble.js';
import { useWords } from '../shell/words.js';
import { MyOrdersDocument, type MyOrdersQuery } from './generated/graphql.js';
import { Limit, nextLimit, useServerTime } from './limits.js';

type Order = MyOrdersQuery['workbench']['edges'][number]['node'];

const pageLength = 30;
/** Until changes are told live, what others did is seen so late, in milliseconds. */
const readAgainEvery = 20_000;
const orders = { time: 'DEADLINE', treatment: 'TREATMENT' } as const;

/** What my unit has to do. */
export function Orders() {
  const [asked, setAsked] = useSearchParams();
  const by = asked.get('by') === 'treatment' ? 'treatment' : 'time';
  const word = useWords();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: ['orders', by],
      queryFn: ({ pageParam, signal }) =>
        askSignedIn(MyOrdersDocument, { first: pageLength, after: pageParam, order: orders[by] }, { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ workbench: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
      refetchInterval: readAgainEvery,
    });
  const at = useServerTime(data?.pages.at(-1)?.now);
  const rows = data?.pages.flatMap(({ workbench }) => workbench.edges.map(({ node }) => node)) ?? [];
  return (
    <main>
      <div className="head">
        <h1>待办</h1>
        <div role="group" aria-label="排序">
          {(['time', 'treatment'] as const).map((one) => (
            <button
              key={one}
              aria-pressed={by === one}
              onClick={() => setAsked(one === 'time' ? {} : { by: one })}
            >
              {word('WorkbenchOrder', orders[one])}
            </button>
          ))}
        </div>
      </div>
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && rows.length === 0 ? (
        <p className="empty">没有待办。分拨给本单位的事项会出现在这里，时限近的在前。</p>
      ) : null}
      <ol className="rows">
        {rows.map((order) => (
          <li key={order.id}>
            <Row order={order} at={at} />
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

function Row({ order, at }: Readonly<{ order: Order; at: number | null }>) {
  const word = useWords();
  const { appeal } = order;
  const limit = nextLimit(order.clocks);
  const place = [appeal.area?.name, appeal.address].filter(Boolean).join(' · ');
  return (
    <Link href={`/matters/${appeal.id}`} className="row" state={{ from: fromHere() }}>
      <span className="what">
        <b>{appeal.title}</b>
        <span className="soft">
          {appeal.number} · {place || '未定位'} · {word('Channel', appeal.channel)}
        </span>
        <span>
          <span className={appeal.urgency === 'URGENT' ? 'tag bad' : 'tag'}>
            {word('Urgency', appeal.urgency)}
          </span>
          <span className="tag">{word('HandlerRole', order.role)}</span>
          <span className="tag">{word('WorkOrderStatus', order.status)}</span>
        </span>
      </span>
      {limit ? <Limit limit={limit} at={at} /> : null}
    </Link>
  );
}
