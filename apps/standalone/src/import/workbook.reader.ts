import ExcelJS from 'exceljs';
import { isSheet } from './archive.js';
import { archiveParts } from './archive.reader.js';
import { cellText } from './cell-text.js';
import { SharedTexts } from './shared-texts.reader.js';

/** A row as exceljs reads it, from its first column. */
export type SheetRow = Readonly<{ number: number; values: readonly unknown[] }>;

/** A sheet: its part of the archive, the name on its tab, and its rows. */
export type Sheet = Readonly<{ part: string; name: string; rows: AsyncIterable<SheetRow> }>;

/**
 * What of exceljs 4.4.0 reads one part. Its own walk through the archive is not used: the unpacker that it walks with says the end before the last parts
 * are out (measured: of 1 500 readings of one good file one was without its workbook), and takes for granted that sheets come behind what they need.
 */
type PartReader = {
  workbookRels?: readonly Readonly<{ Id: string; Target: string }>[];
  model?: Readonly<{ sheets?: readonly Readonly<{ name: string; rId: string }>[] }>;
  _parseRels(part: AsyncIterable<string>): Promise<void>;
  _parseWorkbook(part: AsyncIterable<string>): Promise<void>;
  _parseStyles(part: AsyncIterable<string>): Promise<void>;
  _parseSharedStrings(part: AsyncIterable<string>): AsyncIterable<Readonly<{ text: unknown }>>;
  _parseWorksheet(
    part: AsyncIterable<string>,
    number: string,
  ): Iterable<Readonly<{ value: AsyncIterable<ExcelJS.Row> }>>;
};

/** The sheets of a workbook in the order of their tabs, one after the other, whatever the order of the parts. Of a file that `requireBoundedArchive` has passed. */
export async function* sheetsOf(file: string): AsyncGenerator<Sheet> {
  const parts = await archiveParts(file);
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {
    sharedStrings: 'emit',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
    entries: 'emit',
  }) as unknown as PartReader;
  const open = (name: string): AsyncIterable<string> => {
    const part = parts.get(name);
    if (!part) throw new Error(`${name} is missing`);
    // exceljs decodes each piece by itself, and a character that lies in two of them is lost
    return part().setEncoding('utf8');
  };
  await reader._parseRels(open('xl/_rels/workbook.xml.rels'));
  await reader._parseWorkbook(open('xl/workbook.xml'));
  if (parts.has('xl/styles.xml')) await reader._parseStyles(open('xl/styles.xml'));
  const texts = new SharedTexts();
  try {
    if (parts.has('xl/sharedStrings.xml'))
      for await (const { text } of reader._parseSharedStrings(open('xl/sharedStrings.xml')))
        texts.add(cellText(text));
    for (const { name, part } of named(reader, parts)) {
      const number = /\d+/.exec(part)?.[0] ?? '';
      for (const { value } of reader._parseWorksheet(open(part), number))
        yield { part, name, rows: withTexts(value, texts) };
    }
  } finally {
    texts.close();
  }
}

async function* withTexts(rows: AsyncIterable<ExcelJS.Row>, texts: SharedTexts): AsyncGenerator<SheetRow> {
  for await (const { number, values } of rows)
    // exceljs counts columns from 1
    yield {
      number,
      values: Array.from(Array.isArray(values) ? values.slice(1) : [], (value) =>
        isShared(value) ? texts.at(value.sharedString) : value,
      ),
    };
}

function isShared(value: unknown): value is Readonly<{ sharedString: number }> {
  return typeof value === 'object' && value !== null && 'sharedString' in value;
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
