import { eventually } from '@weisu/testing';
import ExcelJS from 'exceljs';
import { TestDistrict } from './district.fixture.js';
import { call, people, type Arguments, type Entry } from './journey.fixture.js';
import { Matter, refusalOf } from './matter.fixture.js';

const patience = 60_000;
const monday = '2026-11-23T09:00:00+08:00';
const street = '440303003';
const phone = '13800138000';
const columns = [
  ...['NUMBER', 'CHANNEL', 'SUBMITTED_AT', 'TITLE', 'TEXT', 'AREA', 'CATEGORY', 'URGENCY', 'UNIT', 'SINCE'],
  ...['DUE_BY', 'STATUS', 'RESULT', 'NAME', 'PHONE', 'RATING'],
];

type Export = Readonly<{
  id: string;
  state: string;
  rows: number;
  code: string | null;
  file: string | null;
  fetches: readonly Readonly<{ at: string }>[];
}>;
const shown = 'id state rows code file fetches { at }';

/** 台账导出, from the words of residents to a table in somebody's hands. `WEISU_EXPORT=<file>` keeps the table, to be looked at. */
describe('an export of the ledger', () => {
  let district: TestDistrict;
  let handled: Matter;
  let waiting: Matter;
  let elsewhere: Matter;
  let made: Export;

  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime(monday);
    const told = (text: string, areaCode: string) =>
      Matter.of(district, null, { text, areaCode, name: '欧阳国强', phone, address: '立新路1号' });
    handled = await told('=1+1，立新路路灯不亮', `${street}020001`);
    waiting = await told('@路面积水，请打13912345678', `${street}020001`);
    elsewhere = await told('邻街道的事', '440303004029001');
    await handled.classify('street', 'LIGHTING', 'COMPLAINT', 'FAST');
    const grid = `${street}020001.office`;
    const orders = await handled.allocate('street', { unitId: grid, role: 'LEAD' });
    await handled.handle('grid', orders[grid]);
  }, 120_000);
  afterAll(() => district.stop());

  const ask = (who: string, input: Arguments) =>
    call<Export>(district, who, 'requestLedgerExport', { input }, shown);
  const read = (who: string, id: string) => call<Export | null>(district, who, 'ledgerExport', { id }, shown);
  const until = (who: string, id: string, state: string) =>
    eventually(async () => {
      const found = await read(who, id);
      expect(found?.state).toBe(state);
      return found as Export;
    }, patience);
  const get = async (who: string | null, file: string | null) =>
    fetch(`${district.url}${file ?? ''}`, {
      headers: who ? { authorization: `Bearer ${await district.token(who)}` } : {},
    });
  const refused = async (who: string | null, file: string | null) => {
    const response = await get(who, file);
    const { error } = (await response.json()) as { error: { code: string } };
    return [response.status, error.code];
  };
  /** The rows by the number of the matter, each by its head. */
  const table = async (who: string, file: string | null): Promise<Map<string, Record<string, unknown>>> => {
    const response = await get(who, file);
    expect(response.status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const keep = process.env['WEISU_EXPORT'];
    if (keep) await book.xlsx.writeFile(keep);
    const [head = [], ...rows] = (book.worksheets[0]?.getSheetValues().slice(1) ?? []).map((row) =>
      (row as unknown[]).slice(1),
    );
    return new Map(
      rows.map((row) => [
        String(row[0]),
        Object.fromEntries(head.map((name, index) => [String(name), row[index] ?? ''])),
      ]),
    );
  };

  it('is asked for by a street, made, and fetched as a table of its matters', async () => {
    const asked = await ask('street', { columns });
    expect(asked).toMatchObject({ state: 'WAITING', rows: 0, file: null, fetches: [] });
    made = await until('street', asked.id, 'DONE');
    const rows = await table('street', made.file);
    expect([...rows.keys()].sort()).toEqual([handled.number, waiting.number].sort());
    expect(rows.get(handled.number)).toMatchObject({
      ...{
        来源渠道: '网页',
        诉求内容: '=1+1，立新路路灯不亮',
        紧急程度: '快处',
        承办单位: '东门社区第一网格',
      },
      ...{ 办理状态: '已办结', 办理结果: '已办结', 诉求人: '欧阳**', 联系电话: '138****8000' },
      ...{ 诉求时间: '2026-11-23 09:00:00', 派单时间: '2026-11-23 09:00:00' },
    });
    expect(rows.get(waiting.number)).toMatchObject({
      ...{ 诉求内容: '@路面积水，请打（号码略）', 承办单位: '', 办理状态: '已登记', 评价星级: '' },
    });
    expect((await read('street', made.id))?.fetches).toHaveLength(1);
  });

  it('is nobody else’s: not a neighbour’s, not another office’s of the street, not a resident’s', async () => {
    for (const who of ['street-2', 'community', 'district']) {
      expect(await read(who, made.id)).toBeNull();
      expect(await refused(who, made.file)).toEqual([404, 'NOT_FOUND']);
      expect(await refusalOf(district, who, 'cancelLedgerExport', { id: made.id })).toBe('NOT_FOUND');
    }
    expect(await refused(null, made.file)).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refused('resident', made.file)).toEqual([403, 'FORBIDDEN']);
    const theirs = await until('street-2', (await ask('street-2', { columns: ['NUMBER'] })).id, 'DONE');
    expect([...(await table('street-2', theirs.file)).keys()]).toEqual([elsewhere.number]);
  });

  it('names who asked for a purpose, and each of them is a reveal on record', async () => {
    expect(
      await refusalOf(district, 'street', 'requestLedgerExport', { input: { columns, named: true } }),
    ).toBe('PURPOSE_REQUIRED');
    const { id } = await ask('street', { columns, named: true, purpose: '逐件电话回访' });
    const rows = await table('street', (await until('street', id, 'DONE')).file);
    expect(rows.get(handled.number)).toMatchObject({ 诉求人: '欧阳国强', 联系电话: phone });
    await eventually(async () => {
      const { ledger } = await waiting.read<{ ledger: Entry[] }>('ledger { type actor }');
      const reveals = ledger.filter(({ type }) => type === 'intake.appellant-revealed.v1');
      expect(reveals.filter(({ actor }) => actor === people.get('street')?.name)).toHaveLength(1);
    }, patience);
  });

  it('is made by columns and filter as they were asked for, also through a power cut', async () => {
    const filter = { status: ['RESOLVED'], text: '立新路' };
    const { id } = await ask('street', { columns: ['STATUS', 'NUMBER'], filter });
    await district.killAndRestart();
    await district.setTime(monday);
    const done = await until('street', id, 'DONE');
    expect(done.rows).toBe(1);
    expect([...(await table('street', done.file)).values()]).toEqual([
      { 办理状态: '已办结', 事项编号: handled.number },
    ]);
  }, 180_000);

  it('is gone with the erasure of a matter in it', async () => {
    const { id } = await ask('street', { columns: ['NUMBER', 'TITLE'] });
    const done = await until('street', id, 'DONE');
    await call(
      district,
      null,
      'withdrawAppeal',
      { number: waiting.number, secret: waiting.secret },
      'number',
    );
    await call(district, 'street', 'erasePersonalData', { appealId: waiting.id, reason: '本人要求' });
    expect(await until('street', id, 'EXPIRED')).toMatchObject({ code: 'PERSONAL_DATA_ERASED', file: null });
    expect(await refused('street', done.file)).toEqual([410, 'EXPORT_GONE']);
  });

  it('is kept for a day', async () => {
    const { id } = await ask('street', { columns: ['NUMBER'] });
    const { file } = await until('street', id, 'DONE');
    expect((await table('street', file)).size).toBeGreaterThan(0);
    await district.setTime('2026-11-24T09:00:00+08:00');
    expect(await until('street', id, 'EXPIRED')).toMatchObject({ code: null, file: null });
    expect(await refused('street', file)).toEqual([410, 'EXPORT_GONE']);
  });
});
