import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { columnNames } from './columns.js';
import { check } from './import.operations.js';
import { openTable } from './table.reader.js';

const header = ['编号', '标题', '时间', '内容', '姓名', '电话', '地址'];
const matter = (id: string, at = '2025-03-04 09:05:00'): string[] => [
  ...[id, '路灯不亮', at, `${id} 路灯不亮已经三天`, '王女士', '13800138000', '东门街道'],
];
const now = new Date('2026-11-23T01:00:00Z');
type Rows = readonly (readonly unknown[])[];

describe('where the matters of a file stand', () => {
  let folder = '';
  let files = 0;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'weisu-located-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const checked = async (
    file: string,
    { sheet = null, map = '' }: { sheet?: string | null; map?: string } = {},
  ) => check(await openTable(file, 'auto'), { names: columnNames(map), sheet, now });
  const asXlsx = async (
    sheets: Readonly<Record<string, Rows>>,
    then: (workbook: ExcelJS.Workbook) => void = () => undefined,
  ): Promise<string> => {
    const workbook = new ExcelJS.Workbook();
    for (const [name, rows] of Object.entries(sheets))
      for (const [sheet] of [[workbook.addWorksheet(name)] as const])
        sheet.addRows(rows.map((row) => [...row]));
    then(workbook);
    const file = join(folder, `${(files += 1)}.xlsx`);
    await workbook.xlsx.writeFile(file);
    return file;
  };
  const asText = async (text: string): Promise<string> => {
    const file = join(folder, `${(files += 1)}.csv`);
    await writeFile(file, text);
    return file;
  };
  const asCsv = (rows: Rows, sign = ','): Promise<string> =>
    asText(rows.map((row) => row.join(sign)).join('\r\n'));

  const above: Rows = [['东门街道 2025 年一季度群众诉求台账'], ['填报单位：东门街道', '', '单位：件'], []];
  const upper = ['编号', '标题', '时间', '内容', '诉求人', '', '地址'];
  const lower = ['', '', '', '', '姓名', '电话', ''];
  const table: Rows = [...above, header, matter('1'), matter('2')];

  it.each([
    ['below a title, in a workbook', () => asXlsx({ 台账: table })],
    ['below a title, in text', () => asCsv(table)],
    [
      'below a title whose commas were written out',
      () => asCsv(table.map((row) => [...row, ...Array<string>(7 - row.length).fill('')])),
    ],
    ['between semicolons', () => asCsv(table, ';')],
    ['between tabs', () => asCsv(table, '\t')],
    ['behind a cover', () => asXlsx({ 封面: [['东门街道'], ['二〇二五年三月']], 台账: table })],
    [
      'on two sheets with the same header',
      () => asXlsx({ 一月: [header, matter('1')], 二月: [header, matter('2')] }),
    ],
    [
      'beside a sheet of something else',
      () =>
        asXlsx({
          台账: table,
          统计: [
            ['街道', '件数'],
            ['东门', 2],
          ],
        }),
    ],
    ['with a total', () => asCsv([...table, ['合计', '', '', '2 件', '', '', '']])],
    [
      'with subtotals and pages',
      () => asCsv([header, matter('1'), ['小计：', '1'], header, matter('2'), ['第1页 共1页']]),
    ],
    [
      'with its columns in another order on the second sheet',
      () =>
        asXlsx({
          一月: [header, matter('1')],
          二月: [[...header, '备注'].reverse(), ['', ...matter('2').reverse()]],
        }),
    ],
    [
      'below a header of two lines, in a workbook',
      () =>
        asXlsx(
          { 台账: [upper, lower, matter('1'), matter('2')] },
          (workbook) =>
            void 'ABCDG'.split('').map((at) => workbook.getWorksheet('台账')?.mergeCells(`${at}1:${at}2`)),
        ),
    ],
    ['below a header of two lines, in text', () => asCsv([upper, lower, matter('1'), matter('2')])],
    [
      'below a header whose upper line says little',
      () => asCsv([['编号', '诉求', '', '', '', '', ''], ['', ...header.slice(1)], matter('1'), matter('2')]),
    ],
    ['between upright strokes', () => asCsv(table, '|')],
    [
      'behind a line that names the separator',
      async () => asText(`sep=;\r\n${table.map((row) => row.join(';')).join('\r\n')}`),
    ],
    [
      'with line ends of three kinds',
      () => asText(`${header.join()}\r\n${matter('1').join()}\n${matter('2').join()}\r`),
    ],
    [
      'with spaces behind its commas',
      () =>
        asText(
          [header, matter('1'), matter('2')]
            .map((row) => row.map((cell) => `"${cell}"`).join(', '))
            .join('\n'),
        ),
    ],
    [
      'with numbers that are kept from a spreadsheet',
      () =>
        asText(
          [
            header.join(),
            ...['1', '2'].map((id) =>
              matter(id)
                .map((cell) => `="${cell}"`)
                .join(),
            ),
          ].join('\n'),
        ),
    ],
    ['with what is left empty said', () => asCsv([...table, ['（以下空白）'], ['合计2件'], ['本表共 2 件']])],
    ['above notes', () => asCsv([...table, [], ['备注：节假日顺延'], ['填表人：陈佳慧', '', '审核：李强']])],
  ])('is found %s', async (_, file) => {
    const { rows, bad, first } = await checked(await file());
    const told = first.map(({ id, phone }) => `${id} ${phone}`);
    expect({ rows, bad, told }).toEqual({ rows: 2, bad: [], told: ['1 13800138000', '2 13800138000'] });
  });

  it('is said with its sheet, line and columns', async () => {
    const { located, passedOver } = await checked(
      await asXlsx({ 封面: [['东门']], 台账: [...table, ['合计', '', '', '2 件']] }),
    );
    expect(located).toMatchObject([{ sheet: '台账', line: 4, titles: header }]);
    expect([...(located[0]?.columns.indices ?? [])]).toContainEqual(['phone', 5]);
    expect(passedOver).toBe(1);
  });

  it('is one sheet where it is named, and none that is not there', async () => {
    const file = await asXlsx({ 一月: [header, matter('1')], 二月: [header, matter('2')] });
    expect(await checked(file, { sheet: '二月' })).toMatchObject({ rows: 1, first: [{ id: '2' }] });
    await expect(checked(file, { sheet: '三月' })).rejects.toMatchObject({ code: 'CSV_HEADER' });
  });

  it('holds cells that were merged downwards for each of their rows', async () => {
    const rows = [header, matter('1'), matter('2'), matter('3')];
    const file = await asXlsx({ 台账: rows }, (workbook) => {
      workbook.getWorksheet('台账')?.mergeCells('C2:C3');
      workbook.getWorksheet('台账')?.mergeCells('G2:G4');
    });
    const { first } = await checked(file);
    expect(first.map(({ address, submittedAt }) => [address, submittedAt.toISOString()])).toEqual(
      Array.from({ length: 3 }, () => ['东门街道', '2025-03-04T01:05:00.000Z']),
    );
  });

  it('keeps a row that only looks like a total or a note', async () => {
    const rows = [header, matter('合计'), ['7', '说明', '2025-03-04', '备注：路灯不亮', '', '', '']];
    expect(await checked(await asCsv(rows))).toMatchObject({ rows: 2, bad: [], passedOver: 0 });
  });

  it('says a number that lost its end, and the row stays out', async () => {
    const row = matter('x').map((cell, index): unknown => (index === 0 ? 202503040000123456n : cell));
    const file = await asXlsx({
      台账: [header, row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell))],
    });
    expect(await checked(file)).toMatchObject({ rows: 1, bad: [{ code: 'NUMBER_LOST' }] });
  });

  it.each([
    [
      'nothing that could be a header',
      [
        ['街道', '件数'],
        ['东门', 2],
      ],
      '街道',
    ],
    [
      'a header without an instant',
      [
        ['编号', '内容'],
        ['1', '路灯'],
      ],
      'submitted_at',
    ],
  ])('says what was looked for and what was found in a file with %s', async (_, rows, says) => {
    await expect(checked(await asXlsx({ 台账: rows }))).rejects.toMatchObject({
      code: 'CSV_HEADER',
      message: expect.stringContaining(says) as string,
    });
  });

  it('has the day and the time of day in two columns', async () => {
    const rows = [
      ['编号', '登记时间', '登记日期', '内容'],
      ['1', '09:05', '2025-03-04', '路灯不亮'],
      ['2', '2025-03-04 09:05:00', '', '路灯不亮'],
      ['3', '', '2025年3月4日', '路灯不亮'],
      ['4', '1899-12-30 09:05:00', '2025-03-04 00:00:00', '路灯不亮'],
    ];
    const { bad, first } = await checked(await asCsv([rows[0] ?? [], ...rows.slice(2)]));
    expect(bad).toEqual([]);
    expect(first.map(({ submittedAt }) => submittedAt.toISOString())).toEqual([
      '2025-03-04T01:05:00.000Z',
      '2025-03-03T16:00:00.000Z',
      '2025-03-04T01:05:00.000Z',
    ]);
    expect((await checked(await asCsv(rows.slice(0, 2)))).first[0]?.submittedAt.toISOString()).toBe(
      '2025-03-04T01:05:00.000Z',
    );
  });

  it('keeps every telephone number of a row, unless one column was named', async () => {
    const rows = [
      ['编号', '时间', '内容', '手机', '固定电话'],
      ['1', '2025-03-04', '路灯', '13800138000', '0755-25550123'],
      ['2', '2025-03-04', '路灯', '', '0755-25550123'],
    ];
    const phones = async (map?: string) =>
      (await checked(await asCsv(rows), map ? { map } : {})).first.map(({ phone }) => phone);
    expect(await phones()).toEqual(['13800138000 / 0755-25550123', '0755-25550123']);
    expect(await phones('phone=手机')).toEqual(['13800138000', null]);
  });

  it('is found in Unicode text, and a page of the web is none', async () => {
    const text = `\ufeff${table.map((row) => row.join('\t')).join('\r\n')}`;
    for (const bytes of [Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()]) {
      const file = join(folder, 'unicode.txt');
      await writeFile(file, bytes);
      expect(await checked(file)).toMatchObject({ rows: 2, bad: [] });
    }
    await expect(checked(await asText('<html><table><tr><td>编号</td></tr></table>'))).rejects.toMatchObject({
      code: 'FILE_BINARY',
    });
  });

  it('makes numbers where no column has them', async () => {
    const { first, located } = await checked(
      await asCsv([header.slice(1), matter('1').slice(1), matter('1').slice(1)]),
    );
    expect(located[0]?.columns.indices.has('id')).toBe(false);
    expect(new Set(first.map(({ key }) => key)).size).toBe(2);
  });
});
