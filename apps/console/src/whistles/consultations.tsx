/** @jsxImportSource react */
import { instantText } from '../parts/instant.js';
import { Actions, always, type Action } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Pick, Text } from '../shell/fields.js';
import { momentOf, textOf } from '../shell/written.js';
import { FinishTaskDocument, RecordConsultationDocument, type OneWhistleQuery } from './generated/graphql.js';

type Shown = NonNullable<OneWhistleQuery['whistle']>;
type Meeting = Shown['consultations'][number];
type Task = Meeting['tasks'][number];

/** Meetings, who came, and who took on what until when. */
export function Consultations({
  whistle,
  mayLead,
  unitId,
}: Readonly<{ whistle: Shown; mayLead: boolean; unitId: string | undefined }>) {
  if (!whistle.consultations.length) return null;
  return (
    <section className="card">
      <h2>会商</h2>
      <ul className="plain">
        {whistle.consultations.map((meeting) => (
          <li key={meeting.id}>
            <p>
              {instantText(meeting.at)} {meeting.place}：{meeting.agenda}{' '}
              <span className="tag">{meeting.heldAt ? '已开' : '未开'}</span>
            </p>
            <p className="soft">
              {meeting.attendance
                .map(({ unit, person }) => `${unit.name} ${person ?? (meeting.heldAt ? '缺席' : '')}`.trim())
                .join('；')}
            </p>
            {meeting.record ? <p className="said">{meeting.record}</p> : null}
            {meeting.tasks.map((task) => (
              <TaskLine key={task.id} task={task} isMine={task.unit.id === unitId} />
            ))}
            {mayLead && !meeting.heldAt ? (
              <Actions
                title={`会商记录 ${instantText(meeting.at)}`}
                possible={always('recordConsultation')}
                actions={[recording(meeting)]}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One task at the meeting itself; more are agreed at the next. */
function recording({ id, attendance }: Meeting): Action {
  const units = attendance.map(({ unit }) => unit);
  return {
    operation: 'recordConsultation',
    name: '登记会商结果',
    fields: (
      <>
        {units.map((unit) => (
          <Line key={unit.id} name={`came ${unit.id}`} label={`${unit.name} 到会的人`} optional />
        ))}
        <Text name="record" label="会商记录" />
        <Text name="task" label="议定的事" optional />
        <Pick name="unit" label="由谁做" choices={units} optional />
        <Line name="person" label="责任人" optional />
        <Line name="dueBy" label="什么时候前" type="datetime-local" optional />
      </>
    ),
    act: (form, key) => {
      const task = textOf(form, 'task');
      return askSignedIn(
        RecordConsultationDocument,
        {
          id,
          input: {
            record: textOf(form, 'record'),
            attendance: units
              .map((unit) => ({ unitId: unit.id, person: textOf(form, `came ${unit.id}`) }))
              .filter(({ person }) => person !== ''),
            tasks: task
              ? [
                  {
                    ...{ text: task, unitId: textOf(form, 'unit'), person: textOf(form, 'person') },
                    dueBy: momentOf(form, 'dueBy'),
                  },
                ]
              : [],
          },
        },
        { key },
      );
    },
  };
}

function TaskLine({ task, isMine }: Readonly<{ task: Task; isMine: boolean }>) {
  const { id, text, unit, person, dueBy, doneAt, result } = task;
  return (
    <div>
      {unit.name} {person}：{text}{' '}
      <span className="tag">{doneAt ? '已完成' : `${instantText(dueBy)} 前`}</span>
      {result ? <span className="soft"> {result}</span> : null}
      {isMine && !doneAt ? (
        <Actions
          title={`会商任务：${text}`}
          possible={always('finishConsultationTask')}
          actions={[
            {
              operation: 'finishConsultationTask',
              name: '完成任务',
              fields: <Text name="result" label="结果" />,
              act: (form, key) =>
                askSignedIn(FinishTaskDocument, { id, result: textOf(form, 'result') }, { key }),
            },
          ]}
        />
      ) : null}
    </div>
  );
}
