import ExcelJS from 'exceljs';
import { isSheet } from './archive.js';
import { archiveParts } from './archive.reader.js';

/** A sheet: its part of the archive, the name on its tab, and its rows as exceljs reads them. */
export type Sheet = Readonly<{ part: string; name: string; rows: AsyncIterable<ExcelJS.Row> }>;

/**
 * What of exceljs 4.4.0 reads one part. Its own walk through the archive is not used: the unpacker that it walks with says the end before the last parts
 * are out (measured: of 1 500 readings of one good file one was without its workbook), and takes for granted that sheets come behind what they need.
 */
type PartReader = {
  workbookRels?: readonly Readonly<{ Id: string; Target: string }>[];
  model?: Readonly<{ sheets?: readonly Readonly<{ name: string; rId: string }>[] }>;
  _parseRels(part: AsyncIterable<Buffer>): Promise<void>;
  _parseWorkbook(part: AsyncIterable<Buffer>): Promise<void>;
  _parseStyles(part: AsyncIterable<Buffer>): Promise<void>;
  _parseSharedStrings(part: AsyncIterable<Buffer>): AsyncIterable<unknown>;
  _parseWorksheet(
    part: AsyncIterable<Buffer>,
    number: string,
  ): Iterable<Readonly<{ value: AsyncIterable<ExcelJS.Row> }>>;
};

/** The sheets of a workbook in the order of their tabs, one after the other, whatever the order of the parts. Of a file that `requireBoundedArchive` has passed. */
export async function* sheetsOf(file: string): AsyncGenerator<Sheet> {
  const parts = await archiveParts(file);
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
    entries: 'emit',
  }) as unknown as PartReader;
  const open = (name: string): AsyncIterable<Buffer> => {
    const part = parts.get(name);
    if (!part) throw new Error(`${name} is missing`);
    return part();
  };
  await reader._parseRels(open('xl/_rels/workbook.xml.rels'));
  await reader._parseWorkbook(open('xl/workbook.xml'));
  if (parts.has('xl/styles.xml')) await reader._parseStyles(open('xl/styles.xml'));
  if (parts.has('xl/sharedStrings.xml'))
    for await (const _ of reader._parseSharedStrings(open('xl/sharedStrings.xml')));
  for (const { name, part } of named(reader, parts)) {
    const number = /\d+/.exec(part)?.[0] ?? '';
    for (const { value } of reader._parseWorksheet(open(part), number)) yield { part, name, rows: value };
  }
}

type Named = Pick<Sheet, 'part' | 'name'>;

/** As the workbook lists them; where it lists none that is there, those that are there. */
function named({ model, workbookRels = [] }: PartReader, parts: ReadonlyMap<string, unknown>): Named[] {
  const listed = (model?.sheets ?? []).map(({ name, rId }) => {
    const target = workbookRels.find(({ Id }) => Id === rId)?.Target ?? '';
    // relative to the workbook, or from the root of the archive
    return { name, part: target.startsWith('/') ? target.slice(1) : `xl/${target}` };
  });
  const found = listed.filter(({ part }) => isSheet({ name: part }) && parts.has(part));
  if (found.length) return found;
  const there = [...parts.keys()].filter((name) => isSheet({ name }));
  return there.map((part, index) => ({ part, name: `第 ${index + 1} 张` }));
}
