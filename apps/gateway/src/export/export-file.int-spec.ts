import ExcelJS from 'exceljs';
import { openGateway, openServicePeer, PeerRefusal, type ServicePeer } from '../service-peer.fixture.js';

const id = '0193a8f0-0011-7000-8000-000000000001';
const fetchId = '0193a8f0-0012-7000-8000-000000000001';
const signedIn = { authorization: 'Bearer street-token' };

/** An export of 2 500 matters. */
const made = {
  fetchLedgerExport: () => ({
    ...{ id: fetchId, exportId: id, at: '2026-11-23T01:00:00.000Z' },
    ...{ columns: ['STATUS', 'NUMBER'], rows: 2_500, pages: 3, megabytes: 1 },
  }),
  exportPage: ({ index }: { index: number }) =>
    Array.from({ length: index < 2 ? 1_000 : 500 }, (_, n) => ['办理中', String(index * 1_000 + n)]),
};

describe('the file of an export', () => {
  let peer: ServicePeer;
  let gateway: Awaited<ReturnType<typeof openGateway>>;
  beforeAll(async () => {
    peer = await openServicePeer({});
    gateway = await openGateway(peer);
  });
  beforeEach(() => {
    peer.calls.length = 0;
    Object.assign(peer.answers, made);
  });
  afterAll(async () => {
    await gateway.stop();
    await peer.close();
  });

  const get = (file: string, headers: Record<string, string> = signedIn) =>
    gateway.inject({ url: `/exports/${file}`, headers });

  it('is laid out from its pages, which the gateway reads once the caller was allowed it', async () => {
    const response = await get(`${id}.xlsx`);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename=".+\.xlsx"/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(response.rawPayload as never);
    const sheet = book.worksheets[0];
    expect(sheet?.rowCount).toBe(2_501);
    expect(sheet?.getRow(1).values).toEqual([undefined, '办理状态', '事项编号']);
    expect(sheet?.getRow(2_501).values).toEqual([undefined, '办理中', '2499']);
    const [allowed, ...pages] = peer.calls;
    expect(allowed).toMatchObject({
      operation: 'fetchLedgerExport',
      args: { id },
      headers: { authorization: 'Bearer street-token' },
    });
    expect(pages.map(({ operation, args, headers }) => [operation, args, headers['authorization']])).toEqual(
      [0, 1, 2].map((index) => ['exportPage', { fetchId, index }, 'Bearer gateway-token']),
    );
  });

  it.each([
    ['without a token', `${id}.xlsx`, {}, 'UNAUTHENTICATED'],
    ['by a name that is no export', 'all.xlsx', signedIn, 'NOT_FOUND'],
    ['as another kind of file', `${id}.csv`, signedIn, 'NOT_FOUND'],
  ])('is refused %s, and nobody is asked', async (_, file, headers, code) => {
    expect((await get(file, headers)).json()).toMatchObject({ error: { code } });
    expect(peer.calls).toEqual([]);
  });

  it.each([
    ['EXPORT_NOT_READY', 409],
    ['EXPORT_GONE', 410],
    ['EXPORT_RIGHTS_CHANGED', 403],
    ['NOT_FOUND', 404],
  ] as const)('is refused with %s as dispatch refuses it, before a page is read', async (code, status) => {
    peer.answers['fetchLedgerExport'] = () => {
      throw new PeerRefusal(code, status);
    };
    const response = await get(`${id}.xlsx`);
    expect([response.statusCode, response.json()]).toMatchObject([status, { error: { code } }]);
    expect(peer.calls.map(({ operation }) => operation)).toEqual(['fetchLedgerExport']);
  });

  it('is an answer when its first page is gone, and a broken file when a later one is', async () => {
    const gone = (from: number) => (args: { index: number }) => {
      if (args.index >= from) throw new PeerRefusal('EXPORT_GONE', 410);
      return made.exportPage(args);
    };
    peer.answers['exportPage'] = gone(0);
    expect((await get(`${id}.xlsx`)).json()).toMatchObject({ error: { code: 'EXPORT_GONE' } });
    peer.answers['exportPage'] = gone(2);
    const url = await gateway.listen(0, '127.0.0.1');
    const response = await fetch(`${url}/exports/${id}.xlsx`, { headers: signedIn });
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('of an empty list has its head alone, and asks for no page', async () => {
    peer.answers['fetchLedgerExport'] = () => ({ ...made.fetchLedgerExport(), rows: 0, pages: 0 });
    const response = await get(`${id}.xlsx`);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(response.rawPayload as never);
    expect(book.worksheets[0]?.rowCount).toBe(1);
    expect(peer.calls).toHaveLength(1);
  });
});
