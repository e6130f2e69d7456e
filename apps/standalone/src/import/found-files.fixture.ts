import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';

type Cells = readonly (readonly (string | number)[])[];

/** A file as an office sent it, and what must become of it. */
export type FoundFile = Readonly<{
  name: string;
  kind: 'xlsx' | 'csv' | 'text';
  sheets?: readonly Readonly<{ name: string; rows: Cells }>[];
  rows?: Cells;
  text?: string;
  expect: Readonly<{ registered: number; refusedWith?: string; passedOver?: number; storedText?: string }>;
}>;

/** Files that real use found, one for each kind. `options`: the command line that they are imported with. */
export async function foundFiles(): Promise<{ options: string[]; cases: FoundFile[] }> {
  const text = await readFile(new URL('./found-files.json', import.meta.url), 'utf8');
  return JSON.parse(text) as { options: string[]; cases: FoundFile[] };
}

/** Answers the path. */
export async function writeFound(
  { kind, sheets = [], rows = [], text }: FoundFile,
  folder: string,
): Promise<string> {
  const file = join(folder, `found.${kind === 'xlsx' ? 'xlsx' : 'csv'}`);
  if (kind === 'xlsx') {
    const workbook = new ExcelJS.Workbook();
    for (const sheet of sheets) workbook.addWorksheet(sheet.name).addRows(sheet.rows.map((row) => [...row]));
    await workbook.xlsx.writeFile(file);
  } else await writeFile(file, text ?? rows.map((row) => row.map(quoted).join(',')).join('\r\n'));
  return file;
}

const quoted = (cell: string | number): string =>
  /[",\n]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : `${cell}`;
