import { natures, spheres, urgencies, type Category } from '@weisu/contracts';

export const categoryColumns = [
  'code',
  'level1',
  'level2',
  'level3',
  'nature',
  'urgency',
  'sphere',
  'keywords',
] as const;

/** Categories as a table (RFC 4180), with who leads each; a spreadsheet runs nothing of it. */
export function categoriesCsv(
  categories: readonly Category[],
  leadOf: (category: Category) => string | null,
): string {
  const rows = categories.map((category) => {
    const { code, branch = [], name, nature, urgency, sphere = '', keywords } = category;
    return [
      code,
      branch[0] ?? '',
      branch[1] ?? '',
      name,
      nature,
      urgency,
      sphere,
      keywords.join(';'),
      leadOf(category) ?? '',
    ];
  });
  return [[...categoryColumns, 'lead'], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What begins like a formula would be calculated by a spreadsheet. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export type TreeRow = Readonly<{ level1: string; level2: string; level3: string } & Record<string, string>>;

/**
 * A tree of three levels from elsewhere as categories of a district. A code that is missing is given in pairs of digits by the places of the
 * levels (GB/T 39666: 2+2+2); what else is missing is what says least: 投诉, 常态, the name as its only word.
 */
export function importedRows(rows: readonly TreeRow[]): readonly (readonly string[])[] {
  const places = new Map<string, number>();
  const count = new Map<string, number>();
  const placeOf = (parent: string, name: string): string => {
    const key = `${parent}/${name}`;
    const known = places.get(key) ?? (count.get(parent) ?? 0) + 1;
    if (!places.has(key)) count.set(parent, known);
    places.set(key, known);
    return String(known).padStart(2, '0');
  };
  const among = (list: readonly string[], value: string | undefined, otherwise: string) =>
    value !== undefined && list.includes(value) ? value : otherwise;
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const { level1, level2, level3 } = row;
    if (!level3 || seen.has(`${level1}/${level2}/${level3}`)) return [];
    seen.add(`${level1}/${level2}/${level3}`);
    const code = `${placeOf('', level1)}${placeOf(level1, level2)}${placeOf(`${level1}/${level2}`, level3)}`;
    return [
      [
        row['code'] || code,
        level1,
        level2,
        level3,
        among(natures, row['nature'], 'COMPLAINT'),
        among(urgencies, row['urgency'], 'ROUTINE'),
        among(spheres, row['sphere'], ''),
        row['keywords'] || (level3.length > 1 ? level3 : ''),
      ],
    ];
  });
}

export function tableOf(rows: readonly (readonly string[])[]): string {
  return [categoryColumns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
