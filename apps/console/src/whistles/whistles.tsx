/** @jsxImportSource react */
import { Link, useSearchParams } from 'wouter';
import { instantText } from '../parts/instant.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Limit, nextLimit } from '../shell/limits.js';
import { pageLength, Pages, tabIn, Tabs } from '../shell/pages.js';
import { fromHere } from '../shell/way-home.js';
import { useWords } from '../shell/words.js';
import { WhistlesDocument, type WhistleFilter, type WhistlesQuery } from './generated/graphql.js';

type Row = WhistlesQuery['whistles']['edges'][number]['node'];

const tabs = {
  open: { name: '进行中', filter: { open: true } },
  completed: { name: '已办结', filter: { open: false } },
} as const satisfies Readonly<Record<string, { name: string; filter: WhistleFilter }>>;

/** The whistles of where she works, and those that call her unit. */
export function Whistles() {
  const [asked, setAsked] = useSearchParams();
  const tab = tabIn(tabs, asked.get('tab'));
  return (
    <main>
      <h1>吹哨报到</h1>
      <Tabs label="吹哨分组" tabs={tabs} shown={tab} onShow={(next) => setAsked({ tab: next })} />
      <Pages
        queryKey={['whistles', tab]}
        read={async (after, signal) => {
          const variables = { filter: tabs[tab].filter, first: pageLength, after };
          const { now, whistles } = await askSignedIn(WhistlesDocument, variables, { signal });
          return { now, rows: whistles };
        }}
        empty={`没有${tabs[tab].name}的哨。街道在一件事的页面上吹哨。`}
        row={(row: Row, at) => <One row={row} at={at} />}
      />
    </main>
  );
}

function One({ row, at }: Readonly<{ row: Row; at: number | null }>) {
  const word = useWords();
  const limit = nextLimit(row.summonses.flatMap(({ clocks }) => clocks));
  return (
    <Link href={`/whistles/${row.id}`} className="row" state={{ from: fromHere() }}>
      <span className="what">
        <b>{row.reason}</b>
        <span className="soft">
          {row.number} · {row.by.name} · {row.area.name} · {instantText(row.blownAt)}
        </span>
        <span>
          <span className="tag">{word('WhistleSituation', row.situation)}</span>
          {row.summonses.map(({ id, unit, status }) => (
            <span key={id} className={status === 'REFUSED' ? 'tag bad' : 'tag'}>
              {unit.name} {word('SummonsStatus', status)}
            </span>
          ))}
        </span>
      </span>
      {limit ? <Limit limit={limit} at={at} /> : null}
    </Link>
  );
}
