import type { AppealAnswer, OperationAnswer } from '@weisu/api';
import { AppealClassified, type Suggestion } from '@weisu/contracts';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import { asLighting, inCuizhu, officials, registered, startDispatch } from '../../matter.fixture.js';

const { desk } = officials;
const community = actorOf({
  roles: ['COMMUNITY'],
  unitId: '440303004029.office',
  areaCode: '440303004029',
  subject: 'cuizhu',
});
const suggestion: Suggestion = {
  ...{ category: 'LIGHTING', nature: 'COMPLAINT', urgency: 'FAST', sphere: 'PUBLIC' },
  ...{ leadUnitIds: [], words: ['路灯'], factors: [], rule: 'S2@3#LIGHTING' },
};

describe('classifying', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const classify = (id: string, input: object, actor = desk) =>
    service.call<AppealAnswer>('classifyAppeal', { id, input: { ...asLighting, ...input } }, actor);

  it('records the factors that a person saw, and every override with its reason', async () => {
    const id = await registered(service, time, { suggestion });
    const answer = await classify(id, {
      urgency: 'URGENT',
      sphere: 'PUBLIC',
      factors: ['ATTENTION', 'PETITION', 'PETITION'],
      difficulty: 'HARD',
      size: 'LARGE',
      reason: '已有多名业主联名',
    });
    expect(answer).toMatchObject({ difficulty: 'HARD', size: 'LARGE', factors: ['ATTENTION', 'PETITION'] });
    await service.settled();
    const [event] = service.probe.of(AppealClassified, id);
    expect(event?.payload).toMatchObject({
      asSuggested: false,
      factors: ['ATTENTION', 'PETITION'],
      overrides: [
        { field: 'urgency', suggested: 'FAST', chosen: 'URGENT' },
        { field: 'factors', suggested: '', chosen: 'ATTENTION,PETITION' },
      ],
      noteId: expect.any(String),
    });
    expect(JSON.stringify(event)).not.toContain('联名');
  });

  it('refuses a factor that the profile has not', async () => {
    const id = await registered(service, time);
    await expect(classify(id, { factors: ['MOON'] })).rejects.toMatchObject({ code: 'FACTOR_UNKNOWN' });
    const inS1 = await registered(service, time, { areaCode: inCuizhu });
    await expect(classify(inS1, { factors: ['ATTENTION'] }, community)).rejects.toMatchObject({
      code: 'FACTOR_UNKNOWN',
    });
  });

  it('answers suggestions that a version before this stored without factors', async () => {
    const id = await registered(service, time, { suggestion });
    await service.sql("UPDATE handling SET suggestion = suggestion - 'factors' WHERE id = $1", [id]);
    expect(await service.call('appeal', { id }, desk)).toMatchObject({
      suggestion: { factors: [], words: ['路灯'] },
    });
  });

  it('puts the work of a unit in the order of the profile: easy before hard, small before large, urgent before slow', async () => {
    const matters: [string, object][] = [
      ['hard', { difficulty: 'HARD', size: 'SMALL', urgency: 'URGENT' }],
      ['easy and large', { difficulty: 'EASY', size: 'LARGE', urgency: 'URGENT' }],
      ['easy, small and slow', { difficulty: 'EASY', size: 'SMALL', urgency: 'ROUTINE' }],
      ['easy, small and urgent', { difficulty: 'EASY', size: 'SMALL', urgency: 'URGENT' }],
      ['unknown', { urgency: 'URGENT' }],
    ];
    const names = new Map<string, string>();
    for (const [name, input] of matters) {
      const id = await registered(service, time, { areaCode: inCuizhu });
      names.set(id, name);
      await classify(id, input, community);
      const handlers = [{ unitId: '440303004029.office', role: 'LEAD' }];
      await service.call('allocateAppeal', { id, handlers }, community);
    }
    const seen: (string | undefined)[] = [];
    for (let after: string | null = null; ;) {
      const args = { first: 2, after, order: 'TREATMENT' };
      const page: OperationAnswer['workbench'] = await service.call('workbench', args, community);
      seen.push(...page.edges.map(({ node }) => names.get(node.appealId)));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual([
      'easy, small and urgent',
      'easy, small and slow',
      'easy and large',
      'hard',
      'unknown',
    ]);
  });
});
