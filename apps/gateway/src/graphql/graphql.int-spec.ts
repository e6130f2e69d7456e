import { openGateway, openServicePeer, PeerRefusal, type ServicePeer } from '../service-peer.fixture.js';

type Answer = {
  status: number;
  headers: Record<string, unknown>;
  data: Record<string, never>;
  errors: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
};

const keyed =
  (entries: Record<string, unknown>) =>
  ({ keys }: { keys: string[] }) =>
    keys.map((key) => entries[key] ?? null);

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

async function ask(
  query: string,
  options: { variables?: object; headers?: object; token?: string | null } = {},
) {
  const { variables, headers, token = 'street-token' } = options;
  const response = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    payload: { query, variables },
  });
  return { ...(response.json() as object), status: response.statusCode, headers: response.headers } as Answer;
}

const calls = (operation: string) => peer.calls.filter((call) => call.operation === operation);

describe('joins', () => {
  it('load every key once and in one call, through the parent where it came with its id only', async () => {
    Object.assign(peer.answers, {
      appeals: () => ({
        edges: [{ node: { id: 'a', status: 'HANDLING' } }, { node: { id: 'b' } }, { node: { id: 'c' } }],
      }),
      appealsById: keyed({
        a: { id: 'a', title: '路灯不亮', areaCode: '440303003', evidenceIds: ['f', 'hidden'] },
        b: { id: 'b', title: '噪音', areaCode: '440303003', evidenceIds: [] },
        c: { id: 'c', title: '积水', areaCode: null, evidenceIds: [] },
      }),
      handlingByAppeal: keyed({ b: { status: 'CLOSED' } }),
      areasByCode: keyed({ '440303003': { code: '440303003', name: '东门街道' } }),
      attachmentsById: keyed({ f: { id: 'f', name: 'a.jpg', mediaType: 'image/jpeg', url: '/files/f' } }),
      workOrdersByAppeal: ({ keys }: { keys: string[] }) =>
        keys.map((id) => [{ id: `w${id}`, appealId: id, unitId: 'u' }]),
      unitsById: keyed({ u: { id: 'u', name: '执法局' } }),
    });
    const { data, errors } = await ask(
      '{ appeals { edges { node { id title status area { name } evidence { id } workOrders { id unit { name } } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      appeals: {
        edges: [
          {
            node: {
              id: 'a',
              title: '路灯不亮',
              status: 'HANDLING',
              area: { name: '东门街道' },
              evidence: [{ id: 'f' }],
              workOrders: [{ id: 'wa', unit: { name: '执法局' } }],
            },
          },
          { node: expect.objectContaining({ id: 'b', status: 'CLOSED', evidence: [] }) },
          { node: expect.objectContaining({ id: 'c', status: 'REGISTERED', area: null }) },
        ],
      },
    });
    expect(calls('appealsById').map(({ args }) => args)).toEqual([{ keys: ['a', 'b', 'c'] }]);
    expect(calls('handlingByAppeal').map(({ args }) => args)).toEqual([{ keys: ['b', 'c'] }]);
    expect(calls('areasByCode').map(({ args }) => args)).toEqual([{ keys: ['440303003'] }]);
    expect(calls('unitsById').map(({ args }) => args)).toEqual([{ keys: ['u'] }]);
  });

  it('says NOT_FOUND where a required field has nothing, and passes on the code of a load that failed', async () => {
    Object.assign(peer.answers, {
      appeal: () => ({ id: 'a' }),
      appealsById: () => [null],
      clocksByAppeal: () => {
        throw new PeerRefusal('UNAVAILABLE', 503);
      },
    });
    const missing = await ask('{ appeal(id: "a") { title } }');
    expect(missing).toMatchObject({
      status: 200,
      data: { appeal: null },
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    const failed = await ask('{ appeal(id: "a") { clocks { id } } }');
    expect(failed.errors).toMatchObject([
      { path: ['appeal', 'clocks'], extensions: { code: 'UNAVAILABLE', messageZh: '不行' } },
    ]);
  });

  it('answer nothing without a token, and ask nobody', async () => {
    Object.assign(peer.answers, { area: () => ({ code: '440303', name: '罗湖区', parentCode: '4403' }) });
    const { data } = await ask('{ area(code: "440303") { name parent { name } children { name } } }', {
      token: null,
    });
    expect(data).toEqual({ area: { name: '罗湖区', parent: null, children: [] } });
    expect(peer.calls.map(({ operation }) => operation)).toEqual(['area']);
  });

  it('refuse an answer that does not match its keys', async () => {
    Object.assign(peer.answers, { appeal: () => ({ id: 'a' }), appealsById: () => [] });
    const { errors } = await ask('{ appeal(id: "a") { title } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
  });
});

describe('operations', () => {
  it('receive the arguments, the token, the correlation id and the address', async () => {
    Object.assign(peer.answers, { units: () => [{ id: 'u', name: '执法局' }] });
    const { headers } = await ask(
      'query($kind: UnitKind) { units(kind: $kind, areaCode: "440303") { name } }',
      {
        variables: { kind: 'DEPARTMENT' },
        headers: { 'x-correlation-id': 'abc-1', 'x-forwarded-for': '203.0.113.9' },
      },
    );
    expect(calls('units')).toMatchObject([
      {
        args: { areaCode: '440303', kind: 'DEPARTMENT' },
        headers: {
          authorization: 'Bearer street-token',
          'x-correlation-id': 'abc-1',
          'x-client-address': '203.0.113.9',
        },
      },
    ]);
    expect(headers['x-correlation-id']).toBe('abc-1');
  });

  it('receive ids in place of a text that another service looked up', async () => {
    Object.assign(peer.answers, { appealIdsByText: () => ['a', 'b'], appeals: () => ({ edges: [] }) });
    await ask('query($filter: AppealFilter) { appeals(filter: $filter) { edges { cursor } } }', {
      variables: { filter: { text: '路灯', areaCode: '440303' } },
    });
    expect(calls('appealIdsByText')).toMatchObject([{ args: { text: '路灯' } }]);
    expect(calls('appeals')[0]?.args).toEqual({ filter: { areaCode: '440303', ids: ['a', 'b'] }, first: 20 });
  });

  it('have an idempotency key each when one document has several', async () => {
    Object.assign(peer.answers, { claimAccount: ({ id }: { id: string }) => ({ id }) });
    const headers = { 'idempotency-key': 'k' };
    await ask('mutation { claimAccount(id: "1") { id } }', { headers });
    await ask('mutation { one: claimAccount(id: "1") { id } claimAccount(id: "2") { id } }', { headers });
    expect(calls('claimAccount').map((call) => call.headers['idempotency-key'])).toEqual([
      'k',
      'k#one',
      'k#claimAccount',
    ]);
  });

  it('are followed by fresh reads', async () => {
    let title = '旧';
    Object.assign(peer.answers, {
      claimAccount: () => {
        title += '新';
        return { id: 'a' };
      },
      appealsById: () => [{ id: 'a', title }],
    });
    const { data } = await ask(
      'mutation { x: claimAccount(id: "a") { title } y: claimAccount(id: "a") { title } }',
    );
    expect(data).toEqual({ x: { title: '旧新' }, y: { title: '旧新新' } });
  });

  it('of the public are limited by address, without a token', async () => {
    Object.assign(peer.answers, { area: () => null });
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    const many = `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: area(code: "440303") { name }`).join(' ')} }`;
    for (let n = 0; n < 3; n += 1) expect((await ask(many, { token: null, headers })).errors).toBeUndefined();
    const { errors } = await ask('{ area(code: "440303") { name } }', { token: null, headers });
    expect(errors).toMatchObject([{ extensions: { code: 'TRY_LATER' } }]);
    expect((await ask('{ area(code: "440303") { name } }', { headers })).errors).toBeUndefined();
    expect((await ask('{ area(code: "440303") { name } }', { token: null })).errors).toBeUndefined();
  });
});

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
    expect(Object.keys(answer.errors[0]!.extensions).sort()).toEqual(['code', 'correlationId', 'messageZh']);
    expect(answer.errors[0]!.extensions['correlationId']).toBe(answer.headers['x-correlation-id']);
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

it('is ready when every service is, and answers no route that it does not have', async () => {
  const ready = await gateway.inject('/ready');
  expect(ready.statusCode).toBe(200);
  expect(ready.headers['x-content-type-options']).toBe('nosniff');
  const unknown = await gateway.inject('/nothing');
  expect(unknown.statusCode).toBe(404);
  expect(unknown.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
});
