import { deflateRawSync } from 'node:zlib';
import { text } from './file-parts.fixture.js';
import {
  contentTypes,
  docx,
  relationsOf,
  sheetMain,
  wordMain,
  xlsx,
  zip,
} from './sample-documents.fixture.js';

/** Unpacked, as much as a document may hold, and as packed as it may be. */
const mostUnpacked = 95_000_000;

/** A body of about so many bytes that packs no better than a document may. */
function dense(part: string, bytes: number): Buffer {
  const length = Math.min(mostUnpacked, bytes * 4);
  const body = Buffer.alloc(length, part);
  // a twentieth that does not pack
  for (let at = 0, seed = 1; at < length; at += 20) {
    seed = Math.imul(seed, 1_103_515_245) + 12_345;
    body[at] = 0x61 + ((seed >>> 16) % 26);
  }
  return body;
}

const repeated = (part: string, bytes: number): Buffer =>
  Buffer.alloc(Math.min(mostUnpacked, bytes * 4), part);

const manyParts = (count: number, bytes: number): Buffer =>
  docx(
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`word/p${n}.xml`, dense('<a>', Math.floor(bytes / count))]),
    ),
  );

export const worstTexts: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'a long text': (bytes) => docx({ 'word/document.xml': dense('<w:t>a</w:t>', bytes) }),
  'a bomb': (bytes) => docx({ 'word/document.xml': Buffer.alloc(Math.min(200_000_000, bytes * 20), ' ') }),
  'a part that claims less': (bytes) =>
    zip([
      { name: '[Content_Types].xml', body: Buffer.from(contentTypes(wordMain)) },
      { name: 'word/document.xml', body: repeated(' ', bytes), claimed: 900_000 },
    ]),
  instructions: (bytes) => docx({ 'word/document.xml': dense('<w:instrText>', bytes) }),
  'instructions in many parts': (bytes) =>
    docx(
      Object.fromEntries(
        Array.from({ length: 40 }, (_, n) => [
          `word/p${n}.xml`,
          dense('<w:instrText>', Math.floor(bytes / 40)),
        ]),
      ),
    ),
  'instructions without an end': (bytes) => docx({ 'word/document.xml': dense('instr', bytes) }),
  fields: (bytes) => docx({ 'word/document.xml': dense('<w:fldChar/><w:instrText>a</w:instrText>', bytes) }),
  relations: (bytes) => docx({ 'word/_rels/document.xml.rels': dense('<Relationship ', bytes) }),
  'relations in many parts': (bytes) =>
    docx(
      Object.fromEntries(
        Array.from({ length: 900 }, (_, n) => [
          `word/_rels/p${n}.rels`,
          relationsOf('image').repeat(Math.max(1, Math.min(20, Math.floor(bytes / 200_000)))),
        ]),
      ),
    ),
  'a thousand parts': (bytes) => manyParts(990, bytes),
  'more parts': (bytes) => manyParts(5_000, bytes),
  'ends of an archive': (bytes) =>
    Buffer.concat([text('PK\u0003\u0004'), Buffer.alloc(bytes, Buffer.from('504b0506', 'hex'))]),
  'a directory of nothing': (bytes) => {
    const entries = Math.min(65_535, Math.floor(bytes / 46));
    const end = Buffer.alloc(22);
    end.write('PK\u0005\u0006', 'latin1');
    end.writeUInt16LE(entries, 8);
    end.writeUInt16LE(entries, 10);
    end.writeUInt32LE(entries * 46, 12);
    end.writeUInt32LE(4, 16);
    return Buffer.concat([
      text('PK\u0003\u0004'),
      Buffer.alloc(entries * 46, Buffer.concat([text('PK\u0001\u0002'), Buffer.alloc(42)])),
      end,
    ]);
  },
};

export const worstSheets: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'tags and marks': (bytes) => xlsx({ 'xl/worksheets/sheet1.xml': dense('<c><f>!?</f></c>', bytes) }),
  formulas: (bytes) => xlsx({ 'xl/worksheets/sheet1.xml': dense('<c><f>A1</f><v>1</v></c>', bytes) }),
  bars: (bytes) => xlsx({ 'xl/worksheets/sheet1.xml': dense('<t>|', bytes) }),
  'one cell of bars': (bytes) => xlsx({ 'xl/worksheets/sheet1.xml': dense('|', bytes) }),
  'quotes in a formula': (bytes) =>
    xlsx({ 'xl/worksheets/sheet1.xml': Buffer.concat([text('<f>|'), repeated('"', bytes >> 8)]) }),
  'a bomb': (bytes) =>
    xlsx({ 'xl/sharedStrings.xml': Buffer.alloc(Math.min(200_000_000, bytes * 20), '<si/>') }),
  'blocks of nothing': (bytes) => {
    // a stream of deflate whose every block holds nothing takes a turn for each of its five bytes
    const blocks = Buffer.alloc(Math.floor(bytes / 5) * 5, Buffer.from('000000ffff', 'hex'));
    const packed = Buffer.concat([blocks, deflateRawSync(Buffer.from('<a/>'))]);
    return repackaged(packed);
  },
};

/** A workbook one part of which is packed already. */
function repackaged(packed: Buffer): Buffer {
  const file = zip([
    { name: '[Content_Types].xml', body: Buffer.from(contentTypes(sheetMain)) },
    { name: 'xl/workbook.xml', body: Buffer.from('<workbook/>') },
    { name: 'xl/styles.xml', body: packed, isStored: true, claimed: 4 },
  ]);
  // its method, in its own head and in the directory
  const head = file.indexOf('xl/styles.xml');
  file.writeUInt16LE(8, head - 30 + 8);
  file.writeUInt16LE(8, file.lastIndexOf('xl/styles.xml') - 46 + 10);
  return file;
}
