import { deflateRawSync } from 'node:zlib';
import { text } from './file-parts.fixture.js';

export type ZipPart = Readonly<{
  name: string;
  body: Buffer;
  /** What its head and the directory claim instead of the truth. */
  claimed?: number;
  isStored?: boolean;
}>;

const u16le = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255]);
const u32le = (value: number): Buffer => Buffer.concat([u16le(value & 0xffff), u16le(value >>> 16)]);

/** A ZIP, part by part. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const heads: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, body, claimed = body.length, isStored = false } of parts) {
    const packed = isStored ? body : deflateRawSync(body);
    const fields = Buffer.concat([
      ...[u16le(20), u16le(0), u16le(isStored ? 0 : 8), u32le(0), u32le(0)],
      ...[u32le(packed.length), u32le(claimed), u16le(Buffer.byteLength(name)), u16le(0)],
    ]);
    const head = Buffer.concat([text('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
    heads.push(head);
    entries.push(
      Buffer.concat([
        text('PK\u0001\u0002'),
        u16le(20),
        fields,
        Buffer.alloc(10),
        u32le(at),
        Buffer.from(name),
      ]),
    );
    at += head.length;
  }
  const directory = Buffer.concat(entries);
  const count = u16le(parts.length);
  const end = [text('PK\u0005\u0006'), u32le(0), count, count, u32le(directory.length), u32le(at), u16le(0)];
  return Buffer.concat([...heads, directory, ...end]);
}

const office = 'application/vnd.openxmlformats-officedocument';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNames = 'xmlns="http://schemas.openxmlformats.org/package/2006';

export const contentTypes = (main: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Types ${packageNames}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/main.xml" ContentType="${main}"/>${more}</Types>`;

/** One relation of a type, and what it says beside. */
export const relationsOf = (type: string, more = 'Target="a.xml"'): string =>
  `<?xml version="1.0"?><Relationships ${packageNames}/relationships"><Relationship Id="rId1" Type="${relations}/${type}" ${more}/></Relationships>`;

export const wordMain = `${office}.wordprocessingml.document.main+xml`;
export const sheetMain = `${office}.spreadsheetml.sheet.main+xml`;

const made = (parts: Readonly<Record<string, string | Buffer>>): Buffer =>
  zip(
    Object.entries(parts).map(([name, body]) => ({
      name,
      body: typeof body === 'string' ? Buffer.from(body) : body,
    })),
  );

/** A text, and the parts that are added or replaced. */
export function docx(more: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  return made({
    '[Content_Types].xml': contentTypes(wordMain),
    '_rels/.rels': relationsOf('officeDocument', 'Target="word/document.xml"'),
    'docProps/core.xml': '<cp:coreProperties><dc:creator>王五</dc:creator></cp:coreProperties>',
    'word/document.xml':
      '<w:document><w:body><w:p><w:r><w:t>整改报告</w:t></w:r></w:p></w:body></w:document>',
    'word/_rels/document.xml.rels': relationsOf(
      'hyperlink',
      'Target="https://www.sz.gov.cn/" TargetMode="External"',
    ),
    'word/media/image1.png': Buffer.from('89504e470d0a1a0a', 'hex'),
    ...more,
  });
}

export function xlsx(more: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  return made({
    '[Content_Types].xml': contentTypes(sheetMain),
    '_rels/.rels': relationsOf('officeDocument', 'Target="xl/workbook.xml"'),
    'xl/workbook.xml': '<workbook><sheets/></workbook>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="1"><c r="A1"><f>A2&amp;"|!"&amp;B2</f></c></row></sheetData></worksheet>',
    'xl/printerSettings/printerSettings1.bin': Buffer.from('P\0r\0i\0n\0t'),
    ...more,
  });
}
