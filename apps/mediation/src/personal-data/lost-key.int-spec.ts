import { startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import { actors, agreement, mediating, testConfig, type Answer } from '../mediation/mediation.fixture.js';

const time = new TestTime('2026-01-20T10:00:00+08:00');
let service: TestService;

beforeAll(async () => {
  service = await startTestService(mediationDefinition, testConfig(), time);
});
afterAll(() => service.stop());

const lost = { code: 'DATA_KEY_LOST', messageZh: expect.stringContaining('信息部门') };
const renameKey = (id: string, from: string, to: string) =>
  service.sql('UPDATE party SET sealed = replace(sealed, $2, $3) WHERE mediation_id = $1', [
    id,
    `${from}.`,
    `${to}.`,
  ]);
const read = (id: string) => service.call<Answer>('mediation', { id }, actors.mediator);
const conclude = (id: string) =>
  service.call<Answer>('concludeMediation', { id, input: agreement() }, actors.mediator);

describe('a mediation whose parties cannot be read for want of a key', () => {
  it('says so, changes nothing, and goes on when the key is back', async () => {
    const { id } = await mediating(service);
    await renameKey(id, 'k2', 'lost');
    await expect(read(id)).rejects.toMatchObject(lost);
    await expect(conclude(id)).rejects.toMatchObject(lost);
    await renameKey(id, 'lost', 'k2');
    expect((await read(id)).status).toBe('MEDIATING');
    expect((await conclude(id)).agreement).not.toBeNull();
  });

  it('stays unseen by the street next door', async () => {
    const { id } = await mediating(service);
    await renameKey(id, 'k2', 'lost');
    expect(await service.call('mediation', { id }, actors.streetNextDoor)).toBeNull();
  });
});
