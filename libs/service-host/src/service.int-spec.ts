import { Controller, Injectable, Module } from '@nestjs/common';
import {
  announce,
  AppealRegistered,
  DomainError,
  systemActor,
  WorkOrderAccepted,
  type EventOf,
} from '@weisu/contracts';
import { withMessaging, ReactsTo, runWork, type Work } from '@weisu/messaging';
import { actorOf, startTestService, TestTime, type TestService } from '@weisu/testing';
import {
  forgetAnswers,
  Operation,
  ReadAgain,
  type OperationContext,
  type ServiceDefinition,
} from './index.js';

const department = actorOf({
  roles: ['DEPARTMENT'],
  unitId: '440303.urban-management',
  areaCode: '440303',
  subject: 'd-1',
});
const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303' });
const appealId = '0193a8f0-0000-7000-8000-000000000001';

describe('a service on the platform', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeAll(async () => {
    service = await startTestService(definition, undefined, time);
  });
  afterAll(() => service.stop());

  it('answers 401 without a token, FORBIDDEN for another role and INVALID_ARGUMENT for arguments outside the contract', async () => {
    await expect(service.call('registerWebhook', webhook('a'), null)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await expect(service.call('registerWebhook', webhook('a'), auditor)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.call('registerWebhook', { input: {} }, department)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(service.call('markMessagesRead', { ids: [] }, department)).rejects.toMatchObject({
      code: 'TRY_LATER',
      messageZh: expect.stringContaining('稍后') as unknown,
    });
  });

  it('does a mutation once for one key, also when both requests come at the same time', async () => {
    const key = { idempotencyKey: 'once' };
    const [first, second] = await Promise.all([
      service.call<{ id: string }>('registerWebhook', webhook('once'), department, key),
      service.call<{ id: string }>('registerWebhook', webhook('once'), department, key),
    ]);
    expect(first).toEqual(second);
    expect(await service.sql("SELECT 1 FROM thing WHERE name = 'https://once.example'")).toHaveLength(1);
    await expect(service.call('registerWebhook', webhook('other'), department, key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSE',
    });
  });

  describe('hole 11: an answer that is asked for again', () => {
    const said = (name: string, key: string, actor = department) =>
      service.call<{ id: string; lastError: string }>('replayWebhookDelivery', { id: name }, actor, {
        idempotencyKey: key,
      });
    const stored = (key: string) =>
      service.sql<{ answer: unknown; request_hash: string; subjects: string[] }>(
        'SELECT answer, request_hash, subjects FROM stored_answer WHERE key = $1',
        [key],
      );

    it('is kept as its id, and read with the rights of now', async () => {
      const first = await said('王五家漏水', 'words');
      expect(await stored('words')).toMatchObject([{ answer: { id: first.id }, subjects: [appealId] }]);
      expect(await said('王五家漏水', 'words')).toEqual(first);
      await service.sql("UPDATE thing SET name = '已删除' WHERE id = $1", [first.id]);
      expect(await said('王五家漏水', 'words')).toMatchObject({ id: first.id, lastError: '已删除' });
      expect(await service.sql('SELECT 1 FROM thing WHERE id = $1', [first.id])).toHaveLength(1);
      await service.sql('DELETE FROM thing WHERE id = $1', [first.id]);
      await expect(said('王五家漏水', 'words')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('is gone with the erasure of what it was about, and nothing is done again', async () => {
      await said('赵六家漏水', 'erased');
      const { source } = service.running;
      const context = { now: time.now(), actor: systemActor, correlationId: 'c', causationId: null };
      await runWork(
        source,
        context,
        () => undefined,
        (work) => forgetAnswers(work, [appealId]),
      );
      expect(await stored('erased')).toMatchObject([{ answer: null, request_hash: '' }]);
      await expect(said('赵六家漏水', 'erased')).rejects.toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
      expect(await service.sql("SELECT 1 FROM thing WHERE name = '赵六家漏水'")).toHaveLength(1);
    });
  });

  it('keeps nothing of a mutation that fails, its key included', async () => {
    const key = { idempotencyKey: 'fails' };
    await expect(service.call('registerWebhook', webhook('fails'), department, key)).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    expect(await service.sql("SELECT 1 FROM thing WHERE name = 'https://fails.example'")).toHaveLength(0);
    expect(await service.sql("SELECT 1 FROM stored_answer WHERE key = 'fails'")).toHaveLength(0);
    expect(
      await service.sql("SELECT 1 FROM journal WHERE payload->>'unitId' = 'https://fails.example'"),
    ).toHaveLength(0);
  });

  it('carries what it announces, in order and without gap, and empties its outbox', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => service.call('registerWebhook', webhook(`n${n}`), department)),
    );
    await service.settled();
    const heard = service.probe.of(WorkOrderAccepted, appealId);
    expect(heard.map((event) => event.sequence)).toEqual(heard.map((_, index) => index + 1));
    expect(heard.at(-1)?.actor).toEqual({ subject: 'd-1', kind: 'STAFF', unitId: '440303.urban-management' });
  });

  it('takes an event that is delivered three times into effect once, and buries one that never succeeds', async () => {
    const event = await service.probe.say(
      appealId,
      announce(AppealRegistered, registered('20261123-000001-1')),
      time.now(),
    );
    await service.probe.repeat(event);
    await service.probe.repeat(event);
    expect(await service.sql("SELECT 1 FROM thing WHERE name = '20261123-000001-1'")).toHaveLength(1);
    const poison = await service.probe.say(
      appealId,
      announce(AppealRegistered, registered('poison')),
      time.now(),
    );
    expect(await service.sql('SELECT event_id, error FROM dead_letter')).toMatchObject([
      { event_id: poison.id },
    ]);
    expect(await service.running.inbox.replayDeadLetters()).toEqual({ replayed: 0, failed: 1 });
  });

  it('cannot change its journal, whatever the program does', async () => {
    await expect(service.running.source.query('DELETE FROM journal')).rejects.toThrow(/permission denied/);
    await expect(service.running.source.query('UPDATE journal SET type = type')).rejects.toThrow(
      /permission denied/,
    );
  });
});

const webhook = (name: string) => ({ input: { url: `https://${name}.example`, events: ['x'] } });

const registered = (number: string) => ({
  appealId,
  number,
  channel: 'WEB' as const,
  origin: 'REPORTED' as const,
  areaCode: null,
  confidential: false,
  reachable: false,
  submittedAt: new Date('2026-11-23T09:00:00+08:00'),
  firstReceiverId: null,
  repeatOfId: null,
  residentSubject: null,
  registeredBy: null,
  secretVerifier: null,
  suggestion: null,
  external: null,
});

@Injectable()
class ThingOperations {
  @Operation({ whole: 'what the test sends' })
  async registerWebhook({ input }: { input: { url: string } }, { work }: OperationContext) {
    const id = work.newId();
    await work.query('INSERT INTO thing (id, name) VALUES ($1, $2)', [id, input.url]);
    await work.announce(appealId, [
      announce(WorkOrderAccepted, { appealId, workOrderId: id, unitId: input.url }),
    ]);
    if (input.url.includes('fails')) throw new DomainError('STATE_FORBIDS');
    return { id, url: input.url, events: [], active: true, secret: null };
  }
  @Operation()
  messages() {
    return Promise.resolve(null);
  }
  @Operation()
  webhooks() {
    return Promise.resolve([]);
  }
  @Operation()
  webhookDeliveries() {
    return Promise.resolve([]);
  }
  @Operation({ whole: 'true' })
  removeWebhook() {
    return Promise.resolve(true);
  }
  @Operation()
  async replayWebhookDelivery({ id: name }: { id: string }, { work }: OperationContext) {
    const id = work.newId();
    await work.query('INSERT INTO thing (id, name) VALUES ($1, $2)', [id, name]);
    await work.announce(appealId, [
      announce(WorkOrderAccepted, { appealId, workOrderId: id, unitId: 'https://said.example' }),
    ]);
    return { id, lastError: name };
  }
  @ReadAgain('WebhookDelivery')
  again(ids: readonly string[], { work }: OperationContext) {
    return work.query('SELECT id, name AS "lastError" FROM thing WHERE id = ANY($1::uuid[])', [ids]);
  }
  @Operation({ whole: 'never answered' })
  markMessagesRead() {
    return Promise.reject(new DomainError('TRY_LATER'));
  }
}

@Controller()
class ThingReactions {
  @ReactsTo(AppealRegistered)
  async onRegistered({ payload }: EventOf<typeof AppealRegistered>, work: Work): Promise<void> {
    await work.query('INSERT INTO thing (id, name) VALUES ($1, $2)', [work.newId(), payload.number]);
    if (payload.number === 'poison') throw new DomainError('NOT_FOUND');
  }
}

@Module({ providers: [ThingOperations], controllers: [ThingReactions] })
class ThingModule {}

const definition: ServiceDefinition<undefined> = {
  service: 'NOTIFICATION',
  schema: 'notification',
  entities: [],
  migrations: withMessaging([
    { name: '0100-thing', sql: 'CREATE TABLE thing (id uuid PRIMARY KEY, name text NOT NULL)' },
  ]),
  config: () => undefined,
  module: () => ThingModule,
};
