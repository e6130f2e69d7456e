/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { instantText } from '../parts/instant.js';
import { Actions } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Limit, nextLimit, useServerTime } from '../shell/limits.js';
import { usePossible } from '../shell/possible.js';
import { Trouble } from '../shell/trouble.js';
import { WayHome } from '../shell/way-home.js';
import { useWords } from '../shell/words.js';
import { OneMediationDocument, type OneMediationQuery } from './generated/graphql.js';
import { mediationActions } from './mediation-actions.js';

type Shown = NonNullable<OneMediationQuery['mediation']>;

/** One mediation: who is in dispute, who consents, the sittings, the agreement with its gaps, and the court's confirmation. */
export function Mediation({ id }: Readonly<{ id: string }>) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['mediation', id],
    queryFn: ({ signal }) => askSignedIn(OneMediationDocument, { id }, { signal }),
    refetchInterval: 20_000,
  });
  const at = useServerTime(data?.now);
  const mediation = data?.mediation;
  const possible = usePossible(['mediation', id], mediation ? [id] : []);
  return (
    <main>
      <WayHome />
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && !mediation ? <p className="empty">找不到这次调解，或不在您的查看范围内。</p> : null}
      {mediation ? (
        <>
          <Head mediation={mediation} at={at} />
          <Trouble error={possible.error} />
        </>
      ) : null}
      {mediation && possible.isPending ? <p className="wait">正在读取…</p> : null}
      {mediation && !possible.isPending ? (
        <>
          <Actions
            title="下一步"
            possible={possible.of(id)?.operations}
            actions={mediationActions(mediation)}
          />
          <Agreement agreement={mediation.agreement} />
          <Confirmation confirmation={mediation.confirmation} />
          <Sittings sessions={mediation.sessions} />
        </>
      ) : null}
    </main>
  );
}

function Head({ mediation, at }: Readonly<{ mediation: Shown; at: number | null }>) {
  const word = useWords();
  const { number, kind, source, status, committee, mediators, appeal, parties, clocks, failure, room } =
    mediation;
  const limit = nextLimit(clocks);
  return (
    <section className="card">
      <h1>
        {appeal?.title ?? word('DisputeKind', kind)}{' '}
        <span className="tag">{word('MediationStatus', status)}</span>
      </h1>
      <p className="soft">
        {number} · {word('DisputeKind', kind)} · {word('DisputeSource', source)} · {committee.name}
        {mediators.length ? ` · 调解员 ${mediators.map(({ name }) => name).join('、')}` : ''}
        {room ? ` · ${room}` : ''}
      </p>
      {limit ? <Limit limit={limit} at={at} /> : null}
      {appeal ? (
        <p>
          来自 <Link href={`/matters/${appeal.id}`}>{appeal.number}</Link>
        </p>
      ) : null}
      {failure ? <p>没有达成协议：{failure}</p> : null}
      <ul className="plain">
        {parties.map((party) => (
          <li key={party.id}>
            {party.side} {party.name}
            {party.agent ? `（代理人 ${party.agent}）` : ''}
            {party.phone ? <a href={`tel:${party.phone}`}> {party.phone}</a> : null}
            {party.address ? <span className="soft"> {party.address}</span> : null}{' '}
            <span className={party.consents === false ? 'tag bad' : 'tag'}>
              {party.consents === null ? '还没有表示' : party.consents ? '同意调解' : '不同意调解'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Gaps under the law are shown where the agreement is, not hidden. */
function Agreement({ agreement }: Readonly<{ agreement: Shown['agreement'] }>) {
  if (!agreement) return null;
  const { number, facts, terms, performanceWay, performBy, oral, effectiveAt, gaps } = agreement;
  return (
    <section className="card">
      <h2>
        协议 {number} {oral ? <span className="tag">口头</span> : null}
      </h2>
      {gaps.length ? (
        <div className="note bad">
          还缺：
          <ul>
            {gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <dl>
        <dt>事实</dt>
        <dd>{facts}</dd>
        <dt>内容</dt>
        <dd>{terms}</dd>
        <dt>履行</dt>
        <dd>
          {performanceWay}
          {performBy ? `，${performBy} 前` : ''}
        </dd>
        <dt>生效</dt>
        <dd>{instantText(effectiveAt)}</dd>
      </dl>
    </section>
  );
}

function Confirmation({ confirmation }: Readonly<{ confirmation: Shown['confirmation'] }>) {
  const word = useWords();
  if (!confirmation) return null;
  const { status, dueBy, court, obstacles, ruledAt } = confirmation;
  return (
    <section className="card">
      <h2>
        司法确认 <span className="tag">{word('ConfirmationStatus', status)}</span>
      </h2>
      <p>
        {court ?? '还没有申请'}；双方须在 {instantText(dueBy)} 前共同申请
        {ruledAt ? `；${instantText(ruledAt)} 裁定` : ''}
      </p>
      {obstacles.length ? (
        <ul>
          {obstacles.map((obstacle) => (
            <li key={obstacle}>{obstacle}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Sittings({ sessions }: Readonly<{ sessions: Shown['sessions'] }>) {
  if (!sessions.length) return null;
  return (
    <section className="card">
      <h2>调解记录</h2>
      <ol className="course">
        {sessions.map(({ at, place, present, record }) => (
          <li key={`${at} ${record}`}>
            <time dateTime={at}>{instantText(at)}</time> {place}{' '}
            <span className="soft">{present.join('、')}</span>
            <p className="said">{record}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
