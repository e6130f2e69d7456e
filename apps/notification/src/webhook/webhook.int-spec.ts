import { randomUUID } from 'node:crypto';
import type { OperationAnswer } from '@weisu/api';
import { TestTime, type TestService } from '@weisu/testing';
import { district, hotline, housing, startNotification, water } from '../notification.fixture.js';
import type { Address } from './address.client.js';

type Endpoint = OperationAnswer['registerWebhook'];

const events = ['dispatch.unit-called.v1', 'dispatch.work-order-dispatched.v1'];

describe('registering a webhook', () => {
  let service: TestService;
  const addresses: Record<string, string> = {
    'hooks.example.cn': '1.1.1.1',
    'inside.example.cn': '10.0.0.7',
  };
  const lookup = (host: string): Promise<Address[]> => {
    const address = addresses[host];
    return Promise.resolve(address ? [{ address, family: 4 }] : []);
  };

  beforeAll(async () => {
    const time = new TestTime('2026-11-23T09:00:00+08:00');
    service = await startNotification(time, { lookup, allowLocalWebhooks: false });
  });
  afterAll(() => service.stop());

  const register = (input: object, actor = water, idempotencyKey?: string) =>
    service.call<Endpoint>(
      'registerWebhook',
      { input: { url: 'https://hooks.example.cn/in', events, ...input } },
      actor,
      idempotencyKey ? { idempotencyKey } : {},
    );

  it('shows the secret in that answer alone, the same one when it is repeated under its key', async () => {
    const first = await register({}, water, 'key-1');
    expect(first).toMatchObject({ url: 'https://hooks.example.cn/in', events, active: true });
    expect(Buffer.from(first.secret!.replace('whsec_', ''), 'base64')).toHaveLength(32);
    expect(await register({}, water, 'key-1')).toEqual(first);
    const listed = await service.call<Endpoint[]>('webhooks', {}, water);
    expect(listed.find((endpoint) => endpoint.id === first.id)).toMatchObject({ secret: null });
    const stored = await service.sql(`SELECT 1 FROM stored_answer WHERE answer::text LIKE '%whsec%'`);
    expect(stored).toHaveLength(0);
    const plain = await service.sql(`SELECT 1 FROM webhook_endpoint WHERE secret LIKE '%whsec%'`);
    expect(plain).toHaveLength(0);
  });

  it.each([
    { what: 'http', input: { url: 'http://hooks.example.cn/in' }, code: 'WEBHOOK_ADDRESS' },
    { what: 'a private network', input: { url: 'https://inside.example.cn/in' }, code: 'WEBHOOK_ADDRESS' },
    { what: 'this machine', input: { url: 'https://127.0.0.1/in' }, code: 'WEBHOOK_ADDRESS' },
    {
      what: 'a name that leads nowhere',
      input: { url: 'https://nowhere.example.cn/' },
      code: 'WEBHOOK_ADDRESS',
    },
    {
      what: 'an unknown event',
      input: { events: ['dispatch.unit-called.v9'] },
      code: 'WEBHOOK_EVENT_UNKNOWN',
    },
    { what: 'no event', input: { events: [] }, code: 'INVALID_ARGUMENT' },
  ])('refuses $what with $code and stores nothing', async ({ input, code }) => {
    const before = await service.call<Endpoint[]>('webhooks', {}, housing);
    await expect(register(input, housing)).rejects.toMatchObject({ code });
    expect(await service.call('webhooks', {}, housing)).toEqual(before);
  });

  it('is for departments, companies and sending systems', async () => {
    await expect(register({}, district)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(register({}, { ...water, unitId: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const own = await register({ events: ['dispatch.appeal-closed.v1'] }, hotline);
    expect(await service.call<Endpoint[]>('webhooks', {}, hotline)).toMatchObject([{ id: own.id }]);
    expect(await service.call('webhooks', {}, { ...hotline, client: 'other' })).toEqual([]);
  });

  it('is undone by its owner alone, once', async () => {
    const { id } = await register({});
    const remove = (actor: typeof water) => service.call('removeWebhook', { id }, actor);
    await expect(remove(housing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await remove(water)).toBe(true);
    await expect(remove(water)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.call('removeWebhook', { id: 'x' }, water)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await service.call<Endpoint[]>('webhooks', {}, water)).map((one) => one.id)).not.toContain(id);
  });

  it('has a limit of twenty for one owner', async () => {
    const gas = { ...water, unitId: '440303.gas', subject: 'gas' };
    for (let n = 0; n < 20; n += 1) await register({}, gas);
    await expect(register({}, gas)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('finds no delivery of another', async () => {
    const id = randomUUID();
    for (const unknown of [id, 'x'])
      await expect(service.call('replayWebhookDelivery', { id: unknown }, water)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});
