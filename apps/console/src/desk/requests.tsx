/** @jsxImportSource react */
import { Link, useSearchParams } from 'wouter';
import { instantText } from '../parts/instant.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Limit } from '../shell/limits.js';
import { pageLength, Pages, tabIn, Tabs } from '../shell/pages.js';
import { fromHere } from '../shell/way-home.js';
import { useWords } from '../shell/words.js';
import { RequestsDocument, type RequestsQuery, type RequestSide } from './generated/graphql.js';

type Row = RequestsQuery['requests']['edges'][number]['node'];
type Tab = Readonly<{ name: string; side: RequestSide; open: boolean }>;

const tabs = {
  decide: { name: '待本单位审批', side: 'TO_DECIDE', open: true },
  filed: { name: '本单位提出的', side: 'FILED', open: true },
  decided: { name: '本单位审批过的', side: 'TO_DECIDE', open: false },
  answered: { name: '已有结果的', side: 'FILED', open: false },
} as const satisfies Readonly<Record<string, Tab>>;

/** What is asked for about matters, and waits for a decision; decided on the page of the matter. */
export function RequestList() {
  const [asked, setAsked] = useSearchParams();
  const tab = tabIn(tabs, asked.get('tab'));
  const { name, side, open } = tabs[tab];
  return (
    <main>
      <h1>申请</h1>
      <Tabs label="申请分组" tabs={tabs} shown={tab} onShow={(next) => setAsked({ tab: next })} />
      <Pages
        queryKey={['requests', tab]}
        read={async (after, signal) => {
          const variables = { side, filter: { open }, first: pageLength, after };
          const { now, requests } = await askSignedIn(RequestsDocument, variables, { signal });
          return { now, rows: requests };
        }}
        empty={`“${name}”里没有申请。`}
        row={(row: Row, at) => <One row={row} at={at} />}
      />
    </main>
  );
}

function One({ row, at }: Readonly<{ row: Row; at: number | null }>) {
  const word = useWords();
  const { kind, by, appealId, reason, approved, decideBy, requestedBy } = row;
  return (
    <Link href={`/matters/${appealId}`} className="row" state={{ from: fromHere() }}>
      <span className="what">
        <b>
          {requestedBy.name} 申请{word('RequestKind', kind)}
          {by ? ` ${by.amount} ${word('BudgetUnit', by.unit)}` : ''}
        </b>
        <span className="soft">{reason}</span>
        {approved === null ? null : (
          <span>
            <span className="tag">{approved ? '已同意' : '未同意'}</span>
          </span>
        )}
      </span>
      {approved === null ? (
        <Limit limit={{ kind: 'DECIDE', state: 'RUNNING', dueBy: decideBy }} at={at} />
      ) : (
        <span className="soft">{instantText(decideBy)}</span>
      )}
    </Link>
  );
}
