import { parseArgs } from 'node:util';
import { columnNames, type ColumnNames } from './columns.js';
import { encodings, type Encoding } from './encoding.js';
import { ImportRefused } from './import-refused.js';

export type ImportOptions = Readonly<{
  file: string;
  preview: boolean;
  columns: ColumnNames;
  /** The sheet of a workbook; null: every one that has the header. */
  sheet: string | null;
  system: string;
  url: string | null;
  /** Where the result of each row is written. */
  result: string | null;
  channel: string;
  encoding: Encoding | 'auto';
  asOrders: boolean;
  dueDays: number;
  /** Areas over whose communities rows without a place are spread; none: they go to the district's desk. */
  spread: readonly string[];
}>;

export const importUsage = `用法: npm run import -- 文件.csv|.xlsx [选项]
  --preview           只检查，不登记；说明哪张表、哪一行是表头、各列怎样对应
  --sheet 名称         只读这一张工作表；默认读所有找得到表头的工作表
  --map 字段=列名,…    列名不同时；字段: id subject submitted_at detail reporter area address phone
  --system 名称        编号的来源系统，默认 hotline；同一系统同一编号只登记一次
  --channel 渠道       默认 HOTLINE_12345
  --encoding 编码      auto（默认）、utf-8 或 gb18030
  --as-orders         作为上级派件登记：有派件方时限，只能由派件方结案
  --due-days 天数      派件时限，自 submitted_at 起，默认 15
  --spread 区划,…      没有地点的行按编号分到这些区划的社区；否则在区级待定位
  --result 文件.csv    逐行写出结果：事项编号、是否早已登记、有误的原因、电话无法拨打、与哪件相似
  --url 地址           默认是 DATA_DIR 中正在运行的区
退出码: 0 全部登记或早已登记；1 有的行没有登记（逐行说明）；2 什么也没有登记；3 中断，已登记的保留，再运行一次即可`;

const booleans = ['preview', 'as-orders', 'help'] as const;
const strings = [
  'map',
  'sheet',
  'result',
  'system',
  'url',
  'channel',
  'encoding',
  'due-days',
  'spread',
] as const;

/** Null asks for help. Throws ImportRefused USAGE. */
export function importOptions(args: readonly string[]): ImportOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (!file || more.length) throw new ImportRefused('USAGE', '请给出一个文件');
  const encoding = values.encoding ?? 'auto';
  const known = encoding === 'auto' ? encoding : encodings.find((one) => one === encoding);
  if (!known) throw new ImportRefused('USAGE', `--encoding ${encoding}：应为 auto、utf-8 或 gb18030`);
  const dueDays = Number(values['due-days'] ?? '15');
  if (!Number.isInteger(dueDays) || dueDays < 1) throw new ImportRefused('USAGE', '--due-days 应为正整数');
  const system = (values.system ?? 'hotline').trim();
  if (!system || system.length > 50) throw new ImportRefused('USAGE', '--system 应为 1 至 50 字');
  return {
    file,
    preview: values.preview ?? false,
    columns: columnNames(values.map ?? ''),
    sheet: values.sheet ?? null,
    system,
    result: values.result ?? null,
    url: values.url?.replace(/\/(graphql)?$/, '') ?? null,
    channel: values.channel ?? 'HOTLINE_12345',
    encoding: known,
    asOrders: values['as-orders'] ?? false,
    dueDays,
    spread: (values.spread ?? '').split(',').filter(Boolean),
  };
}

type Values = Readonly<
  Partial<Record<(typeof booleans)[number], boolean> & Record<(typeof strings)[number], string>>
>;

function parse(args: readonly string[]): { values: Values; positionals: readonly string[] } {
  const options = Object.fromEntries([
    ...booleans.map((name) => [name, { type: 'boolean' as const }]),
    ...strings.map((name) => [name, { type: 'string' as const }]),
  ]) as Record<string, { type: 'boolean' | 'string' }>;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values, positionals };
  } catch (error) {
    throw new ImportRefused('USAGE', error instanceof Error ? error.message : String(error));
  }
}
