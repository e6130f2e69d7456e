import fc from 'fast-check';
import { openGateway, openServicePeer, type ServicePeer } from './service-peer.fixture.js';

const signedIn = { authorization: 'Bearer street-token' };
const nothing = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

const name = fc.oneof(
  fc.constantFrom(
    'status',
    'areaCode',
    'overdue',
    'from',
    'query',
    'variables',
    'operationName',
    'extensions',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    '[]',
    'status[]',
    'status[0]',
    'a.b',
    '%00',
    '%',
    '%zz',
  ),
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
);
const value = fc.oneof(
  fc.constantFrom(
    '',
    ',',
    'A',
    'true',
    '1e999',
    '%00',
    '%ff',
    '{',
    '{}',
    'null',
    '[]',
    '{ me { name } }',
    '%F0%9F%92%A9',
  ),
  fc.constant('x'.repeat(3_000)),
  fc.string({ maxLength: 40 }).map(encodeURIComponent),
);
const query = fc
  .array(fc.tuple(name, fc.option(value, { nil: null })), { maxLength: 6 })
  .map((pairs) => pairs.map(([key, given]) => (given === null ? key : `${key}=${given}`)).join('&'));
const path = fc.oneof(
  fc.constantFrom('/exports/ledger.xlsx', '/graphql', '/files', '/papers', '/health', '/ready', '/'),
  fc
    .tuple(fc.constantFrom('/files/', '/papers/', '/exports/', '/operations/'), fc.string({ maxLength: 30 }))
    .map(([base, rest]) => base + encodeURIComponent(rest)),
  fc.constantFrom('/files/%00', '/files/%', '/papers/..%2f..%2fetc', '/papers/%ff.pdf', '//', '/files//'),
);
const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
) as fc.Arbitrary<'GET'>;
const text = fc.constantFrom(
  '',
  '1',
  'null',
  '{',
  'x'.repeat(4_000),
  'application/json',
  'multipart/form-data',
);
const headers = fc.dictionary(
  fc.constantFrom(
    ...['content-type', 'accept', 'idempotency-key', 'x-correlation-id', 'x-weisu-acting-for', 'range'],
    ...['x-forwarded-for', 'content-encoding', 'if-none-match', 'apollo-require-preflight', 'traceparent'],
  ),
  text,
  { maxKeys: 4 },
);
const body = fc.option(
  fc.constantFrom('{}', '[]', '{"query":1}', '{"query":"{ me { name } }","variables":[]}', '\u0000'),
  {
    nil: undefined,
  },
);

describe('hole 19: requests with repeated, missing and odd parameters', () => {
  let peer: ServicePeer;
  let gateway: Awaited<ReturnType<typeof openGateway>>;
  beforeAll(async () => {
    peer = await openServicePeer({});
    gateway = await openGateway(peer);
    const none = () => [];
    Object.assign(peer.answers, {
      ...{ appeals: () => nothing, attachmentsById: () => [null], paper: () => null },
      ...{ appealsById: none, handlingByAppeal: none, ledgerByAppeal: none },
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await peer.close();
  });

  it('are taken as the contract takes arguments: a repeated parameter is a list', async () => {
    const response = await gateway.inject({
      url: '/exports/ledger.xlsx?status=HANDLING&status=CLOSED',
      headers: signedIn,
    });
    expect(response.statusCode).toBe(200);
    expect(peer.calls.find(({ operation }) => operation === 'appeals')?.args).toMatchObject({
      filter: { status: ['HANDLING', 'CLOSED'] },
    });
  });

  it('are never answered with a failure of ours, on any route', async () => {
    await fc.assert(
      fc.asyncProperty(
        method,
        path,
        query,
        headers,
        body,
        fc.boolean(),
        async (verb, route, asked, more, payload, known) => {
          const response = await gateway.inject({
            method: verb,
            url: asked ? `${route}?${asked}` : route,
            headers: { ...more, ...(known ? signedIn : {}) },
            ...(payload === undefined || verb === 'GET' || verb === 'HEAD' ? {} : { payload }),
          });
          const problem = `${verb} ${route}?${asked} ${JSON.stringify(more)}: ${response.statusCode} ${response.body.slice(0, 300)}`;
          if (response.statusCode >= 500 || /"INTERNAL/.test(response.body)) throw new Error(problem);
        },
      ),
      { numRuns: 1_500, seed: 19 },
    );
  }, 60_000);
});
