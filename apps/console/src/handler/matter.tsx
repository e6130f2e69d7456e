/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Triage } from '../desk/triage.js';
import { instantText } from '../parts/instant.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { useStanding } from '../shell/session.js';
import { Trouble } from '../shell/trouble.js';
import { WayHome } from '../shell/way-home.js';
import { useWhoIAm } from '../shell/who-i-am.js';
import { useWords } from '../shell/words.js';
import { OneMatterDocument, type OneMatterQuery } from './generated/graphql.js';
import { Limit, nextLimit, useServerTime } from './limits.js';
import { Steps, type OnDirty } from './steps.js';

type Shown = NonNullable<OneMatterQuery['appeal']>;

const open: readonly string[] = ['DISPATCHED', 'ACCEPTED', 'HANDLING'];

/** One matter: what was said, who has it until when, what happened, and what my unit does next. */
export function Matter({ id }: Readonly<{ id: string }>) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['matter', id],
    queryFn: ({ signal }) => askSignedIn(OneMatterDocument, { id }, { signal }),
    refetchInterval: 20_000,
  });
  const standing = useStanding();
  const me = useWhoIAm();
  const at = useServerTime(data?.now);
  const matter = data?.appeal;
  const unitId = ('session' in standing ? standing.session.actingFor : null) ?? me?.unit?.id;
  const mine = matter?.workOrders.find(({ unit, status }) => unit.id === unitId && open.includes(status));
  const lastMine = useRef(mine);
  useEffect(() => {
    if (mine) lastMine.current = mine;
  }, [mine]);
  // what she has written stays when a colleague was first
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const onDirty = useCallback<OnDirty>((step, isDirty) => {
    setDirty((before) => {
      if (before.has(step) === isDirty) return before;
      return new Set(isDirty ? [...before, step] : [...before].filter((one) => one !== step));
    });
  }, []);
  const order = mine ?? (dirty.size ? lastMine.current : undefined);
  return (
    <main>
      <WayHome />
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && !matter ? <p className="empty">找不到这件事，或不在您的查看范围内。</p> : null}
      {matter ? (
        <>
          <Head matter={matter} at={at} />
          <Triage id={matter.id} />
          {order ? (
            <>
              {mine ? null : <p className="note bad">本单位的其他人已经办了，您写的还没有提交。</p>}
              <Steps order={order} matter={matter} dirty={dirty} onDirty={onDirty} />
            </>
          ) : null}
          <Handlers matter={matter} at={at} />
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

function Pictures({ evidence }: Readonly<{ evidence: Shown['evidence'] }>) {
  if (!evidence.length) return null;
  return (
    <ul className="pictures">
      {evidence.map(({ id, name, url, thumbnail, preview }) => (
        <li key={id}>
          <a href={preview ?? url} target="_blank" rel="noreferrer">
            {thumbnail ? <img src={thumbnail} alt={name} loading="lazy" /> : name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Handlers({ matter, at }: Readonly<{ matter: Shown; at: number | null }>) {
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
            </li>
          );
        })}
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
