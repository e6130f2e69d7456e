import { randomUUID } from 'node:crypto';
import type { OperationAnswer } from '@weisu/api';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import { callUnit, Receiver, registerAppeal, startNotification, water } from '../notification.fixture.js';
import type { Address } from './address.client.js';

type Row = Readonly<{ status: string; attempts: number; seconds: number | null; claim: string | null }>;

describe('a webhook delivery on its way', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let receiver: Receiver;

  beforeEach(async () => {
    const lookup = (): Promise<Address[]> => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    service = await startNotification(time, { lookup, webhookTimeoutMilliseconds: 20_000 });
    receiver = await Receiver.start();
    const input = { url: receiver.url, events: ['dispatch.unit-called.v1'] };
    await service.call<OperationAnswer['registerWebhook']>('registerWebhook', { input }, water);
  });
  afterEach(async () => {
    await receiver.stop();
    await service.stop();
  });

  const summon = async () => {
    const { appealId } = await registerAppeal(service, time.now());
    await callUnit(service, appealId, '440303.water', time.now());
  };
  const row = async () => {
    const [found] = await service.sql<Row>(
      'SELECT status, attempts, extract(epoch FROM next_at - clock_timestamp())::float8 AS seconds, claim FROM webhook_delivery',
    );
    return found;
  };
  const becomes = (expected: Partial<Row>) =>
    eventually(async () => expect(await row()).toMatchObject(expected));

  it('is leased for ten seconds at most, and counts when the receiver has answered or has gone', async () => {
    receiver.answers = [{ status: 200, never: true }];
    await summon();
    await eventually(() => expect(receiver.received).toHaveLength(1));
    const leased = await row();
    expect(leased).toMatchObject({ status: 'PENDING', attempts: 0 });
    expect(leased?.seconds).toBeGreaterThan(0);
    expect(leased?.seconds).toBeLessThanOrEqual(10);
    await receiver.stop();
    await becomes({ status: 'ABANDONED', attempts: 3 });
  });

  it('is the same attempt for who has it after a process that died', async () => {
    await summon();
    await becomes({ status: 'DELIVERED', attempts: 1, claim: null });
    // as `kill -9` leaves it: taken, with a lease that ends
    await service.sql(
      `UPDATE webhook_delivery SET status = 'PENDING', attempts = 0, claim = $1, next_at = clock_timestamp() + interval '300 milliseconds'`,
      [randomUUID()],
    );
    await becomes({ status: 'DELIVERED', attempts: 1, claim: null });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.received).toHaveLength(2);
  });

  it('no longer decides when its owner has asked for it again meanwhile', async () => {
    receiver.answers = [{ status: 200, never: true }, { status: 204 }];
    await summon();
    await eventually(() => expect(receiver.received).toHaveLength(1));
    const [delivery] = await service.call<OperationAnswer['webhookDeliveries']>(
      'webhookDeliveries',
      {},
      water,
    );
    await service.call('replayWebhookDelivery', { id: delivery?.id }, water);
    await becomes({ status: 'DELIVERED', attempts: 1 });
    await receiver.stop();
    expect(await row()).toMatchObject({ status: 'DELIVERED', attempts: 1 });
  });
});
