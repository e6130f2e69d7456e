import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable } from './table.reader.js';
import { zipOf, type MadePart } from './worst-workbooks.fixture.js';

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const related = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const of = (name: string, xml: string): MadePart => ({
  name,
  content: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`),
});
const row = (at: number, words: readonly number[]): string =>
  `<row r="${at}">${words.map((word, index) => `<c r="${'AB'[index]}${at}" t="s"><v>${word}</v></c>`).join('')}</row>`;

/** Two sheets of a workbook whose first was thrown away: numbers of tabs and of parts differ, and the second tab stands first. */
const sheets = [
  of(
    'xl/worksheets/sheet1.xml',
    `<worksheet ${main}><sheetData>${row(1, [0, 1])}${row(2, [2])}</sheetData><mergeCells><mergeCell ref="B1:B2"/></mergeCells></worksheet>`,
  ),
  of('xl/worksheets/sheet2.xml', `<worksheet ${main}><sheetData>${row(1, [3])}</sheetData></worksheet>`),
];
const strings = of(
  'xl/sharedStrings.xml',
  `<sst ${main}>${['甲', '乙', '丙', '丁'].map((word) => `<si><t>${word}</t></si>`).join('')}</sst>`,
);
const workbook = of(
  'xl/workbook.xml',
  `<workbook ${main} ${related}><sheets><sheet name="二月" sheetId="3" r:id="rId2"/><sheet name="一月" sheetId="2" r:id="rId1"/></sheets></workbook>`,
);
const rels = (root: string): MadePart =>
  of(
    'xl/_rels/workbook.xml.rels',
    `<Relationships>${[1, 2].map((n) => `<Relationship Id="rId${n}" Type="worksheet" Target="${root}worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
  );

describe('a workbook', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'weisu-workbook-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['with its parts in the order of Excel', [workbook, rels(''), strings, ...sheets]],
    ['with its sheets before what they need', [...sheets, strings, rels(''), workbook]],
    ['with the list of sheets at the end', [rels(''), strings, ...sheets, workbook]],
    ['with targets from the root', [workbook, rels('/xl/'), ...sheets, strings]],
  ])('%s is read sheet by sheet as its tabs stand, with their names', async (_, parts) => {
    const file = join(folder, 'made.xlsx');
    await writeFile(file, zipOf(parts));
    const table = await openTable(file, 'auto');
    const seen = [];
    for await (const { sheet, line, cells } of table.records()) seen.push([sheet, line, cells]);
    expect(seen).toEqual([
      ['二月', 1, ['丁']],
      ['一月', 1, ['甲', '乙']],
      ['一月', 2, ['丙', '乙']],
    ]);
  });

  it.each(['shared', 'in its cell'])(
    'holds a long text (%s) whole, wherever its pieces are cut',
    async (where) => {
      const long = ['a', 'ab', 'abc'].map((begin) => `${begin}${'灯𠮷'.repeat(9_000)}`);
      const shared = `<sst ${main}>${long.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`;
      const inline = long.map(
        (text, n) => `<row r="${n + 1}"><c r="A${n + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`,
      );
      const named = long.map((_, n) => row(n + 1, [n]));
      const only = `<worksheet ${main}><sheetData>${(where === 'shared' ? named : inline).join('')}</sheetData></worksheet>`;
      const file = join(folder, 'long.xlsx');
      await writeFile(
        file,
        zipOf([workbook, rels(''), of('xl/sharedStrings.xml', shared), of('xl/worksheets/sheet1.xml', only)]),
      );
      const seen: string[] = [];
      for await (const { cells } of (await openTable(file, 'auto')).records()) seen.push(cells[0] ?? '');
      expect(seen.map((text) => long.indexOf(text))).toEqual([0, 1, 2]);
    },
  );
});
