/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Triage } from '../desk/triage.js';
import { instantText } from '../parts/instant.js';
import { OpenMediation } from '../mediator/opening.js';
import { Actions, type Possible } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Text } from '../shell/fields.js';
import { usePossible } from '../shell/possible.js';
import { Trouble } from '../shell/trouble.js';
import { fromHere, WayHome } from '../shell/way-home.js';
import { useActingUnit } from '../shell/who-i-am.js';
import { useWords } from '../shell/words.js';
import { textOf } from '../shell/written.js';
import { Appellant } from './appellant.js';
import { Ending } from './ending.js';
import { OneMatterDocument, UrgeDocument, type OneMatterQuery } from './generated/graphql.js';
import { Limit, nextLimit, useServerTime } from '../shell/limits.js';
import { MatterActions } from './matter-actions.js';
import { OrderActions } from './order-actions.js';
import { Pictures } from '../shell/pictures.js';
import { Requests } from './requests.js';

type Shown = NonNullable<OneMatterQuery['appeal']>;

const open: readonly string[] = ['DISPATCHED', 'ACCEPTED', 'HANDLING'];

/** One matter: what was said, who has it until when, what happened, and what my unit does next. */
export function Matter({ id }: Readonly<{ id: string }>) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['matter', id],
    queryFn: ({ signal }) => askSignedIn(OneMatterDocument, { id }, { signal }),
    refetchInterval: 20_000,
  });
  const at = useServerTime(data?.now);
  const matter = data?.appeal;
  const unitId = useActingUnit();
  // of what my unit has had, the latest: an opinion is due after it was settled, too
  const order = matter?.workOrders.filter(({ unit }) => unit.id === unitId).at(-1);
  const orders = matter?.workOrders.map((order) => order.id) ?? [];
  const requests = matter?.requests.map((request) => request.id) ?? [];
  const possible = usePossible(['matter', id], matter ? [id, ...orders, ...requests] : []);
  const possibleOf = (thing: string) => possible.of(thing)?.operations;
  const ofMatter = possibleOf(id);
  return (
    <main>
      <WayHome />
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && !matter ? <p className="empty">找不到这件事，或不在您的查看范围内。</p> : null}
      {matter ? (
        <>
          <Head matter={matter} at={at} />
          <Trouble error={possible.error} />
        </>
      ) : null}
      {matter && possible.isPending ? <p className="wait">正在读取…</p> : null}
      {matter && !possible.isPending ? (
        <>
          <Triage id={matter.id} />
          {order ? (
            <OrderActions
              key={order.id}
              order={order}
              matterId={matter.id}
              possible={possibleOf(order.id)}
              isOpen={open.includes(order.status)}
            />
          ) : null}
          <Appellant id={id} possible={ofMatter} />
          <MatterActions matter={matter} possible={ofMatter} isHandler={order !== undefined} />
          <Ending matter={matter} possible={ofMatter} blockers={possible.of(id)?.closingBlockers ?? []} />
          <OpenMediation appealId={id} />
          <Requests requests={matter.requests} possibleOf={possibleOf} />
          <Handlers matter={matter} at={at} possibleOf={possibleOf} />
          <Together matter={matter} />
          <Course matter={matter} />
        </>
      ) : null}
    </main>
  );
}

function Head({ matter, at }: Readonly<{ matter: Shown; at: number | null }>) {
  const word = useWords(matter.area?.code);
  const { appellant, external } = matter;
  const limit = nextLimit(matter.clocks);
  return (
    <section className="card">
      <h1>
        {matter.title} <span className="tag">{word('AppealStatus', matter.status)}</span>
      </h1>
      <p className="soft">
        {matter.number} · {word('Channel', matter.channel)} · {instantText(matter.submittedAt)}
        {external
          ? ` · 外部编号 ${external.system} ${external.number}（${instantText(external.dueBy)} 前回复）`
          : ''}
      </p>
      {limit ? <Limit limit={limit} at={at} /> : null}
      <p className="said">{matter.text}</p>
      <Pictures evidence={matter.evidence} />
      <dl>
        <dt>诉求人</dt>
        <dd>
          {!appellant || appellant.anonymous
            ? '没有留下姓名'
            : `${appellant.name ?? ''} ${appellant.phone ?? ''}`.trim()}
          {appellant?.contactWhen ? ` · 来电时间：${word('ContactWhen', appellant.contactWhen)}` : ''}
          {matter.confidential ? ' · 身份保密' : ''}
        </dd>
        <dt>地点</dt>
        <dd>{[matter.area?.name, matter.address].filter(Boolean).join(' · ') || '未定位'}</dd>
        <dt>类别</dt>
        <dd>{word('Category', matter.category) || '未分类'}</dd>
      </dl>
    </section>
  );
}

function Handlers({
  matter,
  at,
  possibleOf,
}: Readonly<{
  matter: Shown;
  at: number | null;
  possibleOf: (id: string) => readonly Possible[] | undefined;
}>) {
  const word = useWords();
  if (!matter.workOrders.length) return null;
  return (
    <section className="card">
      <h2>承办单位</h2>
      <ul className="plain">
        {matter.workOrders.map((order) => {
          const limit = nextLimit(order.clocks);
          return (
            <li key={order.id}>
              {word('HandlerRole', order.role)} {order.unit.name}{' '}
              <span className="tag">{word('WorkOrderStatus', order.status)}</span>
              {limit ? <Limit limit={limit} at={at} /> : null}
              <Urge id={order.id} unit={order.unit.name} possible={possibleOf(order.id)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Urge({
  id,
  unit,
  possible,
}: Readonly<{ id: string; unit: string; possible: readonly Possible[] | undefined }>) {
  return (
    <Actions
      title={`催办 ${unit}`}
      possible={possible}
      refused="LEFT_OUT"
      actions={[
        {
          operation: 'urgeWorkOrder',
          name: '催办',
          fields: <Text name="note" label="催办的话" />,
          act: (form, key) => askSignedIn(UrgeDocument, { id, note: textOf(form, 'note') }, { key }),
        },
      ]}
    />
  );
}

/** What goes on about it elsewhere: whistles, mediations, the matter that it is handled with. */
function Together({ matter }: Readonly<{ matter: Shown }>) {
  const word = useWords();
  const { whistles, mediations, mergedInto, repeatOf } = matter;
  if (!whistles.length && !mediations.length && !mergedInto && !repeatOf) return null;
  return (
    <section className="card">
      <h2>相关</h2>
      <ul className="plain">
        {whistles.map((one) => (
          <li key={one.id}>
            <Link href={`/whistles/${one.id}`} state={{ from: fromHere() }}>
              吹哨 {one.number}
            </Link>{' '}
            {word('WhistleSituation', one.situation)}
            {one.completedAt ? '（已办结）' : ''}
          </li>
        ))}
        {mediations.map((one) => (
          <li key={one.id}>
            <Link href={`/docket/${one.id}`} state={{ from: fromHere() }}>
              调解 {one.number}
            </Link>{' '}
            {word('MediationStatus', one.status)}
          </li>
        ))}
        {mergedInto ? (
          <li>
            并入 <Link href={`/matters/${mergedInto.id}`}>{mergedInto.number}</Link>
          </li>
        ) : null}
        {repeatOf ? (
          <li>
            重复反映：<Link href={`/matters/${repeatOf.id}`}>{repeatOf.number}</Link> {repeatOf.title}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function Course({ matter }: Readonly<{ matter: Shown }>) {
  return (
    <section className="card">
      <h2>经过</h2>
      <ol className="course">
        {matter.ledger.map(({ service, sequence, at, summary, unit, delegate }) => (
          <li key={`${service} ${sequence}`}>
            <time dateTime={at}>{instantText(at)}</time> {summary}
            <span className="soft">
              {unit ? ` ${unit.name}` : ''}
              {delegate ? `（由 ${delegate.name} 代理）` : ''}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
