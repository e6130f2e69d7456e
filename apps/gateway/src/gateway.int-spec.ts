import { text } from 'node:stream/consumers';
import type { Service } from '@weisu/api';
import { fastify } from 'fastify';
import { createInjectCaller } from './calling/inject-caller.client.js';
import { openGateway, openServicePeer } from './service-peer.fixture.js';

it('gives a mounted server its requests before their body is read, over the network, too', async () => {
  const peer = await openServicePeer({});
  const gateway = await openGateway(peer, {
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
  const preflight = await fetch(`${url}/graphql`, { method: 'OPTIONS' });
  expect(preflight.status).toBe(405);
  await gateway.stop();
  await peer.close();
});

it('calls services of the same process by inject, in the same form', async () => {
  const directory = fastify();
  directory.get('/ready', () => ({}));
  directory.post('/operations/area', ({ body, headers }) => ({
    data: { name: (body as { args: { code: string } }).args.code, address: headers['x-client-address'] },
  }));
  const caller = createInjectCaller((service: Service) => {
    if (service !== 'DIRECTORY') throw new Error(`${service} does not run here`);
    return (request) => directory.inject(request);
  });
  const gateway = await openGateway({ url: 'http://127.0.0.1:1' }, { caller });
  const answer = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query: '{ area(code: "440303") { name } }' },
  });
  expect(answer.json()).toEqual({ data: { area: { name: '440303' } } });
  expect((await gateway.inject('/ready')).json()).toMatchObject({
    services: { directory: 'ready', intake: 'not ready' },
  });
  await gateway.stop();
  await directory.close();
});
