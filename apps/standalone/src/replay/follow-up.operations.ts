import type { GovernanceProfile } from '@weisu/contracts';
import type { Matter, Office } from './office.client.js';
import type { Answer } from './plan.js';

type Task = Readonly<{ id: string; kind: string; at: string | null; unit: { id: string } }>;
type TasksAnswer = Readonly<{ appeal: { followUps: Task[] } | null }>;
type RecordAnswer = Readonly<{ recordFollowUp: { at: string | null } }>;

const readTasks = `query Tasks($id: ID!) { appeal(id: $id) { followUps { id kind at unit { id } } } }`;
const record = `mutation FollowUp($id: ID!, $input: FollowUpInput!) { recordFollowUp(id: $id, input: $input) { at } }`;

/** More than any profile allows attempts. */
const mostAttempts = 10;

/** 回访: what does not count first, then the one from outside the handling unit, whose answer is the verdict. */
export async function followUp(
  office: Office,
  matter: Matter,
  profile: GovernanceProfile,
  answer: Answer,
): Promise<void> {
  const deskId = office.book.desk('STREET', 'dispatch-desk', matter.areaCode).id;
  const expected = profile.followUps.filter(({ kind }) => kind !== 'HOTLINE').length;
  const open = ({ appeal }: TasksAnswer): Task[] =>
    appeal?.followUps.filter((task) => task.at === null) ?? [];
  const found = await office.until(
    () => office.as<TasksAnswer>(deskId, readTasks, { id: matter.id }),
    (data) => open(data).length >= expected,
  );
  if (!found) throw new Error('no follow-up was scheduled');
  const counted = (task: Task): number => (task.kind === 'SUPERVISORY' ? 1 : 0);
  for (const task of open(found).toSorted((a, b) => counted(a) - counted(b))) {
    const { contacted, outcome, satisfaction } =
      counted(task) || answer.contacted ? answer : reachedByHandler;
    const input = { contacted, outcome, satisfaction, note: contacted ? '已回访' : '未能联系' };
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const { recordFollowUp } = await office.as<RecordAnswer>(task.unit.id, record, { id: task.id, input });
      if (recordFollowUp.at !== null) break;
    }
    office.tally.add('follow-ups');
  }
  office.tally.answers.set(matter.id, { areaCode: matter.areaCode, answer });
}

const reachedByHandler: Answer = { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' };
