import { randomUUID } from 'node:crypto';
import type { OperationAnswer } from '@weisu/api';
import {
  announce,
  AppealReopened,
  AppealWithdrawn,
  MediationAgreed,
  MediationFailed,
  MediationOpened,
  WhistleBlown,
  WhistleCompleted,
} from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  auditor,
  department,
  district,
  neighbour,
  registerResolved,
  resolve,
  startEvaluation,
  street,
  type MatterGiven,
} from '../evaluation.fixture.js';

type Rates = OperationAnswer['threeRates'];

const november = { from: '2026-11-01', until: '2026-11-30' };
const solved = { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' };
const partly = { contacted: true, outcome: 'PARTLY', satisfaction: 'BASICALLY' };
const unsolved = { contacted: true, outcome: 'UNSOLVED', satisfaction: 'VERY_DISSATISFIED' };

describe('the three rates', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const inStreet2: MatterGiven = {
    registered: { areaCode: '440303004029' },
    resolved: {
      areaCode: '440303004029',
      profileKey: 'S1',
      profileVersion: 2,
      leadUnitId: '440303.urban-management',
    },
  };

  const answer = async (appealId: string, input: object, actor = street) => {
    const tasks = await service.call<{ id: string; appealId: string }[]>(
      'followUpTasks',
      { first: 100 },
      actor,
    );
    const task = tasks.find((one) => one.appealId === appealId)!;
    await service.call('recordFollowUp', { id: task.id, input }, actor);
  };
  const rates = (ask: object, actor = street) =>
    service.call<Rates>('threeRates', { ...november, ...ask }, actor);

  beforeAll(async () => {
    service = await startEvaluation(time);
    const matter = (given: MatterGiven = {}) => registerResolved(service, time.now(), given);
    await answer((await matter()).appealId, solved);
    await answer((await matter({ resolved: { contactedInTime: false } })).appealId, partly);
    await answer((await matter({ resolved: { leadUnitId: '440303.urban-management' } })).appealId, unsolved);
    await matter();
    const gone = (await matter()).appealId;
    for (let attempt = 0; attempt < 3; attempt += 1) await answer(gone, { contacted: false });
    await matter({ resolved: { reachable: false } });
    await answer((await matter({ registered: { origin: 'FOUND' } })).appealId, solved);
    const withdrawn = (await matter()).appealId;
    const event = announce(AppealWithdrawn, { appealId: withdrawn, continues: false, noteId: null });
    await service.probe.say(withdrawn, event, time.now());
    await answer((await matter(inStreet2)).appealId, solved, neighbour);
  });
  afterAll(() => service.stop());

  it('count the population, its answers and nothing that is excluded', async () => {
    expect(await rates({})).toEqual([
      {
        areaCode: '440303003',
        unitId: null,
        population: 4,
        responded: 3,
        respondedByMessage: 0,
        answered: 3,
        solved: 1,
        satisfied: 2,
        responseRate: 0.75,
        resolutionRate: 1 / 3,
        satisfactionRate: 2 / 3,
        settlementRate: 1,
        score: 0.3 * 0.75 + 0.35 * (1 / 3) + 0.35 * (2 / 3),
        model: 'S2@3',
      },
    ]);
  });

  it('are split by a level into rows that add up to the whole', async () => {
    const [whole] = await rates({}, district);
    const rows = await rates({ by: 'STREET' }, district);
    expect(rows).toHaveLength(10);
    expect(whole).toMatchObject({ population: 5, model: 'mixed' });
    expect(rows.reduce((total, row) => total + row.population, 0)).toBe(5);
    expect(rows.find((row) => row.areaCode === '440303004')).toMatchObject({ population: 1, model: 'S1@2' });
    expect(rows.find((row) => row.areaCode === '440303001')).toMatchObject({
      population: 0,
      responseRate: null,
      score: null,
      model: 'S3@1',
    });
    const grids = await rates({ by: 'GRID' }, district);
    expect(grids.reduce((total, row) => total + row.population, 0)).toBe(5);
  });

  it('are those of the lead for a unit', async () => {
    expect(await rates({}, department)).toMatchObject([
      { areaCode: null, unitId: '440303.urban-management', population: 2, solved: 1 },
    ]);
    expect(await rates({ unitId: '440303.urban-management' })).toMatchObject([{ population: 1, solved: 0 }]);
    await expect(rates({ unitId: '440303.housing' }, department)).rejects.toMatchObject({
      code: 'UNIT_NOT_FOUND',
    });
  });

  it("are NOT those of a neighbour's area, and an auditor's of every area", async () => {
    await expect(rates({ areaCode: '440303004' })).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
    expect(await rates({ areaCode: '440303004' }, auditor)).toMatchObject([{ population: 1 }]);
    await expect(service.call('threeRates', november, null)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('count a matter in the period of its last resolution, by the civil day in Shanghai', async () => {
    const ask = (from: string, until: string) => rates({ from, until, areaCode: '440303003021' });
    const at = (day: string) => new Date(day);
    const inArea = { registered: { areaCode: '440303003021' }, resolved: { areaCode: '440303003021' } };
    const { appealId } = await registerResolved(service, at('2026-09-30T23:59:59+08:00'), inArea);
    await answer(appealId, unsolved);
    expect(await ask('2026-09-30', '2026-09-30')).toMatchObject([{ population: 1, solved: 0 }]);
    expect(await ask('2026-10-01', '2026-10-31')).toMatchObject([{ population: 0 }]);

    const again = announce(AppealReopened, { appealId, cause: 'VERDICT', noteId: null });
    await service.probe.say(appealId, again, at('2026-10-01T08:00:00+08:00'));
    expect(await ask('2026-09-30', '2026-09-30')).toMatchObject([{ population: 1, solved: 0 }]);
    await resolve(service, appealId, at('2026-10-01T00:00:00+08:00'), inArea.resolved);
    expect(await ask('2026-09-30', '2026-09-30')).toMatchObject([{ population: 0 }]);
    expect(await ask('2026-10-01', '2026-10-01')).toMatchObject([{ population: 1, answered: 0 }]);
    await answer(appealId, solved);
    expect(await ask('2026-09-01', '2026-10-31')).toMatchObject([{ population: 1, answered: 1, solved: 1 }]);
  });

  it('come with the settlement rate of whistles and mediations that ended', async () => {
    const areaCode = '440303003022';
    const say = (subject: string, event: ReturnType<typeof announce>) =>
      service.probe.say(subject, event, time.now());
    const whistle = { whistleId: randomUUID(), first: true };
    const whistleOf = { ...whistle, number: 'S-1', areaCode, byId: street.unitId!, endorsed: true };
    const called = ['440303.water'];
    const blown = announce(WhistleBlown, { ...whistleOf, situation: 'HARD_MATTER', unitIds: called });
    const completed = announce(WhistleCompleted, { ...whistle, noteId: randomUUID(), ratings: [] });
    await say(whistle.whistleId, completed);
    expect(await rates({ areaCode })).toMatchObject([{ settlementRate: null }]);
    await say(whistle.whistleId, blown);
    await say(
      randomUUID(),
      announce(WhistleCompleted, { ...whistle, first: false, noteId: randomUUID(), ratings: [] }),
    );
    expect(await rates({ areaCode })).toMatchObject([{ population: 0, settlementRate: 1 }]);

    for (const agreed of [true, false, false]) {
      const mediation = { mediationId: randomUUID(), appealId: null, committeeId: '440303003.mediation' };
      const opened = { ...mediation, number: 'T-1', kind: 'NEIGHBOUR', source: 'DIRECT', areaCode };
      await say(mediation.mediationId, announce(MediationOpened, opened));
      const ended = agreed
        ? announce(MediationAgreed, { ...mediation, number: 'X-1', effectiveAt: time.now(), gaps: [] })
        : announce(MediationFailed, mediation);
      await say(mediation.mediationId, ended);
    }
    expect(await rates({ areaCode })).toMatchObject([{ settlementRate: 0.5 }]);
    expect(await rates({ areaCode, unitId: '440303003.mediation' })).toMatchObject([
      { settlementRate: 1 / 3 },
    ]);
  });
});
