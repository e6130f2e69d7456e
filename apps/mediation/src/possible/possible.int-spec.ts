import { randomUUID } from 'node:crypto';
import type { LoadAnswer } from '@weisu/api';
import { startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import {
  actors,
  agreement,
  goodCheck,
  opening,
  testConfig,
  type Answer,
} from '../mediation/mediation.fixture.js';

const time = new TestTime('2026-01-20T10:00:00+08:00');
let service: TestService;

beforeAll(async () => {
  service = await startTestService(mediationDefinition, testConfig(), time);
});
afterAll(() => service.stop());

const { mediator, street, grid, mediatorNextDoor } = actors;

const possible = async (id: string, actor: typeof mediator) => {
  const answers = await service.call<LoadAnswer['mediationPossibilities']>(
    'mediationPossibilities',
    { keys: [id] },
    actor,
  );
  return answers[0] ?? null;
};
const allowed = async (id: string, actor = mediator) =>
  (await possible(id, actor))?.operations?.filter((one) => one.allowed).map((one) => one.operation);

describe('what is possible with a mediation', () => {
  it('changes from consent to the ruling', async () => {
    const { id, parties } = await service.call<Answer>('openMediation', opening(), mediator);
    expect(await allowed(id)).toEqual(['recordConsent', 'failMediation']);
    for (const { id: partyId } of parties)
      await service.call('recordConsent', { id, partyId, consents: true }, mediator);
    expect(await allowed(id)).toEqual([
      'recordConsent', // each may still step back
      'recordMediationSession',
      'extendMediation',
      'concludeMediation',
      'failMediation',
    ]);
    await service.call('concludeMediation', { id, input: agreement() }, mediator);
    expect(await allowed(id)).toEqual(['recordPerformance', 'applyJudicialConfirmation']);
    await service.call('applyJudicialConfirmation', { id, input: goodCheck }, mediator);
    expect(await allowed(id)).toEqual(['recordPerformance', 'recordConfirmationRuling']);
    expect(await allowed(id, street)).toEqual(['recordConfirmationRuling']);
    await service.call('recordConfirmationRuling', { id, confirmed: true, note: '裁定书已送达' }, street);
    expect(await allowed(id, street)).toEqual([]);
  });

  it('is nothing for who does not see it, and refused by role to who only looks on', async () => {
    const { id } = await service.call<Answer>('openMediation', opening(), mediator);
    for (const unseen of [mediatorNextDoor, grid]) expect(await possible(id, unseen)).toBeNull();
    expect(await possible(randomUUID(), mediator)).toBeNull();
    const seen = await possible(id, actors.auditor);
    expect(seen?.operations?.map((one) => one.code)).toEqual(Array(8).fill('FORBIDDEN'));
  });
});
