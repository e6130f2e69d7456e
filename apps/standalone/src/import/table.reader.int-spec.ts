import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { check } from './import.operations.js';
import type { TableRecord } from './table-record.js';
import { openTable } from './table.reader.js';

const head = 'id,submitted_at,detail\n';
const search = { names: {}, sheet: null, now: new Date('2026-11-23T01:00:00Z') };

describe('opening a table', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'weisu-table-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  it.each([
    { what: 'UTF-8', content: 'id,detail\n1,路灯\n' },
    { what: 'UTF-8 with BOM', content: '\uFEFFid,detail\r\n1,路灯\r\n' },
    {
      what: 'GB18030',
      content: Buffer.concat([Buffer.from('id,detail\n1,'), Buffer.from('c2b7b5c6', 'hex')]),
    },
    { what: 'tab-separated text', content: 'id\tdetail\n1\t路灯\n' },
  ])('reads $what', async ({ content }) => {
    const table = await openTable(await written('table.csv', content), 'auto');
    expect(await all(table.records())).toEqual([
      { line: 1, cells: ['id', 'detail'] },
      { line: 2, cells: ['1', '路灯'] },
    ]);
  });

  it('tells the line where a row begins, across line breaks in cells and empty lines', async () => {
    const content = 'id,detail\n1,"一\n二"\n\n2,三\n';
    const table = await openTable(await written('lines.csv', content), 'auto');
    expect((await all(table.records())).map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('reads the sheets of an XLSX, with dates as their wall clock and rows filled up to the header', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('台账');
    sheet.addRow(['id', 'submitted_at', 'detail', 'reporter']);
    sheet.addRow([1, new Date(Date.UTC(2019, 0, 2, 3, 4)), '路灯']);
    workbook.addWorksheet('说明').addRow(['不读']);
    const file = join(folder, 'table.xlsx');
    await workbook.xlsx.writeFile(file);
    const table = await openTable(file, 'auto');
    expect(await all(table.records())).toEqual([
      { line: 1, cells: ['id', 'submitted_at', 'detail', 'reporter'], sheet: '台账' },
      { line: 2, cells: ['1', '2019-01-02 03:04:00', '路灯', ''], sheet: '台账' },
      { line: 1, cells: ['不读'], sheet: '说明' },
    ]);
  });

  it.each([
    { what: 'a missing file', code: 'FILE_NOT_READABLE', content: null },
    { what: 'an empty file', code: 'FILE_EMPTY', content: '' },
    { what: 'a picture', code: 'FILE_BINARY', content: Buffer.from('89504e470d0a1a0a00000000', 'hex') },
    { what: 'an old .xls', code: 'FILE_BINARY', content: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
    { what: 'a page of the web', code: 'FILE_BINARY', content: '<html><table>' },
    { what: 'UTF-16 that is cut off', code: 'ENCODING_INVALID', content: Buffer.from('fffe6900640', 'hex') },
    {
      what: 'a ZIP that is no workbook',
      code: 'XLSX_BROKEN',
      content: Buffer.from('504b030401010101', 'hex'),
    },
    { what: 'a wrong header', code: 'CSV_HEADER', line: 1, content: '编号,内容\n1,路灯\n' },
    { what: 'a header only of blanks', code: 'CSV_HEADER', content: '\n\n' },
    {
      what: 'a quote that is never closed',
      code: 'CSV_BROKEN',
      line: 3,
      content: `${head}1,2019-01-01,好\n2,2019-01-01,"坏\n3,2019-01-01,好\n`,
    },
    {
      what: 'a line of a million cells',
      code: 'CSV_BROKEN',
      line: 2,
      content: `${head}${','.repeat(1_000_000)}`,
    },
    { what: 'a quote inside a cell', code: 'CSV_BROKEN', line: 2, content: `${head}1,2019-01-01,说"好"\n` },
    {
      what: 'text after a closing quote',
      code: 'CSV_BROKEN',
      line: 2,
      content: `${head}1,2019-01-01,"好"的\n`,
    },
  ])('refuses $what with $code', async ({ code, line, content }) => {
    const file = content === null ? join(folder, 'nowhere.csv') : await written('bad.csv', content);
    const reading = async () => check(await openTable(file, 'auto'), search);
    await expect(reading()).rejects.toMatchObject({ code, ...(line ? { line } : {}) });
  });

  it('refuses text that is not in the encoding it was said to be in', async () => {
    const file = await written('gb.csv', Buffer.from('c2b7b5c6', 'hex'));
    const reading = async () => check(await openTable(file, 'utf-8'), search);
    await expect(reading()).rejects.toMatchObject({ code: 'ENCODING_INVALID' });
  });

  it('checks a whole file and goes on after a bad row', async () => {
    const file = await written('rows.csv', `${head}1,2019-01-01,好\n2,2019-02-30,好\n3,2019-03-01,好\n`);
    expect(await check(await openTable(file, 'auto'), search)).toMatchObject({
      rows: 3,
      bad: [{ line: 3, id: '2', code: 'DATE_INVALID' }],
      earliest: new Date('2018-12-31T16:00:00Z'),
      latest: new Date('2019-02-28T16:00:00Z'),
    });
  });
});

async function all(records: AsyncIterable<TableRecord>): Promise<TableRecord[]> {
  const found: TableRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
}
