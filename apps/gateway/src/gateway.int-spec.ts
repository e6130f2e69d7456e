import { text } from 'node:stream/consumers';
import type { Service } from '@weisu/api';
import { fastify } from 'fastify';
import { createInjectCaller } from './calling/inject-caller.client.js';
import { openGateway, openServicePeer } from './service-peer.fixture.js';

const nobody = { url: 'http://127.0.0.1:1' };
const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const gateway of opened.splice(0)) await gateway.stop();
});

async function opening(...args: Parameters<typeof openGateway>) {
  const gateway = await openGateway(...args);
  opened.push(gateway);
  return gateway;
}

it('gives a mounted server its requests before their body is read, over the network, too', async () => {
  const gateway = await opening(nobody, {
    mount: {
      owns: (url) => url.startsWith('/realms/'),
      callback: (request, response) => {
        void text(request).then((body) => response.end(`${request.method} ${request.url} ${body}`));
      },
    },
  });
  const url = await gateway.listen(0, '127.0.0.1');
  const response = await fetch(`${url}/realms/weisu/token`, {
    method: 'POST',
    body: new URLSearchParams({ a: '1' }),
  });
  expect(await response.text()).toBe('POST /realms/weisu/token a=1');
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect((await fetch(`${url}/files/%zz`)).status).toBe(400);
});

it('is ready when a service is, says of each whether it is, and answers no route that it does not have', async () => {
  const peer = await openServicePeer({});
  const gateway = await opening(peer);
  const ready = await gateway.inject('/ready');
  expect(ready.statusCode).toBe(200);
  expect(ready.headers['x-content-type-options']).toBe('nosniff');
  const unknown = await gateway.inject('/nothing');
  expect(unknown.statusCode).toBe(404);
  expect(unknown.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  await peer.close();
});

it('calls services of the same process by inject, in the same form', async () => {
  const directory = fastify();
  directory.get('/ready', () => ({}));
  directory.post('/operations/area', ({ body, headers }) => ({
    data: { name: (body as { args: { code: string } }).args.code, network: headers['x-client-network'] },
  }));
  const caller = createInjectCaller((service: Service) => {
    if (service !== 'DIRECTORY') throw new Error(`${service} does not run here`);
    return (request) => directory.inject(request);
  });
  const gateway = await opening(nobody, { caller });
  const answer = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query: '{ area(code: "440303") { name } }' },
  });
  expect(answer.json()).toEqual({ data: { area: { name: '440303' } } });
  const ready = await gateway.inject('/ready');
  expect([ready.statusCode, ready.json()]).toMatchObject([
    200,
    { services: { directory: 'ready', intake: 'not ready' } },
  ]);
  await directory.close();
});
