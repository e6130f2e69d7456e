import type { OperationAnswer } from '@weisu/api';
import {
  announce,
  AppealJudged,
  AppealMerged,
  AppealReopened,
  AppealResolved,
  FollowUpOverdue,
  FollowUpRecorded,
  FollowUpScheduled,
} from '@weisu/contracts';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import {
  auditor,
  department,
  district,
  enforcement,
  neighbour,
  register,
  registerResolved,
  resident,
  resolve,
  startEvaluation,
  street,
} from '../evaluation.fixture.js';

type FollowUp = OperationAnswer['recordFollowUp'];

const solved = { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' };
const unsolved = { contacted: true, outcome: 'UNSOLVED', satisfaction: 'DISSATISFIED' };
const nobody = { contacted: false };

describe('follow-ups of a resolved matter', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeAll(async () => {
    service = await startEvaluation(time);
  });
  afterAll(() => service.stop());

  const tasks = (actor: typeof street, appealId: string) =>
    service
      .call<FollowUp[]>('followUpTasks', { first: 100 }, actor)
      .then((all) => all.filter((task) => task.appealId === appealId));
  const record = (id: string, input: object, actor = street) =>
    service.call<FollowUp>('recordFollowUp', { id, input }, actor);

  it("are made by the profile's units, with their deadline, once for an event that comes twice", async () => {
    const { appealId } = await register(service, time.now());
    await resolve(service, appealId, time.now());
    const event = service.probe.of(AppealResolved, appealId)[0]!;
    await service.probe.repeat(event);
    await service.settled();
    const dueBy = new Date('2026-11-27T00:00:00+08:00').toISOString();
    expect(await tasks(enforcement, appealId)).toMatchObject([
      { kind: 'HANDLER', dueBy, countsInRates: false },
    ]);
    expect(await tasks(street, appealId)).toMatchObject([
      { kind: 'SUPERVISORY', dueBy, countsInRates: true },
    ]);
    expect(service.probe.of(FollowUpScheduled, appealId)).toHaveLength(2);
  });

  it('come from outside the handling unit when they supervise', async () => {
    const resolved = { leadUnitId: '440303003.dispatch-desk' };
    const { appealId } = await registerResolved(service, time.now(), { resolved });
    expect(await tasks(street, appealId)).toMatchObject([{ kind: 'HANDLER' }]);
    expect(await tasks(district, appealId)).toMatchObject([{ kind: 'SUPERVISORY' }]);
  });

  it('are recorded by their unit alone: FORBIDDEN to another that sees the matter, NOT_FOUND to a neighbour', async () => {
    const { appealId } = await registerResolved(service, time.now());
    const [task] = await tasks(street, appealId);
    const id = task!.id;
    await expect(record(id, solved, enforcement)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(record(id, solved, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(record(id, solved, department)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(record(id, solved, auditor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(record('no-id', solved)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(record(id, { contacted: true })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await tasks(street, appealId)).toMatchObject([{ attempts: 0 }]);
  });

  it('that count judge the matter, and are recorded once, also when two record at the same time', async () => {
    const { appealId } = await registerResolved(service, time.now());
    const [task] = await tasks(street, appealId);
    const both = await Promise.allSettled([record(task!.id, solved), record(task!.id, unsolved)]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'FOLLOW_UP_DONE' },
    });
    await service.settled();
    expect(service.probe.of(AppealJudged, appealId)).toHaveLength(1);
    expect(await tasks(street, appealId)).toEqual([]);
  });

  it('of the handler are on its form, and judge nothing', async () => {
    const { appealId } = await registerResolved(service, time.now());
    const [task] = await tasks(enforcement, appealId);
    const note = '诉求人表示满意';
    const answer = await record(task!.id, { ...solved, note }, enforcement);
    expect(answer).toMatchObject({
      formNumber: '（2026）东门街道综合行政执法队回访第1号',
      note,
      countsInRates: false,
    });
    await service.settled();
    expect(service.probe.of(AppealJudged, appealId)).toHaveLength(0);
    const journal = await service.sql('SELECT 1 FROM journal WHERE payload::text LIKE $1', [`%${note}%`]);
    expect(journal).toHaveLength(0);
  });

  it('number their forms without gaps per unit and year', async () => {
    const matters = await Promise.all([1, 2, 3, 4].map(() => registerResolved(service, time.now())));
    const open = await Promise.all(matters.map(({ appealId }) => tasks(street, appealId)));
    await expect(record(open[0]![0]!.id, { contacted: true })).rejects.toBeDefined();
    await Promise.all(open.map(([task]) => record(task!.id, solved)));
    const rows = await service.sql<{ form_number: string }>(
      `SELECT form_number FROM follow_up WHERE unit_id = '440303003.dispatch-desk' AND form_number IS NOT NULL`,
    );
    const numbers = rows.map((row) => Number(/第(\d+)号/.exec(row.form_number)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it("end as unreachable after the profile's attempts, and the matter leaves the population", async () => {
    const { appealId } = await registerResolved(service, time.now());
    const [task] = await tasks(street, appealId);
    await record(task!.id, nobody);
    await record(task!.id, nobody);
    expect(await tasks(street, appealId)).toMatchObject([{ attempts: 2, contacted: false, at: null }]);
    expect(await record(task!.id, nobody)).toMatchObject({ attempts: 3, outcome: 'NO_ANSWER' });
    await expect(record(task!.id, solved)).rejects.toMatchObject({ code: 'FOLLOW_UP_DONE' });
    await service.settled();
    expect(service.probe.of(FollowUpRecorded, appealId)).toHaveLength(3);
    expect(service.probe.of(AppealJudged, appealId)).toMatchObject([{ payload: { verdict: 'UNREACHABLE' } }]);
    expect(await service.sql('SELECT excluded FROM round WHERE appeal_id = $1', [appealId])).toEqual([
      { excluded: 'UNREACHABLE' },
    ]);
  });

  it('need one try alone where no telephone number is known', async () => {
    const resolved = { reachable: false };
    const { appealId } = await registerResolved(service, time.now(), { resolved });
    const [task] = await tasks(street, appealId);
    expect(await record(task!.id, nobody)).toMatchObject({ attempts: 1, outcome: 'NO_ANSWER' });
  });

  it('are cancelled by a reopening, and asked anew in the next round', async () => {
    const { appealId } = await registerResolved(service, time.now());
    const [first] = await tasks(street, appealId);
    const again = announce(AppealReopened, { appealId, cause: 'STAFF', noteId: null });
    await service.probe.say(appealId, again, time.now());
    expect(await tasks(street, appealId)).toEqual([]);
    await expect(record(first!.id, solved)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await resolve(service, appealId, time.now());
    const [second] = await tasks(street, appealId);
    expect(second!.id).not.toBe(first!.id);
    expect(await service.sql(`SELECT state FROM clock WHERE owner_id = $1`, [first!.id])).toEqual([
      { state: 'CANCELLED' },
    ]);
  });

  it('end with a matter that is merged', async () => {
    const { appealId } = await registerResolved(service, time.now());
    const { appealId: intoId } = await register(service, time.now());
    await service.probe.say(appealId, announce(AppealMerged, { appealId, intoId }), time.now());
    expect(await tasks(street, appealId)).toEqual([]);
    expect(await service.sql('SELECT excluded FROM round WHERE appeal_id = $1', [appealId])).toEqual([
      { excluded: 'MERGED' },
    ]);
  });

  it('are seen with the matter: fully inside, without officials and notes by the appellant, not at all by a neighbour', async () => {
    const { appealId } = await registerResolved(service, time.now(), {
      registered: { residentSubject: resident.subject },
    });
    const [task] = await tasks(street, appealId);
    await record(task!.id, { ...solved, note: '已核实' });
    const load = (actor: typeof street) =>
      service.call<FollowUp[][]>('followUpsByAppeal', { keys: [appealId, 'x'] }, actor).then(([own]) => own!);
    expect((await load(auditor)).find((one) => one.kind === 'SUPERVISORY')).toMatchObject({
      by: 'street',
      note: '已核实',
    });
    expect((await load(resident)).find((one) => one.kind === 'SUPERVISORY')).toMatchObject({
      outcome: 'SOLVED',
      by: null,
      note: null,
    });
    expect(await load(neighbour)).toEqual([]);
  });

  it('are overdue a moment after their deadline and not on it', async () => {
    const { appealId } = await registerResolved(service, time.now());
    time.set('2026-11-27T00:00:00+08:00');
    // Looked at by the same loop: what is due a millisecond earlier fires, what is due now does not.
    await service.sql(
      `UPDATE clock SET due_by = due_by - interval '1 ms' WHERE subject = $1 AND unit_id = $2`,
      [appealId, enforcement.unitId],
    );
    await eventually(() => expect(service.probe.of(FollowUpOverdue, appealId)).toHaveLength(1));
    expect(service.probe.of(FollowUpOverdue, appealId)).toMatchObject([{ payload: { kind: 'HANDLER' } }]);
    time.set('2026-11-27T00:00:00.001+08:00');
    await eventually(() => expect(service.probe.of(FollowUpOverdue, appealId)).toHaveLength(2));
    const [task] = await tasks(street, appealId);
    expect(await record(task!.id, solved)).toMatchObject({ outcome: 'SOLVED' });
  });
});
