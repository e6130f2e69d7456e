/** @jsxImportSource react */
import { instantText } from '../parts/instant.js';
import { Actions, type Possible } from '../shell/actions.js';
import { Limit } from '../shell/limits.js';
import { Pictures } from '../shell/pictures.js';
import { useWords } from '../shell/words.js';
import type { OneWhistleQuery } from './generated/graphql.js';
import { answersOf, decisionsOf } from './summons-actions.js';

export type Summons = NonNullable<OneWhistleQuery['whistle']>['summonses'][number];

const counting: readonly string[] = ['RUNNING', 'OVERDUE'];

const byTime = (one: Readonly<{ dueBy: string }>, other: Readonly<{ dueBy: string }>): number =>
  Date.parse(one.dueBy) - Date.parse(other.dueBy);

/** One called unit: its limits, what it did, and what it or the district does next. */
export function SummonsCard({
  summons,
  at,
  possible,
  isMine,
}: Readonly<{
  summons: Summons;
  at: number | null;
  possible: readonly Possible[] | undefined;
  isMine: boolean;
}>) {
  const word = useWords();
  const { unit, status, clocks, refusal, substitute, reportIn, actions, result, stars, ratingAnswer } =
    summons;
  return (
    <li className={isMine ? 'card now' : 'card'}>
      <h3>
        {unit.name}{' '}
        <span className={status === 'REFUSED' ? 'tag bad' : 'tag'}>{word('SummonsStatus', status)}</span>
        {isMine ? <span className="tag">本单位</span> : null}
      </h3>
      {[...clocks].sort(byTime).map((clock) =>
        counting.includes(clock.state) ? (
          <Limit key={clock.id} limit={clock} at={at} />
        ) : (
          <span key={clock.id} className="tag">
            {word('ClockKind', clock.kind)} {word('ClockState', clock.state)}
          </span>
        ),
      )}
      {refusal ? <p>不来的理由：{refusal}</p> : null}
      {substitute ? (
        <p>
          建议改由 {substitute.unit.name}：{substitute.reason}
          {substitute.approved === null ? '（待决定）' : substitute.approved ? '（已同意）' : '（未同意）'}
        </p>
      ) : null}
      {reportIn ? (
        <>
          <p>
            {instantText(reportIn.at)} {reportIn.officer}
            {reportIn.phone ? <a href={`tel:${reportIn.phone}`}> {reportIn.phone}</a> : null} 到场
            {reportIn.late ? <b className="bad">（迟到）</b> : null}
            {reportIn.insideArea === false ? <b className="bad">（位置不在区域内）</b> : null}
            {reportIn.insideArea === null ? '（没有位置）' : null}
          </p>
          <Pictures evidence={reportIn.evidence} />
        </>
      ) : null}
      <ol className="course">
        {actions.map(({ at: when, note, evidence }) => (
          <li key={`${when} ${note}`}>
            <time dateTime={when}>{instantText(when)}</time> {note}
            <Pictures evidence={evidence} />
          </li>
        ))}
      </ol>
      {result ? <p>办理结果：{result}</p> : null}
      {stars === null ? null : (
        <p>
          评价：{'★'.repeat(stars)}（{stars} 星）
        </p>
      )}
      {ratingAnswer ? <p>对评价的说明：{ratingAnswer}</p> : null}
      <Actions
        title={`${unit.name} 下一步`}
        possible={possible}
        refused={isMine ? 'SHOWN' : 'LEFT_OUT'}
        actions={[...answersOf(summons), ...decisionsOf(summons)]}
      />
    </li>
  );
}
