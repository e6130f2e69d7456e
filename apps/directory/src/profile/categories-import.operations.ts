import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { importedRows, tableOf, type TreeRow } from './categories-csv.js';

const usage = 'usage: npm run categories:import -- FILE.csv [OUT.csv]';

/** The command `categories:import`: a tree of categories from elsewhere becomes the `categories.csv` of a district pack. Answers the exit code. */
export async function runCategoriesImport(
  argv: readonly string[],
  print: (line: string) => void,
): Promise<0 | 1> {
  const [file, out = 'categories.csv', ...more] = argv;
  if (file === undefined || more.length || file.startsWith('-')) {
    print(usage);
    return 1;
  }
  const bytes = await readFile(file);
  const records: Record<string, string>[] = parse(bytes, {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    // a quote that is never closed would otherwise take the rest of the file for one cell
    max_record_size: 100_000,
  });
  const missing = ['level1', 'level2', 'level3'].filter((column) => !(column in (records[0] ?? {})));
  if (missing.length) {
    print(`${file} has no column ${missing.join(', ')}`);
    return 1;
  }
  const rows = importedRows(records as unknown as readonly TreeRow[]);
  await writeFile(out, tableOf(rows));
  print(
    `${out}: ${rows.length} categories of ${records.length} rows; say nature, urgency, sphere and words, then run npm run directory:import`,
  );
  return 0;
}
