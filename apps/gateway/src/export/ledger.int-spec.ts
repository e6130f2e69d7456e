import { eventually } from '@weisu/testing';
import { streamXlsxRows } from 'hucre/xlsx';
import { openGateway, openServicePeer, PeerRefusal, type ServicePeer } from '../service-peer.fixture.js';

const matters = 250;
const idOf = (n: number): string => `m${String(n).padStart(3, '0')}`;
const numberOf = (id: string): string => `20261123-${id}`;

type Keys = Readonly<{ keys: readonly string[] }>;

/** 250 matters of two entries each, a hundred a page. */
const district = {
  appeals: ({ first, after }: { first: number; after: string | null }) => {
    const from = after === null ? 0 : Number(after);
    const ids = Array.from({ length: Math.min(first, matters - from) }, (_, n) => idOf(from + n));
    const end = from + ids.length;
    return {
      edges: ids.map((id) => ({ node: { id }, cursor: '' })),
      pageInfo: { hasNextPage: end < matters, endCursor: String(end) },
    };
  },
  appealsById: ({ keys }: Keys) => keys.map((id) => ({ id, number: numberOf(id), areaCode: '440303003' })),
  handlingByAppeal: ({ keys }: Keys) =>
    keys.map((id, index) => ({ id, status: index ? 'HANDLING' : 'OF_TOMORROW', urgency: 'FAST' })),
  ledgerByAppeal: ({ keys }: Keys) =>
    keys.map(() =>
      ['登记 =1+1', '分拨'].map((summary, index) => ({
        ...{ at: '2026-11-23T01:00:00.000Z', service: 'DISPATCH', sequence: index + 1, summary },
        ...{ type: 't', actor: '陈佳慧', unitId: 'desk', delegateId: index ? 'grid' : null, detail: null },
      })),
    ),
  unitsById: ({ keys }: Keys) => keys.map((id) => (id === 'desk' ? { id, name: '信联办' } : null)),
};

describe('the ledger as a table', () => {
  let peer: ServicePeer;
  let gateway: Awaited<ReturnType<typeof openGateway>>;
  beforeAll(async () => {
    peer = await openServicePeer({});
    gateway = await openGateway(peer);
  });
  beforeEach(() => {
    peer.calls.length = 0;
    Object.assign(peer.answers, district);
  });
  afterAll(async () => {
    await gateway.stop();
    await peer.close();
  });

  const signedIn = { authorization: 'Bearer street-token' };
  const get = (query = '', headers: Record<string, string> = signedIn) =>
    gateway.inject({ url: `/exports/ledger.xlsx${query}`, headers });

  it('has every entry of every matter, page after page, in the caller’s name', async () => {
    const response = await get('?areaCode=440303003&status=HANDLING,CLOSED&overdue=true');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('spreadsheetml');
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(response.rawPayload)) rows.push(values);
    expect(rows[0]).toEqual([
      ...['编号', '区划', '状态', '紧急程度', '时间', '来源', '事项', '经办人', '单位', '代理单位'],
    ]);
    expect(rows).toHaveLength(1 + 2 * matters);
    expect(rows.slice(1).map(([number]) => number)).toEqual(
      Array.from({ length: matters }, (_, n) => [numberOf(idOf(n)), numberOf(idOf(n))]).flat(),
    );
    // what looks like a formula is a text
    expect(rows[1]?.slice(4, 9)).toEqual(['2026-11-23 09:00:00', '派单', '登记 =1+1', '陈佳慧', '信联办']);
    expect(rows[2]?.[9]).toBe('grid');
    // in words, where there is one
    expect(rows[1]?.slice(2, 4)).toEqual(['OF_TOMORROW', '快处']);
    expect(rows[3]?.slice(2, 4)).toEqual(['办理中', '快处']);
    const pages = peer.calls.filter(({ operation }) => operation === 'appeals');
    expect(pages).toHaveLength(3);
    expect(pages[0]?.args).toMatchObject({
      filter: { areaCode: '440303003', status: ['HANDLING', 'CLOSED'], overdue: true },
    });
    expect(peer.calls.every(({ headers }) => headers['authorization'] === 'Bearer street-token')).toBe(true);
  });

  it.each([
    ['without a token', '', {}, 'UNAUTHENTICATED'],
    ['by a name that is no filter', '?area=440303003', signedIn, 'INVALID_ARGUMENT'],
  ])('is refused %s', async (_, query, headers, code) => {
    expect((await get(query, headers)).json()).toMatchObject({ error: { code } });
    expect(peer.calls).toEqual([]);
  });

  it('is refused as the owner of the matters refuses, before a file is begun', async () => {
    peer.answers['appeals'] = () => {
      throw new PeerRefusal('AREA_NOT_FOUND', 404);
    };
    const response = await get('?areaCode=440304');
    expect([response.statusCode, response.json()]).toMatchObject([
      404,
      { error: { code: 'AREA_NOT_FOUND' } },
    ]);
  });

  it('is not read by more than two at once nor twice by one person, and by the next when one is done', async () => {
    const release: (() => void)[] = [];
    peer.answers['appeals'] = () =>
      new Promise((done) => release.push(() => done(district.appeals({ first: 1, after: '249' }))));
    const by = (person: number) => get('', { authorization: `Bearer street-token-${person}` });
    const one = by(1);
    await waitFor(() => release.length === 1);
    // one person reads one
    expect((await by(1)).json()).toMatchObject({ error: { code: 'TRY_LATER' } });
    const two = by(2);
    await waitFor(() => release.length === 2);
    expect((await by(3)).json()).toMatchObject({ error: { code: 'TRY_LATER' } });
    for (const done of release) done();
    await Promise.all([one, two]);
    Object.assign(peer.answers, district);
    expect((await by(3)).statusCode).toBe(200);
  });
});

const waitFor = (condition: () => boolean) => eventually(() => expect(condition()).toBe(true));
