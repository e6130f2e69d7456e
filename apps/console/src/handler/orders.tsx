/** @jsxImportSource react */
import { Link, useSearchParams } from 'wouter';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { fromHere } from '../shell/way-home.js';
import { pageLength, Pages } from '../shell/pages.js';
import { useWords } from '../shell/words.js';
import { MyOrdersDocument, type MyOrdersQuery } from './generated/graphql.js';
import { Limit, nextLimit } from '../shell/limits.js';

type Order = MyOrdersQuery['workbench']['edges'][number]['node'];

const orders = { time: 'DEADLINE', treatment: 'TREATMENT' } as const;

/** What my unit has to do. */
export function Orders() {
  const [asked, setAsked] = useSearchParams();
  const by = asked.get('by') === 'treatment' ? 'treatment' : 'time';
  const word = useWords();
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
      <Pages
        queryKey={['orders', by]}
        read={async (after, signal) => {
          const variables = { first: pageLength, after, order: orders[by] };
          const { now, workbench } = await askSignedIn(MyOrdersDocument, variables, { signal });
          return { now, rows: workbench };
        }}
        empty="没有待办。分拨给本单位的事项会出现在这里，时限近的在前。"
        row={(order: Order, at) => <Row order={order} at={at} />}
      />
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
