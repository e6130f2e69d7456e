import { writtenText } from '@weisu/written-text';
import { ImportRefused } from './import-refused.js';

export const fields = [
  'id',
  'subject',
  'submitted_at',
  'detail',
  'reporter',
  'area',
  'address',
  'phone',
] as const;
export type Field = (typeof fields)[number];

/** Without these a row is no matter. The others may be missing. */
const required: readonly Field[] = ['submitted_at', 'detail'];

/** Field → name of its column. */
export type ColumnNames = Readonly<Partial<Record<Field, string>>>;

export type Columns = Readonly<{
  /** Field → index of its column. */
  indices: ReadonlyMap<Field, number>;
  /** Columns of days and of times where both are there and nobody said which it is. */
  dayAndTime: Readonly<{ day: number; time: number }> | null;
  /** Every column of telephone numbers: the second is kept beside the first. */
  phones: readonly number[];
  /** The header as it is compared. */
  header: readonly string[];
  /** Names that were mapped and are not there; that of the numbers is said apart. */
  missing: readonly string[];
}>;

/** A day, beside which the time of day may stand in a column of its own. */
const daysOnly = ['日期', '登记日期', '受理日期', '来电日期', '反映日期', '诉求日期', '来访日期'];

/** What offices call their columns where nobody maps them, in the form that is compared. */
const usualNames: Readonly<Record<Field, readonly string[]>> = {
  id: ['id', '编号', '工单编号', '工单号', '诉求编号', '受理编号', '事项编号', '流水号', '件号'],
  subject: ['subject', '标题', '主题', '诉求标题', '诉求主题', '工单标题', '事件标题', '事项名称'],
  submitted_at: [
    'submitted_at',
    '时间',
    '受理时间',
    '来电时间',
    '登记时间',
    '反映时间',
    '诉求时间',
    '提交时间',
    '创建时间',
    '接诉时间',
    '来访时间',
    '投诉时间',
    ...daysOnly,
  ],
  detail: [
    'detail',
    '内容',
    '诉求内容',
    '反映内容',
    '问题描述',
    '主要内容',
    '事项内容',
    '诉求描述',
    '具体内容',
    '工单内容',
    '来电内容',
    '投诉内容',
    '问题内容',
    '事件描述',
    '诉求详情',
  ],
  reporter: [
    'reporter',
    '姓名',
    '诉求人',
    '反映人',
    '来电人',
    '来访人',
    '投诉人',
    '联系人',
    '市民姓名',
    '诉求人姓名',
    '反映人姓名',
    '来电人姓名',
  ],
  area: ['area', '区划代码', '区划'],
  address: [
    'address',
    '地址',
    '诉求地址',
    '事发地址',
    '问题地址',
    '具体地址',
    '地点',
    '事发地点',
    '事发地',
    '发生地点',
  ],
  phone: [
    'phone',
    '电话',
    '联系电话',
    '来电号码',
    '来电电话',
    '电话号码',
    '手机号码',
    '手机号',
    '手机',
    '联系方式',
    '联系号码',
    '固定电话',
    '固话',
    '座机',
    '备用电话',
    '其他电话',
    '诉求人电话',
    '反映人电话',
    '来电人电话',
  ],
};

/** `subject=标题,detail=内容`. Throws USAGE. */
export function columnNames(map: string): ColumnNames {
  const names: Partial<Record<Field, string>> = {};
  for (const pair of map.split(',').filter((part) => part.trim())) {
    const at = pair.indexOf('=');
    const field = fields.find((one) => one === pair.slice(0, at).trim());
    const name = pair.slice(at + 1).trim();
    if (at < 1 || !field || !name)
      throw new ImportRefused('USAGE', `--map ${pair}：应为 字段=列名，字段为 ${fields.join('、')} 之一`);
    names[field] = name;
  }
  return names;
}

/** Numbers are not made up where the file has some under another name than was said. */
function isNumberedOtherwise(header: readonly string[]): boolean {
  return header.some((title) => usualNames.id.includes(title));
}

/** A name of a column without what differs from one office to the next: spaces, line breaks, signs, full width, brackets with units or notes, 必填. */
export function comparedName(title: string): string {
  const whole = writtenText(title).normalize('NFKC');
  const beside = whole.replace(/[([【〔][^)\]】〕]*[)\]】〕]/gu, '');
  // 【编号】 is a name, and nothing stands beside it
  return (lettersOf(beside) || lettersOf(whole)).toLowerCase();
}

function lettersOf(title: string): string {
  return title.replace(/[^\p{L}\p{N}_]/gu, '').replace(/^(?:必填|选填)(?=.)|(?<=.)(?:必填|选填)$/u, '');
}

/** Whether a line may be the header that these names look for: at least two of them stand in it. */
export function looksLikeHeader(cells: readonly string[], names: ColumnNames): boolean {
  return namedIn(cells, names) >= 2;
}

/** Where each field stands in a header. Throws CSV_HEADER with what is missing and what is there. */
export function columnsIn(cells: readonly string[], names: ColumnNames, line: number): Columns {
  const header = cells.map(comparedName);
  const indices = new Map<Field, number>();
  const missing: string[] = [];
  const needed: string[] = [];
  for (const field of fields) {
    const index = indexOf(header, field, names);
    const mapped = names[field];
    if (index >= 0) indices.set(field, index);
    else if (required.includes(field) || (field === 'id' && mapped && isNumberedOtherwise(header)))
      needed.push(mapped ?? `${usualNames[field][1] ?? field}（${field}）`);
    else if (mapped && field !== 'id') missing.push(mapped);
  }
  const twice = [...indices.values()].find((index) => header.indexOf(header[index] ?? '', index + 1) >= 0);
  if (twice !== undefined)
    throw new ImportRefused('CSV_HEADER', `列名“${cells[twice]?.trim() ?? ''}”出现了两次`, line);
  if (needed.length) {
    const there = cells.map((title) => title.trim().slice(0, 20)).slice(0, 20);
    const sentence = `缺少列 ${needed.join('、')}；文件的列是 ${there.join('、')}。列名不同时请用 --map 字段=列名 指定`;
    throw new ImportRefused('CSV_HEADER', sentence, line);
  }
  return {
    indices,
    header,
    missing,
    dayAndTime: dayAndTimeIn(header, names),
    phones: phonesIn(header, names),
  };
}

function dayAndTimeIn(
  header: readonly string[],
  { submitted_at: mapped }: ColumnNames,
): Columns['dayAndTime'] {
  if (mapped) return null;
  const day = header.findIndex((title) => daysOnly.includes(title));
  const time = header.findIndex(
    (title) => usualNames.submitted_at.includes(title) && !daysOnly.includes(title),
  );
  return day >= 0 && time >= 0 ? { day, time } : null;
}

function phonesIn(header: readonly string[], { phone: mapped }: ColumnNames): number[] {
  if (mapped) return [header.indexOf(comparedName(mapped))].filter((index) => index >= 0);
  return header.flatMap((title, index) => (usualNames.phone.includes(title) ? [index] : []));
}

/** How many columns a header names. */
export function namedIn(cells: readonly string[], names: ColumnNames): number {
  const titles = cells.map(comparedName);
  return fields.filter((field) => indexOf(titles, field, names) >= 0).length;
}

function indexOf(header: readonly string[], field: Field, names: ColumnNames): number {
  const mapped = names[field];
  if (mapped) return header.indexOf(comparedName(mapped));
  return header.findIndex((title) => usualNames[field].includes(title));
}
