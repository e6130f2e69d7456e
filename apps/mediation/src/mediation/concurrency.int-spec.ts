import { ConsentRecorded, MediationAgreed } from '@weisu/contracts';
import { startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import { actors, agreement, mediating, opening, testConfig, type Answer } from './mediation.fixture.js';

const time = new TestTime('2026-01-20T10:00:00+08:00');
let service: TestService;

beforeAll(async () => {
  service = await startTestService(mediationDefinition, testConfig(), time);
});
afterAll(() => service.stop());

const conclude = (id: string, actor: (typeof actors)['mediator'], expectedVersion?: number) =>
  service.call<Answer>('concludeMediation', { id, input: agreement(), expectedVersion }, actor);

describe('two at once', () => {
  it('both record a consent, and the mediation begins with the second', async () => {
    const opened = await service.call<Answer>('openMediation', opening(), actors.mediator);
    await Promise.all(
      opened.parties.map(({ id: partyId }) =>
        service.call('recordConsent', { id: opened.id, partyId, consents: true }, actors.mediator),
      ),
    );
    const answer = await service.call('mediation', { id: opened.id }, actors.mediator);
    expect(answer).toMatchObject({ status: 'MEDIATING', version: 3 });
  });

  it('record the same consent, and it is said once', async () => {
    const { id, parties } = await service.call<Answer>('openMediation', opening(), actors.mediator);
    const consent = { id, partyId: parties[0]!.id, consents: true };
    await Promise.all([1, 2, 3].map(() => service.call('recordConsent', consent, actors.mediator)));
    await service.settled();
    expect(service.probe.of(ConsentRecorded, id)).toHaveLength(1);
  });

  it.each([
    ['on the same version', true, 'VERSION_CONFLICT'],
    ['without a version', false, 'STATE_FORBIDS'],
  ])('conclude it %s, and one is refused', async (_case, versioned, code) => {
    const { id, version } = await mediating(service);
    const both = [actors.mediator, actors.otherMediator].map((actor) =>
      conclude(id, actor, versioned ? version : undefined),
    );
    const results = await Promise.allSettled(both);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code });
    await service.settled();
    expect(service.probe.of(MediationAgreed, id)).toHaveLength(1);
  });

  it('leave no gap in the numbers of agreements', async () => {
    const rows = await service.sql<{ number: string }>(
      'SELECT number FROM mediation_agreement ORDER BY number',
    );
    expect(rows.map(({ number }) => number)).toEqual(
      rows.map((_, index) => `（2026）东门街道人调协字第${index + 1}号`),
    );
    expect(rows).toHaveLength(2);
  });
});
