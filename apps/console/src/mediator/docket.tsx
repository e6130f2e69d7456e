/** @jsxImportSource react */
import { Link, useSearchParams } from 'wouter';
import { Limit, nextLimit } from '../shell/limits.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { pageLength, Pages, tabIn, Tabs } from '../shell/pages.js';
import { fromHere } from '../shell/way-home.js';
import { useWords } from '../shell/words.js';
import { OpenMediation } from './opening.js';
import { DocketDocument, type DocketQuery, type MediationFilter } from './generated/graphql.js';

type Row = DocketQuery['mediations']['edges'][number]['node'];

const tabs = {
  open: { name: '在办', filter: { status: ['APPLIED', 'CONSENT_PENDING', 'MEDIATING'] } },
  agreed: { name: '已达成协议', filter: { status: ['AGREED'] } },
  mine: { name: '我调解的', filter: { mine: true } },
  all: { name: '全部', filter: {} },
} as const satisfies Readonly<Record<string, { name: string; filter: MediationFilter }>>;

/** The mediations of her committee, or of where she works. */
export function Docket() {
  const [asked, setAsked] = useSearchParams();
  const tab = tabIn(tabs, asked.get('tab'));
  return (
    <main>
      <h1>调解</h1>
      <Tabs label="调解分组" tabs={tabs} shown={tab} onShow={(next) => setAsked({ tab: next })} />
      <OpenMediation />
      <Pages
        queryKey={['docket', tab]}
        read={async (after, signal) => {
          const variables = { filter: tabs[tab].filter, first: pageLength, after };
          const { now, mediations } = await askSignedIn(DocketDocument, variables, { signal });
          return { now, rows: mediations };
        }}
        empty={`“${tabs[tab].name}”里没有调解。`}
        row={(row: Row, at) => <One row={row} at={at} />}
      />
    </main>
  );
}

function One({ row, at }: Readonly<{ row: Row; at: number | null }>) {
  const word = useWords();
  const limit = nextLimit(row.clocks);
  return (
    <Link href={`/docket/${row.id}`} className="row" state={{ from: fromHere() }}>
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
    </Link>
  );
}
