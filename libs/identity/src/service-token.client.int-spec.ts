import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientCredentials } from './service-token.client.js';

describe("a service's own token", () => {
  let idp: Awaited<ReturnType<typeof startTokenEndpoint>>;
  beforeEach(async () => {
    idp = await startTokenEndpoint();
  });
  afterEach(() => idp.stop());

  it('is asked for once by callers that come together, and authenticates with id and secret', async () => {
    const token = idp.getter();
    expect(await Promise.all([token(), token(), token()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(idp.seen).toEqual([
      {
        authorization: `Basic ${Buffer.from('dispatch:s%26cret').toString('base64')}`,
        body: 'grant_type=client_credentials',
      },
    ]);
  });

  it('is used until thirty seconds before its end', async () => {
    const token = idp.getter();
    await token();
    idp.advance(269_999);
    expect(await token()).toBe('token-1');
    idp.advance(1);
    expect(await token()).toBe('token-2');
  });

  it.each([
    ['refuses', { status: 401, body: '{}' }],
    ['answers HTML', { status: 200, body: '<html>' }],
    ['answers no token', { status: 200, body: '{"expires_in":300}' }],
  ])(
    'is not there when the identity provider %s, and is asked for again afterwards',
    async (_how, answer) => {
      const token = idp.getter();
      idp.answer = answer;
      await expect(token()).rejects.toMatchObject({ code: 'TRY_LATER' });
      idp.answer = null;
      await expect(token()).resolves.toBe('token-2');
    },
  );
});

async function startTokenEndpoint() {
  let time = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      idp.seen.push({ authorization: request.headers.authorization, body });
      response.statusCode = idp.answer?.status ?? 200;
      const issued = JSON.stringify({ access_token: `token-${idp.seen.length}`, expires_in: 300 });
      response.end(idp.answer?.body ?? issued);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const idp = {
    seen: [] as { authorization: string | undefined; body: string }[],
    answer: null as { status: number; body: string } | null,
    advance: (ms: number) => (time += ms),
    getter: () =>
      clientCredentials({
        tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
        clientId: 'dispatch',
        clientSecret: 's&cret',
        now: () => new Date(time),
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return idp;
}
