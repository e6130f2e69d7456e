import type { OperationAnswer } from '@weisu/api';
import type { Absence } from '@weisu/contracts';
import { actorOf, ChangingDirectory, eventually, TestTime, type TestService } from '@weisu/testing';
import { dispatchTo, registerAppeal, startNotification, water } from '../notification.fixture.js';
import type { Address } from './address.client.js';

type Endpoint = OperationAnswer['registerWebhook'];

const away: Absence = {
  id: '0193a8f1-0000-7000-8000-000000000016',
  unitId: water.unitId ?? '',
  delegateId: '440303.gas',
  from: '2026-11-23T00:00:00.000Z',
  until: '2026-11-27T10:00:00.000Z',
  recordedAt: '2026-11-22T01:00:00.000Z',
  recordedBy: 'water',
};
const gas = actorOf({ roles: ['COMPANY'], unitId: away.delegateId, areaCode: '440303', subject: 'gas' });
const asWater = { actingFor: away.unitId };

describe('the webhooks of a unit that is away', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const directory = new ChangingDirectory();
  let service: TestService;
  let endpoint: Endpoint;

  beforeAll(async () => {
    const lookup = (): Promise<Address[]> => Promise.resolve([{ address: '1.1.1.1', family: 4 }]);
    service = await startNotification(time, { lookup, allowLocalWebhooks: false, directory });
    await directory.publish(service, time, { kind: 'absence', key: away.id, body: away });
    await eventually(async () =>
      expect(await service.sql(`SELECT 1 FROM directory_copy WHERE kind = 'absence'`)).toHaveLength(1),
    );
    endpoint = await register(water, { idempotencyKey: 'own' });
    const { appealId } = await registerAppeal(service, time.now());
    await dispatchTo(service, appealId, away.unitId, time.now());
  });
  afterAll(() => service.stop());

  const input = { url: 'https://hooks.example.cn/in', events: ['dispatch.work-order-dispatched.v1'] };
  const register = (actor = gas, options: object = asWater) =>
    service.call<Endpoint>('registerWebhook', { input }, actor, options);
  const deliveries = () => service.call<OperationAnswer['webhookDeliveries']>('webhookDeliveries', {}, water);
  const refused = { code: 'NOT_WHILE_ACTING_FOR' };

  it('hole 16: are not registered by who acts for it, so that nobody receives after the absence', async () => {
    await expect(register()).rejects.toMatchObject(refused);
    // nor is the secret of the unit's own shown under its key
    await expect(register(gas, { ...asWater, idempotencyKey: 'own' })).rejects.toMatchObject(refused);
    expect(await service.call<Endpoint[]>('webhooks', {}, water)).toEqual([{ ...endpoint, secret: null }]);
    // the own one is the own, and a unit that says that it acts for itself is itself
    await register(gas, { actingFor: away.delegateId });
  });

  it('hole 16: are not removed and not sent to again by who acts for it', async () => {
    await eventually(async () => expect(await deliveries()).toHaveLength(1));
    const [delivery] = await deliveries();
    const replay = (actor = gas, options: object = asWater) =>
      service.call('replayWebhookDelivery', { id: delivery?.id }, actor, options);
    await expect(service.call('removeWebhook', { id: endpoint.id }, gas, asWater)).rejects.toMatchObject(
      refused,
    );
    await expect(replay()).rejects.toMatchObject(refused);
    // reading stays the stand-in's day's work, and shows no secret
    expect(await service.call<Endpoint[]>('webhooks', {}, gas, asWater)).toMatchObject([
      { id: endpoint.id, secret: null },
    ]);
    await replay(water, {});
    expect(await service.call('removeWebhook', { id: endpoint.id }, water)).toBe(true);
  });

  it('hole 16: are nothing for who does not act for it, and no longer does', async () => {
    time.set(new Date(away.until));
    await expect(register()).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
  });
});
