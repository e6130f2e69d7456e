import type { OperationAnswer } from '@weisu/api';
import { askerOf } from '@weisu/appeal-access';
import type { Actor } from '@weisu/identity';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import {
  grid,
  neighbour,
  register,
  registerResolved,
  secret,
  startEvaluation,
  street,
} from '../evaluation.fixture.js';

const dispatch = actorOf({ subject: 'service-account-dispatch', client: 'dispatch', roles: ['SERVICE'] });

describe('what evaluation says in an export of the ledger', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startEvaluation(time);
  });
  afterAll(() => service.stop());

  const ask = (asker: Actor, keys: readonly string[], caller: Actor = dispatch) =>
    service.call<unknown[]>('exportedOutcomes', { asker: askerOf(asker), keys }, caller);

  it('is what was answered last and the stars, one answer per key, and nothing of a neighbour’s', async () => {
    const { appealId, number } = await registerResolved(service, time.now());
    const { appealId: unanswered } = await register(service, time.now());
    expect(await ask(street, [appealId])).toEqual([null]);
    await service.call('rateAppeal', { number, secret, stars: 4, comment: '很快' }, null);
    expect(await ask(street, [appealId])).toEqual([{ outcome: null, satisfaction: null, stars: 4 }]);
    const tasks = await service.call<OperationAnswer['followUpTasks']>(
      'followUpTasks',
      { first: 100 },
      street,
    );
    const task = tasks.find((one) => one.appealId === appealId);
    const input = { contacted: true, outcome: 'PARTLY', satisfaction: 'BASICALLY', note: '家人接听' };
    await service.call('recordFollowUp', { id: task?.id, input }, street);
    expect(await ask(grid, [unanswered, appealId.toUpperCase()])).toEqual([
      null,
      { outcome: 'PARTLY', satisfaction: 'BASICALLY', stars: 4 },
    ]);
    expect(await ask(neighbour, [appealId])).toEqual([null]);
  });

  it('is refused for more than a thousand matters, and to everybody but dispatch', async () => {
    const { appealId } = await register(service, time.now());
    const many = Array.from({ length: 1_001 }, () => appealId);
    await expect(ask(street, many)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(ask(street, [appealId], street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
