import {
  askGateway,
  openGateway,
  openServicePeer,
  PeerRefusal,
  type Ask,
  type ServicePeer,
} from '../service-peer.fixture.js';

let peer: ServicePeer;
let gateway: Awaited<ReturnType<typeof openGateway>>;

beforeAll(async () => {
  peer = await openServicePeer({});
  gateway = await openGateway(peer);
});

beforeEach(() => {
  peer.calls.length = 0;
  for (const name of Object.keys(peer.answers)) delete peer.answers[name];
});

afterAll(async () => {
  await gateway.stop();
  await peer.close();
});

const ask: Ask = (query, options) => askGateway(gateway, query, options);

describe('refusals', () => {
  const nested = (inside: string) => `{ appeals(first: 100) { edges { node { ${inside} } } } }`;

  it.each([
    { title: 'a syntax error', query: '{ appeals', status: 400, code: 'QUERY_INVALID' },
    { title: 'an unknown field', query: '{ nothing }', status: 400, code: 'QUERY_INVALID' },
    {
      title: 'introspection in production',
      query: '{ __schema { types { name } } }',
      status: 400,
      code: 'QUERY_INVALID',
    },
    { title: 'a bad argument', query: '{ area(code: "44") { name } }', status: 400, code: 'QUERY_INVALID' },
    {
      title: 'a chain',
      query: `{ area(code: "440303") ${'{ parent '.repeat(13)}{ name }${'}'.repeat(13)} }`,
      status: 400,
      code: 'QUERY_TOO_DEEP',
    },
    {
      title: 'lists in lists of a long page',
      query: nested('workOrders { clocks { id } }'),
      status: 400,
      code: 'QUERY_TOO_COSTLY',
    },
    {
      title: 'twenty-one operations',
      query: `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: me { name }`).join(' ')} }`,
      status: 400,
      code: 'QUERY_TOO_COSTLY',
    },
  ])('answer $title with $code', async ({ query, status, code }) => {
    const answer = await ask(query);
    expect(answer).toMatchObject({ status, errors: [{ extensions: { code } }] });
    expect(Object.keys(answer.errors![0]!.extensions).sort()).toEqual(['code', 'correlationId', 'messageZh']);
    expect(answer.errors![0]!.extensions['correlationId']).toBe(answer.headers['x-correlation-id']);
    expect(peer.calls).toEqual([]);
  });

  it('count the length of a page that stands in a variable', async () => {
    const query = 'query($n: Int) { appeals(first: $n) { edges { node { workOrders { clocks { id } } } } } }';
    Object.assign(peer.answers, { appeals: () => ({ edges: [] }) });
    expect((await ask(query, { variables: { n: 20 } })).errors).toBeUndefined();
    expect((await ask(query, { variables: { n: 100 } })).errors).toMatchObject([
      { extensions: { code: 'QUERY_TOO_COSTLY' } },
    ]);
  });

  it('answer a bad token before anything is executed, also for a public operation', async () => {
    const answer = await ask('{ area(code: "440303") { name } }', { token: 'forged' });
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(peer.calls).toEqual([]);
  });

  it('answer 401 when nothing but a sign-in is missing, and 200 when something else was answered', async () => {
    Object.assign(peer.answers, {
      area: () => ({ name: '罗湖区' }),
      appeal: () => {
        throw new PeerRefusal('UNAUTHENTICATED', 401);
      },
    });
    const refused = await ask('{ appeal(id: "a") { id } }', { token: null });
    expect(refused).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const partly = await ask('{ appeal(id: "a") { id } area(code: "440303") { name } }', { token: null });
    expect(partly).toMatchObject({ status: 200, data: { appeal: null, area: { name: '罗湖区' } } });
  });

  it('answer UNAVAILABLE when a service cannot be reached, without a word about why', async () => {
    const gone = await openGateway({ url: 'http://127.0.0.1:1' });
    const response = await gone.inject({
      method: 'POST',
      url: '/graphql',
      payload: { query: '{ area(code: "440303") { name } }' },
    });
    const ready = await gone.inject('/ready');
    await gone.stop();
    expect(response.json()).toEqual({
      data: { area: null },
      errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAVAILABLE' }) })],
    });
    expect(response.body).not.toMatch(/ECONN|127\.0\.0\.1|at /);
    expect(ready.statusCode).toBe(503);
  });

  it('answer a broken body, a batch, and a request that a foreign page could have sent', async () => {
    const json = { 'content-type': 'application/json' };
    const post = (payload: string, headers: Record<string, string>) =>
      gateway.inject({ method: 'POST', url: '/graphql', headers, payload });
    for (const response of [
      await post('{', json),
      await post('[{"query":"{ me { name } }"}]', json),
      await post('{"query":"{ me { name } }"}', { 'content-type': 'text/plain' }),
      await gateway.inject('/graphql?query=%7Bme%7Bname%7D%7D'),
    ]) {
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.json().errors[0].extensions).toMatchObject({
        code: 'QUERY_INVALID',
        correlationId: expect.any(String),
      });
    }
    const mutation = await gateway.inject({
      url: '/graphql?query=mutation%7BclaimAccount(id:1)%7Bid%7D%7D',
      headers: { 'apollo-require-preflight': 'yes' },
    });
    expect(mutation.statusCode).toBe(405);
    expect(peer.calls).toEqual([]);
  });
});
