import type { OperationAnswer } from '@weisu/api';
import { announce, AppealClosed, DeliveryAbandoned, UnitCalled } from '@weisu/contracts';
import { createService, Log } from '@weisu/service-host';
import { eventually, testVerifier, TestTime, type TestService } from '@weisu/testing';
import { Webhook } from 'standardwebhooks';
import { notificationDefinition } from '../index.js';
import {
  callUnit,
  configOf,
  district,
  externalOrder,
  hotline,
  housing,
  Receiver,
  registerAppeal,
  startNotification,
  water,
} from '../notification.fixture.js';
import type { Address } from './address.client.js';

type Endpoint = OperationAnswer['registerWebhook'];
type Delivery = OperationAnswer['replayWebhookDelivery'];

const called = ['dispatch.unit-called.v1'];

describe('webhook deliveries', () => {
  let service: TestService;
  let receiver: Receiver;
  let address = '127.0.0.1';
  const lookup = (): Promise<Address[]> => Promise.resolve([{ address, family: 4 }]);
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeAll(async () => {
    service = await startNotification(time, { lookup });
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    address = '127.0.0.1';
    receiver = await Receiver.start();
  });
  afterEach(async () => {
    await receiver.stop();
    await service.sql('UPDATE webhook_endpoint SET active = false');
  });

  const register = (events = called, actor = water, url = receiver.url) =>
    service.call<Endpoint>('registerWebhook', { input: { url, events } }, actor);
  const deliveries = async (endpoint: Endpoint, args: object = {}, actor = water) => {
    const all = await service.call<Delivery[]>('webhookDeliveries', { first: 100, ...args }, actor);
    return all.filter((delivery) => delivery.endpoint.id === endpoint.id);
  };
  const becomes = (endpoint: Endpoint, expected: object) =>
    eventually(async () => {
      const [delivery] = await deliveries(endpoint);
      expect(delivery).toMatchObject(expected);
      return delivery!;
    });
  const summon = async (unitId = '440303.water') => {
    const appeal = await registerAppeal(service, time.now());
    const summons = await callUnit(service, appeal.appealId, unitId, time.now());
    return { ...appeal, summons };
  };

  it("bring a summons to the department's own system, signed as Standard Webhooks has it", async () => {
    const endpoint = await register();
    const { appealId, number, summons } = await summon();
    const delivery = await becomes(endpoint, {
      status: 'DELIVERED',
      attempts: 1,
      lastError: null,
      nextAt: null,
    });
    const [received] = receiver.received;
    const headers = received!.headers as Record<string, string>;
    const body = new Webhook(endpoint.secret!).verify(received!.body, headers);
    expect(body).toMatchObject({
      type: 'dispatch.unit-called.v1',
      data: { summonsId: summons.summonsId, subject: appealId, appealNumber: number },
    });
    expect(headers['webhook-id']).toBe(delivery.id);
    expect(() => new Webhook(endpoint.secret!).verify(`${received!.body} `, headers)).toThrow();
  });

  it('go to the unit that is called and to nobody else, once for an event that comes twice', async () => {
    const own = await register();
    const other = await register(called, housing);
    const { appealId } = await summon();
    await service.probe.repeat(service.probe.of(UnitCalled, appealId)[0]!);
    await becomes(own, { status: 'DELIVERED' });
    expect(receiver.received).toHaveLength(1);
    expect(await deliveries(other, {}, housing)).toEqual([]);
    expect(await deliveries(own, {}, housing)).toEqual([]);
  });

  it('tell a sending system what became of its appeal', async () => {
    const endpoint = await register(['dispatch.appeal-closed.v1'], hotline);
    const closed = { solved: true, meansExhausted: true, waivers: 0, automatic: false };
    const own = await registerAppeal(service, time.now(), {
      registeredBy: hotline.client,
      external: externalOrder('H-1'),
    });
    const other = await registerAppeal(service, time.now(), { registeredBy: 'other' });
    for (const { appealId } of [other, own])
      await service.probe.say(appealId, announce(AppealClosed, { appealId, ...closed }), time.now());
    await eventually(() => expect(receiver.received).toHaveLength(1));
    const body = JSON.parse(receiver.received[0]!.body) as unknown;
    expect(body).toMatchObject({
      data: { appealId: own.appealId, external: { system: '12345', number: 'H-1' } },
    });
    await eventually(async () =>
      expect(await deliveries(endpoint, { status: 'DELIVERED' }, hotline)).toHaveLength(1),
    );
  });

  it('are tried again by the schedule, under the same id, and abandoned after it with a word to the district', async () => {
    receiver.answers = [{ status: 500 }];
    const endpoint = await register();
    const { appealId } = await summon();
    const delivery = await becomes(endpoint, { status: 'ABANDONED', attempts: 3, lastError: 'HTTP 500' });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([delivery.id]),
    );
    expect(receiver.received).toHaveLength(3);
    await service.settled();
    expect(service.probe.of(DeliveryAbandoned, appealId)).toMatchObject([
      { payload: { deliveryId: delivery.id, unitId: '440303.water' } },
    ]);
    const messages = await service.call<OperationAnswer['messages']>('messages', { first: 100 }, district);
    expect(messages.edges.map(({ node }) => [node.kind, node.subjectId])).toContainEqual([
      'DELIVERY_ABANDONED',
      appealId,
    ]);
  });

  it('arrive at a receiver that recovers', async () => {
    receiver.answers = [{ status: 503 }, { status: 200 }];
    const endpoint = await register();
    await summon();
    await becomes(endpoint, { status: 'DELIVERED', attempts: 2 });
  });

  it('do not follow a redirect', async () => {
    const elsewhere = await Receiver.start();
    receiver.answers = [{ status: 302, headers: { location: elsewhere.url } }];
    const endpoint = await register();
    await summon();
    await becomes(endpoint, { status: 'ABANDONED', lastError: 'HTTP 302' });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  it('end with the endpoint that answers 410', async () => {
    receiver.answers = [{ status: 410 }];
    const endpoint = await register();
    await summon();
    await becomes(endpoint, { status: 'ABANDONED', attempts: 1, endpoint: { active: false } });
    const [delivery] = await deliveries(endpoint);
    await summon();
    expect(await deliveries(endpoint)).toHaveLength(1);
    await expect(service.call('replayWebhookDelivery', { id: delivery!.id }, water)).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
  });

  it('wait as long as Retry-After asks', async () => {
    receiver.answers = [{ status: 429, headers: { 'retry-after': '3600' } }];
    const endpoint = await register();
    const before = Date.now();
    await summon();
    const delivery = await becomes(endpoint, { status: 'FAILED', attempts: 1, lastError: 'HTTP 429' });
    const wait = Date.parse(String(delivery.nextAt)) - before;
    expect(wait).toBeGreaterThan(3_590_000);
    expect(wait).toBeLessThan(3_620_000);
  });

  it('give up on a receiver that never answers, after the time-out', async () => {
    receiver.answers = [{ status: 200, never: true }, { status: 204 }];
    const endpoint = await register();
    await summon();
    await becomes(endpoint, { status: 'DELIVERED', attempts: 2 });
  });

  it('are checked again when they are sent: a name that now leads inside gets nothing', async () => {
    const { port } = new URL(receiver.url);
    const endpoint = await register(called, water, `http://hooks.example.cn:${port}/`);
    await summon();
    await becomes(endpoint, { status: 'DELIVERED' });
    expect(receiver.received[0]!.headers.host).toBe(`hooks.example.cn:${port}`);
    address = '10.0.0.1';
    time.advance({ minutes: 1 });
    await summon();
    await becomes(endpoint, { status: 'ABANDONED', lastError: 'WEBHOOK_ADDRESS' });
    expect(receiver.received).toHaveLength(1);
  });

  it('are sent again by their owner alone', async () => {
    receiver.answers = [{ status: 500 }, { status: 500 }, { status: 500 }, { status: 204 }];
    const endpoint = await register();
    await summon();
    const { id } = await becomes(endpoint, { status: 'ABANDONED' });
    await expect(service.call('replayWebhookDelivery', { id }, housing)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const again = await service.call<Delivery>('replayWebhookDelivery', { id }, water);
    expect(again).toMatchObject({ id, status: 'PENDING', attempts: 0 });
    await becomes(endpoint, { status: 'DELIVERED', attempts: 1 });
    expect(receiver.received).toHaveLength(4);
  });

  it('stop with the removal of their endpoint', async () => {
    receiver.answers = [{ status: 429, headers: { 'retry-after': '3600' } }];
    const endpoint = await register();
    await summon();
    await becomes(endpoint, { status: 'FAILED' });
    await service.call('removeWebhook', { id: endpoint.id }, water);
    expect(await deliveries(endpoint)).toMatchObject([
      { status: 'ABANDONED', lastError: 'REMOVED', nextAt: null },
    ]);
  });

  it('are sent once with two processes at work', async () => {
    const second = await createService(notificationDefinition, configOf({ lookup }), {
      databaseUrl: service.database.url,
      transport: service.transport,
      time,
      verifier: testVerifier,
      log: Log.of('notification', 'silent'),
      poolSize: 4,
    });
    const endpoint = await register();
    await Promise.all(Array.from({ length: 20 }, () => summon()));
    await eventually(async () => {
      const done = await deliveries(endpoint, { status: 'DELIVERED' });
      expect(done).toHaveLength(20);
    });
    await second.stop();
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });
});
