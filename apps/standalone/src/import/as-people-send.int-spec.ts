import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { check } from './import.operations.js';
import { openTable } from './table.reader.js';

type Matter = Readonly<{ id: string; at: Date; text: string; name: string }>;
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

const titles = ['编号', '时间', '内容', '姓名'];
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
  }),
  { minLength: 1, maxLength: 8 },
);
const layouts = fc.record({
  kind: fc.constantFrom('xlsx', ',', ';', '\t'),
  above: fc.constantFrom(...aboves),
  below: fc.constantFrom(...belows),
  decorations: fc.array(fc.constantFrom(...decorations), { minLength: 4, maxLength: 4 }),
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  cover: fc.boolean(),
  again: fc.boolean(),
  bom: fc.boolean(),
});

const quoted = (cell: string | number, sign: string): string =>
  [sign, '"', '\n'].some((one) => `${cell}`.includes(one))
    ? `"${`${cell}`.replaceAll('"', '""')}"`
    : `${cell}`;

describe('files that are made as people make them', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'weisu-as-sent-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (table: Rows, kind: string, cover: boolean, bom: boolean): Promise<string> => {
    const file = join(folder, `sent.${kind === 'xlsx' ? 'xlsx' : 'csv'}`);
    if (kind === 'xlsx') {
      const workbook = new ExcelJS.Workbook();
      if (cover) workbook.addWorksheet('封面').addRows([['东门街道'], ['二〇二五年三月']]);
      workbook.addWorksheet('台账').addRows(table);
      await workbook.xlsx.writeFile(file);
    } else {
      const text = table.map((row) => row.map((cell) => quoted(cell, kind)).join(kind)).join('\r\n');
      await writeFile(file, `${bom ? '\ufeff' : ''}${text}\r\n`);
    }
    return file;
  };

  it('are read back as what was written', async () => {
    await fc.assert(
      fc.asyncProperty(rows, layouts, async (said, layout) => {
        const matters: Matter[] = said.map(({ clock, text, name }, n) => ({
          id: `N${n + 1}`,
          at: instantOf(clock),
          text,
          name,
        }));
        const header = layout.order.map((at) => layout.decorations[at]?.(titles[at] ?? '') ?? '');
        const lines = matters.map(({ id, text, name }, n) => {
          const cells = [id, said[n]?.date(said[n].clock) ?? '', text, name];
          return layout.order.map((at) => cells[at] ?? '');
        });
        const middle = layout.again ? [...lines.slice(0, 1), header, ...lines.slice(1)] : lines;
        const table = [...layout.above, header, ...middle, ...layout.below];
        const file = await write(table, layout.kind, layout.cover, layout.bom);
        const search = { names: {}, sheet: null, now: new Date('2026-11-23T01:00:00Z') };
        const read = await check(await openTable(file, 'auto'), search);
        expect(read.bad).toEqual([]);
        expect(read.rows).toBe(matters.length);
        expect(
          read.first.map(({ id, submittedAt, text, reporter }) => ({
            id,
            at: submittedAt,
            text,
            name: reporter ?? '',
          })),
        ).toEqual(matters.slice(0, read.first.length));
      }),
      { numRuns: 300 },
    );
  });
});
