import {
  askGateway,
  openGateway,
  openServicePeer,
  PeerRefusal,
  type Ask,
  type ServicePeer,
} from '../service-peer.fixture.js';

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

const ask: Ask = (query, options) => askGateway(gateway, query, options);
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

  it('answer without a token what is public', async () => {
    Object.assign(peer.answers, {
      area: () => ({ code: '440303', name: '罗湖区', parentCode: '4403' }),
      areasByParent: () => [[{ code: '440303001', name: '桂园街道' }]],
    });
    const { data } = await ask('{ area(code: "440303") { name children { name } } }', { token: null });
    expect(data).toEqual({ area: { name: '罗湖区', children: [{ name: '桂园街道' }] } });
    expect(peer.calls.map(({ operation }) => operation)).toEqual(['area', 'areasByParent']);
  });

  it('refuse an answer that does not match its keys', async () => {
    Object.assign(peer.answers, { appeal: () => ({ id: 'a' }), appealsById: () => [] });
    const { errors } = await ask('{ appeal(id: "a") { title } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
  });
});

describe('operations', () => {
  it('receive the arguments, the token, the correlation id, the network and for whom the caller acts', async () => {
    Object.assign(peer.answers, { units: () => [{ id: 'u', name: '执法局' }] });
    const { headers } = await ask(
      'query($kind: UnitKind) { units(kind: $kind, areaCode: "440303") { name } }',
      {
        variables: { kind: 'DEPARTMENT' },
        headers: {
          'x-correlation-id': 'abc-1',
          'x-forwarded-for': '203.0.113.9',
          'x-weisu-acting-for': '440303003020001.office',
        },
      },
    );
    expect(calls('units')).toMatchObject([
      {
        args: { areaCode: '440303', kind: 'DEPARTMENT' },
        headers: {
          authorization: 'Bearer street-token',
          'x-correlation-id': 'abc-1',
          // no address leaves the gateway: a keyed digest of its network does
          'x-client-network': expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
          'x-weisu-acting-for': '440303003020001.office',
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
});
