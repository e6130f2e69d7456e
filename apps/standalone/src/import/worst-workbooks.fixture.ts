import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a ZIP, and what it says of itself that is not so. */
export type MadePart = Readonly<{
  name: string;
  content: Buffer;
  /** Packed bytes instead of the content's. */ packed?: Buffer;
  /** Claimed in the directory, and in the part's own header. */ unpacked?: number;
  /** Its sizes stand behind it. */ described?: boolean;
  /** Not in the directory. */ hidden?: boolean;
}>;

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const text = (xml: string): Buffer => Buffer.from(head + xml);

const u16 = (value: number): Buffer => Buffer.from(Uint16Array.of(value).buffer);
const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);

/** The bytes of a ZIP of such parts; `claimed` instead of their number. */
export function zipOf(parts: readonly MadePart[], claimed?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { header, data, entry } = recordsOf(part, at);
    local.push(header, data);
    if (!part.hidden) central.push(entry);
    at += header.length + data.length;
  }
  const directory = Buffer.concat(central);
  const count = u16(claimed ?? central.length);
  const end = [u32(0x0605_4b50), u16(0), u16(0), count, count, u32(directory.length), u32(at), u16(0)];
  return Buffer.concat([...local, directory, ...end]);
}

function recordsOf(part: MadePart, at: number): Readonly<Record<'header' | 'data' | 'entry', Buffer>> {
  const packed = part.packed ?? deflateRawSync(part.content);
  const sizes = Buffer.concat([
    u32(crcOf(part.content)),
    u32(packed.length),
    u32(part.unpacked ?? part.content.length),
  ]);
  const name = Buffer.from(part.name);
  const common = Buffer.concat([u16(20), u16(part.described ? 8 : 0), u16(8), u32(0)]);
  const nameSize = Buffer.concat([u16(name.length), u16(0)]);
  const header = [u32(0x0403_4b50), common, part.described ? Buffer.alloc(12) : sizes, nameSize, name];
  const entry = [u32(0x0201_4b50), u16(20), common, sizes, nameSize, Buffer.alloc(10), u32(at), name];
  return {
    header: Buffer.concat(header),
    data: part.described ? Buffer.concat([packed, u32(0x0807_4b50), sizes]) : packed,
    entry: Buffer.concat(entry),
  };
}

const crcOf = (bytes: Buffer): number => (typeof crc32 === 'function' ? crc32(bytes) : 0);

const shell = (): MadePart[] => [
  {
    name: 'xl/workbook.xml',
    content: text(`<workbook ${main}><sheets><sheet name="a" sheetId="1"/></sheets></workbook>`),
  },
  { name: 'xl/_rels/workbook.xml.rels', content: text('<Relationships/>') },
];
const sheetOf = (rows: string): MadePart => ({
  name: 'xl/worksheets/sheet1.xml',
  content: text(`<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`),
});
const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>1</t></is></c></row>';
const strings = (bytes: number): MadePart => ({
  name: 'xl/sharedStrings.xml',
  content: Buffer.concat([
    text(`<sst ${main}>`),
    Buffer.alloc(bytes, '<si><t>aaaaaaaaaaaaaaaaaaaaaaaa</t></si>'),
    Buffer.from('</sst>'),
  ]),
});
/** Stored inside deflated data, so that it stands there as it is. */
const storedBlock = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([1]), u16(bytes.length), u16(~bytes.length & 0xffff), bytes]);

/** A workbook that holds what it says: one row. */
export const soundWorkbook = (): Buffer => zipOf([...shell(), sheetOf(row)]);

/** Workbooks made to cost whoever opens them as much as they can, and the code that each is refused by. `bytes`: about how much they unpack to. */
export const worstWorkbooks = {
  'shared strings of zeros': (bytes) => zipOf([...shell(), strings(bytes), sheetOf(row)]),
  'shared strings that say they are short': (bytes) =>
    zipOf([...shell(), { ...strings(bytes), unpacked: 1_000 }, sheetOf(row)]),
  'shared strings behind a description': (bytes) =>
    zipOf([...shell(), { ...strings(bytes), unpacked: 1_000, described: true }, sheetOf(row)]),
  'shared strings that the directory does not name': (bytes) =>
    zipOf([...shell(), { ...strings(bytes), hidden: true }, sheetOf(row)]),
  'shared strings inside another part': (bytes) => {
    const inner = zipOf([strings(Math.min(bytes, 1_000_000))]);
    const hiding = Buffer.concat([u32(0x0807_4b50), Buffer.alloc(12), inner]).subarray(0, 65_535);
    const part = { name: 'docProps/a.xml', content: hiding, packed: storedBlock(hiding), described: true };
    return zipOf([part, ...shell(), sheetOf(row)]);
  },
  'shared strings behind the end of another part': (bytes) => {
    const packed = Buffer.concat([
      deflateRawSync(Buffer.from('a')),
      zipOf([strings(Math.min(bytes, 1_000_000))]),
    ]);
    return zipOf([{ name: 'docProps/a.xml', content: Buffer.from('a'), packed }, ...shell(), sheetOf(row)]);
  },
  'many parts': () =>
    zipOf(Array.from({ length: 1_001 }, (_, index) => ({ name: `a${index}`, content: Buffer.alloc(0) }))),
  'more parts than it has': () => zipOf([...shell(), sheetOf(row)], 60_000),
  'another archive': () => zipOf([...shell(), { name: 'xl/embeddings/a.xlsx', content: soundWorkbook() }]),
  'another archive under another name': () =>
    zipOf([...shell(), { name: 'xl/media/a.png', content: soundWorkbook() }]),
  'one cell': (bytes) => zipOf([...shell(), { ...sheetOf(`<row><c><v>${noise(bytes)}</v></c></row>`) }]),
  'one row': (bytes) =>
    zipOf([...shell(), sheetOf(`<row>${`<c><v>${noise(40)}</v></c>`.repeat(bytes / 60)}</row>`)]),
  'a directory without an end': () => soundWorkbook().subarray(0, -10),
} as const satisfies Record<string, (bytes: number) => Buffer>;

/** Text that does not pack well, from a row of numbers. */
function noise(length: number): string {
  let state = 13;
  const numbers = Array.from({ length: Math.ceil(length / 6) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(36).padStart(7, '0');
  });
  return numbers.join('').slice(0, length);
}
