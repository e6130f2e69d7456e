/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Actions, always, type Action } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Term, Text, YesNo } from '../shell/fields.js';
import { Limit, useServerTime } from '../shell/limits.js';
import { Trouble } from '../shell/trouble.js';
import { fromHere } from '../shell/way-home.js';
import { useWords } from '../shell/words.js';
import { isYes, optionalText } from '../shell/written.js';
import {
  FollowUpsDocument,
  RecordFollowUpDocument,
  type FollowUpsQuery,
  type Outcome,
  type Satisfaction,
} from './generated/graphql.js';

type Task = FollowUpsQuery['followUpTasks'][number];

/** As many as the contract lists at once; what is done makes room. */
const most = 50;

/** Whom my unit asks whether it was solved, the nearest limit first. */
export function FollowUps() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['follow-ups'],
    queryFn: ({ signal }) => askSignedIn(FollowUpsDocument, { first: most }, { signal }),
    refetchInterval: 20_000,
  });
  const at = useServerTime(data?.now);
  return (
    <main>
      <h1>回访</h1>
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data?.followUpTasks.length === 0 ? <p className="empty">没有待回访的事项。</p> : null}
      <ul className="plain">
        {data?.followUpTasks.map((task) => (
          <One key={task.id} task={task} at={at} />
        ))}
      </ul>
    </main>
  );
}

function One({ task, at }: Readonly<{ task: Task; at: number | null }>) {
  const word = useWords();
  const { kind, dueBy, attempts, appeal } = task;
  const { appellant } = appeal;
  return (
    <li className="card">
      <p>
        <Link href={`/matters/${appeal.id}`} state={{ from: fromHere() }}>
          {appeal.number}
        </Link>{' '}
        {appeal.title} <span className="tag">{word('FollowUpKind', kind)}</span>
        {attempts ? <span className="tag">已打 {attempts} 次</span> : null}
      </p>
      <Limit limit={{ kind: 'FOLLOW_UP', state: 'RUNNING', dueBy }} at={at} />
      <p className="soft">
        {!appellant || appellant.anonymous
          ? '没有留下姓名'
          : `${appellant.name ?? ''} ${appellant.phone ?? ''}`.trim()}
      </p>
      <Actions
        title={`回访 ${appeal.number}`}
        possible={always('recordFollowUp')}
        actions={[recording(task)]}
      />
    </li>
  );
}

const recording = ({ id }: Task): Action => ({
  operation: 'recordFollowUp',
  name: '登记回访结果',
  fields: (
    <>
      <YesNo name="contacted" label="联系上了吗" yes="联系上了" no="没有联系上" />
      <Term name="outcome" label="解决了吗（联系上了才填）" list="Outcome" optional />
      <Term name="satisfaction" label="满意吗（联系上了才填）" list="Satisfaction" optional />
      <Text name="note" label="说了什么" optional />
    </>
  ),
  act: (form, key) =>
    askSignedIn(
      RecordFollowUpDocument,
      {
        id,
        input: {
          contacted: isYes(form, 'contacted'),
          outcome: optionalText(form, 'outcome') as Outcome | null,
          satisfaction: optionalText(form, 'satisfaction') as Satisfaction | null,
          note: optionalText(form, 'note'),
        },
      },
      { key },
    ),
});
