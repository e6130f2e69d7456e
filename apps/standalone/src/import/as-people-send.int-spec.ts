import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { located } from './located.js';
import type { Row } from './rows.js';
import { openTable } from './table.reader.js';

type Matter = Readonly<{ id: string | null; at: Date; text: string; name: string; phone: string }>;
type Clock = Readonly<{ y: number; mo: number; d: number; h: number; mi: number }>;
type Rows = (string | number)[][];

const two = (number: number): string => `${number}`.padStart(2, '0');
/** The ways in which offices write an instant, each down to the minute. */
const dates: readonly ((clock: Clock) => string)[] = [
  ({ y, mo, d, h, mi }) => `${y}-${two(mo)}-${two(d)} ${two(h)}:${two(mi)}:00`,
  ({ y, mo, d, h, mi }) => `${y}/${mo}/${d} ${h}:${two(mi)}`,
  ({ y, mo, d, h, mi }) => `${y}年${mo}月${d}日 ${h}时${mi}分`,
  ({ y, mo, d, h, mi }) => `${y}.${mo}.${d} ${h}:${two(mi)}`,
  ({ y, mo, d, h, mi }) => `${y}${two(mo)}${two(d)}${two(h)}${two(mi)}00`,
  ({ y, mo, d, h, mi }) => `${y}/${mo}/${d} ${h < 12 ? '上午' : '下午'} ${h % 12 || 12}:${two(mi)}`,
  ({ y, mo, d, h, mi }) => `${y}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:00+08:00`,
  ({ y, mo, d, h, mi }) => `${y}－${mo}－${d}\u3000${h}：${two(mi)}`,
  (clock) => `${instantOf(clock).getTime()}`,
  (clock) => `${(instantOf(clock).getTime() + 8 * 3_600_000) / 86_400_000 + 25_569}`,
];
const instantOf = ({ y, mo, d, h, mi }: Clock): Date => new Date(Date.UTC(y, mo - 1, d, h - 8, mi));

const titles = ['编号', '时间', '内容', '姓名', '电话'];
const columns = titles.map((_, at) => at);
/** What people make of the name of a column. */
const decorations: readonly ((title: string) => string)[] = [
  (title) => title,
  (title) => `*${title}`,
  (title) => [...title].join(' '),
  (title) => `${title}\n（必填）`,
  (title) => `\u3000${title} `,
  (title) => `${title}（单位：件）`,
  (title) => `${title}：`,
];
const aboves: readonly Rows[] = [
  [],
  [['东门街道2025年一季度群众诉求台账']],
  [['群众诉求台账'], ['填报单位：东门街道', '', '2025年4月1日', '单位：件'], []],
];
const belows: readonly Rows[] = [
  [],
  [['合计', '', '3 件']],
  [['本页小计：'], [], ['备注：节假日顺延'], ['填表人：陈佳慧', '', '审核：李强']],
];

const clocks = fc.record({
  y: fc.integer({ min: 2000, max: 2025 }),
  mo: fc.integer({ min: 1, max: 12 }),
  d: fc.integer({ min: 1, max: 28 }),
  h: fc.nat(23),
  mi: fc.nat(59),
});
const words = fc
  .array(fc.constantFrom(...'路灯不亮井盖松动垃圾三天没收，请处理。！3-1栋'), { minLength: 4, maxLength: 30 })
  .map((all) => `反映${all.join('')}`);
const rows = fc.array(
  fc.record({
    clock: clocks,
    date: fc.constantFrom(...dates),
    text: words,
    name: fc.constantFrom('王女士', '李伟', ''),
    phone: fc.constantFrom(
      ...[
        '13800138000',
        '13800138000/13900139000',
        '0755-22334455转801',
        '+852 2345 6789',
        '25550123',
        '1.38E+10',
        '无',
        '',
      ],
      ...[13800138000, 75522345678],
    ),
  }),
  { minLength: 1, maxLength: 8 },
);
const layouts = fc.record({
  kind: fc.constantFrom('xlsx', ',', ';', '\t', '|'),
  encoding: fc.constantFrom('utf-8', 'utf-8 with its mark', 'gb18030', 'utf-16le', 'utf-16be'),
  lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
  /** As systems keep a text from being taken for a number. */
  kept: fc.boolean(),
  numbered: fc.boolean(),
  sheets: fc.integer({ min: 1, max: 3 }),
  above: fc.constantFrom(...aboves),
  below: fc.constantFrom(...belows),
  decorations: fc.array(fc.constantFrom(...decorations), { minLength: 5, maxLength: 5 }),
  /** Of each sheet. */
  orders: fc.array(fc.shuffledSubarray(columns, { minLength: 5 }), { minLength: 3, maxLength: 3 }),
  cover: fc.boolean(),
  again: fc.boolean(),
});

type Layout = typeof layouts extends fc.Arbitrary<infer Made> ? Made : never;

const quoted = (cell: string | number, { kind, kept }: Pick<Layout, 'kind' | 'kept'>): string =>
  [kind, '"', '\n'].some((one) => `${cell}`.includes(one))
    ? `"${`${cell}`.replaceAll('"', '""')}"`
    : kept && /^\d{5,}$/.test(`${cell}`)
      ? `="${cell}"`
      : `${cell}`;

/** GB18030 has no encoder in Node: each character of the test, by its decoder. */
const inGb18030 = (() => {
  const decoder = new TextDecoder('gb18030');
  const known = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && !known.has(character)) known.set(character, [lead, trail]);
    }
  return (text: string): Buffer =>
    Buffer.from(
      [...text].flatMap((one) => {
        const bytes = one < '\u0080' ? [one.charCodeAt(0)] : known.get(one);
        if (!bytes) throw new Error(`${one} has no two bytes in GB18030`);
        return bytes;
      }),
    );
})();

const encoded = (text: string, encoding: Layout['encoding']): Buffer => {
  if (encoding === 'gb18030') return inGb18030(text);
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8 with its mark') return Buffer.from(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
};

describe('files that are made as people make them', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'weisu-as-sent-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (tables: readonly Rows[], layout: Layout): Promise<string> => {
    const file = join(folder, `sent.${layout.kind === 'xlsx' ? 'xlsx' : 'csv'}`);
    if (layout.kind === 'xlsx') {
      const workbook = new ExcelJS.Workbook();
      if (layout.cover) workbook.addWorksheet('封面').addRows([['东门街道'], ['二〇二五年三月']]);
      for (const [index, table] of tables.entries()) workbook.addWorksheet(`台账${index + 1}`).addRows(table);
      await workbook.xlsx.writeFile(file);
    } else {
      const lines = tables.flat().map((row) => row.map((cell) => quoted(cell, layout)).join(layout.kind));
      await writeFile(file, encoded(`${lines.join(layout.lineEnd)}${layout.lineEnd}`, layout.encoding));
    }
    return file;
  };

  it('are read back as what was written', async () => {
    await fc.assert(
      fc.asyncProperty(rows, layouts, async (said, layout) => {
        const matters: Matter[] = said.map(({ clock, text, name, phone }, n) => ({
          id: layout.numbered ? `N${n + 1}` : null,
          at: instantOf(clock),
          text,
          name,
          phone: `${phone}`,
        }));
        const cellsOf = ({ id, text, name }: Matter, n: number): (string | number)[] => {
          const { date, clock, phone } = said[n] ?? { date: () => '', clock: null, phone: '' };
          return [id ?? '', clock ? date(clock) : '', text, name, phone];
        };
        const sheets = layout.kind === 'xlsx' ? layout.sheets : 1;
        const tables = Array.from({ length: sheets }, (_, sheet): Rows => {
          const order = (layout.orders[sheet] ?? columns).filter((at) => layout.numbered || at !== 0);
          const header = order.map((at) => layout.decorations[at]?.(titles[at] ?? '') ?? '');
          const lines = matters.flatMap((matter, n) => {
            const cells = cellsOf(matter, n);
            return n % sheets === sheet ? [order.map((at) => cells[at] ?? '')] : [];
          });
          const middle = layout.again ? [...lines.slice(0, 1), header, ...lines.slice(1)] : lines;
          return [...layout.above, header, ...middle, ...layout.below];
        });
        const table = await openTable(await write(tables, layout), 'auto');
        const read: Row[] = [];
        const search = { names: {}, sheet: null, now: new Date('2026-11-23T01:00:00Z') };
        for await (const reading of located(table.records(), search)) {
          if (reading.kind === 'BAD') throw new Error(JSON.stringify(reading.bad));
          if (reading.kind === 'ROW') read.push(reading.row);
        }
        const inOrder = Array.from({ length: sheets }, (_, sheet) =>
          matters.filter((_matter, n) => n % sheets === sheet),
        ).flat();
        expect(
          read.map(({ id, submittedAt: at, text, reporter, phone }) => ({
            ...{ id, at, text },
            ...{ name: reporter ?? '', phone: phone ?? '' },
          })),
        ).toEqual(inOrder);
        expect(new Set(read.map(({ key }) => key)).size).toBe(matters.length);
      }),
      { numRuns: 300 },
    );
  });
});
