/** @jsxImportSource react */
import { Link, useSearchParams } from 'wouter';
import { Limit, nextLimit } from '../shell/limits.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { fromHere } from '../shell/way-home.js';
import { pageLength, Pages, tabIn, Tabs } from '../shell/pages.js';
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

/** The matters of where she works. */
export function Matters() {
  const [asked, setAsked] = useSearchParams();
  const tab = tabIn(tabs, asked.get('tab'));
  const text = asked.get('text') ?? '';
  const filter = { ...tabs[tab].filter, ...(text ? { text } : {}) };
  const show = (next: Tab, words: string) => {
    setAsked({ tab: next, ...(words ? { text: words } : {}) });
  };
  return (
    <main>
      <h1>事项</h1>
      <Tabs label="事项分组" tabs={tabs} shown={tab} onShow={(next) => show(next, text)} />
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
      <Pages
        queryKey={['matters', tab, text]}
        read={async (after, signal) => {
          const variables = { filter, first: pageLength, after };
          const { now, appeals } = await askSignedIn(MattersDocument, variables, { signal });
          return { now, rows: appeals };
        }}
        empty={`“${tabs[tab].name}”里没有事项。`}
        row={(row: Row, at) => <One row={row} at={at} />}
      />
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
