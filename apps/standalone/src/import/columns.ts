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

/** Without these a row is no matter. The others may be missing, unless `--map` names them. */
const required: readonly Field[] = ['id', 'submitted_at', 'detail'];

/** Field → name of its column. */
export type ColumnNames = Readonly<Partial<Record<Field, string>>>;
/** Field → index of its column. */
export type Columns = Readonly<{ indices: ReadonlyMap<Field, number>; width: number }>;

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

/** Where each field stands in a header. Throws CSV_HEADER with what is missing and what is there. */
export function columnsIn(header: readonly string[], names: ColumnNames, line: number): Columns {
  const titles = header.map((title) => title.trim());
  const indices = new Map<Field, number>();
  const missing: string[] = [];
  for (const field of fields) {
    const name = names[field] ?? field;
    const index = titles.indexOf(name);
    if (index >= 0) indices.set(field, index);
    else if (required.includes(field) || names[field]) missing.push(name);
  }
  const twice = titles.find((title, index) => title && titles.indexOf(title) !== index);
  if (twice && [...indices.keys()].some((field) => (names[field] ?? field) === twice))
    throw new ImportRefused('CSV_HEADER', `列名“${twice}”出现了两次`, line);
  if (missing.length) {
    const there = titles.map((title) => title.slice(0, 20)).slice(0, 20);
    const sentence = `缺少列 ${missing.join('、')}；文件的列是 ${there.join('、')}。列名不同时请用 --map 字段=列名 指定`;
    throw new ImportRefused('CSV_HEADER', sentence, line);
  }
  return { indices, width: titles.length };
}
