import { AppealWithdrawn, announce, MediationOpened } from '@weisu/contracts';
import { startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import {
  actors,
  neighbours,
  opening,
  registered,
  testConfig,
  type Answer,
} from '../mediation/mediation.fixture.js';

const time = new TestTime('2026-12-31T23:00:00+08:00');
const inStreet = '0193a8f0-0000-7000-8000-000000000011';
const nextDoor = '0193a8f0-0000-7000-8000-000000000012';
const unlocated = '0193a8f0-0000-7000-8000-000000000013';
let service: TestService;

beforeAll(async () => {
  service = await startTestService(mediationDefinition, testConfig(), time);
  await service.probe.say(inStreet, registered(inStreet, '440303003020'), time.now());
  await service.probe.say(nextDoor, registered(nextDoor, '440303004001'), time.now());
  await service.probe.say(unlocated, registered(unlocated, null), time.now());
});
afterAll(() => service.stop());

const open = (overrides: object, actor: (typeof actors)['street']) =>
  service.call<Answer>('openMediation', opening(overrides), actor);

describe('opening a mediation', () => {
  it('numbers a committee’s files without gap within the civil year, also when many open at once and some fail', async () => {
    const opened: Answer[] = [];
    for (let round = 0; round < 3; round += 1) {
      const attempts = [{}, {}, { parties: [neighbours[0]] }].map((overrides) =>
        open(overrides, actors.mediator).catch(() => null),
      );
      opened.push(...(await Promise.all(attempts)).filter((answer) => answer !== null));
    }
    const numbers = opened.map(({ number }) => Number(/第(\d+)号/.exec(number)?.[1]));
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    time.set('2027-01-01T00:30:00+08:00');
    expect((await open({}, actors.mediator)).number).toBe('（2027）东门街道人调字第1号');
  });

  it('gives a dispute without appeal the area of who brings it, and makes itself the subject', async () => {
    const { id } = await open({ source: 'PARTY' }, actors.community);
    expect(await service.call('mediation', { id }, actors.street)).toMatchObject({ id, appealId: null });
    expect(await service.call('mediation', { id }, actors.communityNextDoor)).toBeNull();
    await service.settled();
    expect(service.probe.of(MediationOpened, id)).toMatchObject([
      { payload: { appealId: null, areaCode: '440303003020' } },
    ]);
  });

  it('takes mediators of the committee only; one who opens it and names nobody mediates', async () => {
    const { subject } = actors.mediator;
    expect((await open({}, actors.mediator)).mediatorIds).toEqual([subject]);
    expect((await open({ mediatorIds: [subject, subject] }, actors.street)).mediatorIds).toEqual([subject]);
    const auditor = '00000000-0000-5000-8000-000000000000';
    for (const mediatorIds of [[auditor], [subject, 'nobody']])
      await expect(open({ mediatorIds }, actors.street)).rejects.toMatchObject({ code: 'PERSON_NOT_FOUND' });
  });

  it.each([
    ['a neighbour’s appeal', { appealId: nextDoor }, 'street', 'NOT_FOUND'],
    ['a neighbour’s appeal, by the committee', { appealId: nextDoor }, 'mediator', 'NOT_FOUND'],
    ['an unlocated appeal', { appealId: unlocated }, 'street', 'NOT_FOUND'],
    ['an appeal nobody knows', { appealId: '0193a8f0-0000-7000-8000-0000000000ff' }, 'street', 'NOT_FOUND'],
    ['something that is no id', { appealId: 'x' }, 'mediator', 'NOT_FOUND'],
    [
      'another street’s committee',
      { appealId: inStreet, committeeId: '440303004.mediation' },
      'street',
      'UNIT_NOT_FOUND',
    ],
    ['a unit that is no committee', { committeeId: '440303003.justice-station' }, 'street', 'UNIT_NOT_FOUND'],
    ['a unit nobody knows', { committeeId: 'nobody' }, 'street', 'UNIT_NOT_FOUND'],
    ['a mediator for another committee', {}, 'mediatorNextDoor', 'FORBIDDEN'],
    ['one side only', { parties: [neighbours[0], neighbours[0]] }, 'street', 'PARTIES_INVALID'],
    ['a resident', {}, 'resident', 'FORBIDDEN'],
    ['a grid', {}, 'grid', 'FORBIDDEN'],
  ] as const)('refuses %s', async (_case, overrides, who, code) => {
    const before = await service.sql('SELECT 1 FROM mediation');
    await expect(open(overrides, actors[who])).rejects.toMatchObject({ code });
    expect(await service.sql('SELECT 1 FROM mediation')).toHaveLength(before.length);
  });

  it('needs a token', async () => {
    await expect(service.call('openMediation', opening(), null)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('does it once for one key, and keeps no name of a party under the key', async () => {
    const key = { idempotencyKey: 'open-once' };
    const twice = [1, 2].map(() => service.call<Answer>('openMediation', opening(), actors.street, key));
    const [first, second] = await Promise.all(twice);
    expect(second).toEqual(first);
    expect(first?.parties[0]?.name).toBe('孙家明');
    const [stored] = await service.sql<{ answer: unknown }>(
      "SELECT answer FROM stored_answer WHERE key = 'open-once'",
    );
    expect(stored?.answer).toEqual({ id: first?.id, version: 1 });
  });
});

describe('an appeal that is withdrawn', () => {
  it('ends its open mediation once, however often it is said, and not one that continues', async () => {
    const { id } = await open({ appealId: inStreet }, actors.community);
    const withdrawn = (continues: boolean) =>
      announce(AppealWithdrawn, { appealId: inStreet, continues, noteId: null });
    await service.probe.say(inStreet, withdrawn(true), time.now());
    expect(await service.call('mediation', { id }, actors.street)).toMatchObject({
      status: 'CONSENT_PENDING',
    });
    const event = await service.probe.say(inStreet, withdrawn(false), time.now());
    await service.probe.repeat(event);
    await service.probe.repeat(event);
    const ended = await service.call<Answer>('mediation', { id }, actors.street);
    expect(ended).toMatchObject({ status: 'WITHDRAWN', version: 2 });
    expect(ended.clocks.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await service.sql('SELECT 1 FROM dead_letter')).toEqual([]);
  });
});
