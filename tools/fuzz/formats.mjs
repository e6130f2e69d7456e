// Every format that we read or lay out for strangers: files made to cost as much as they can, sound ones to be damaged, and the real function that takes them.
// Read from dist, where fixtures are compiled, too.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const from = (path) => import(new URL(`../../${path}`, import.meta.url));
const { worstFiles } = await from('apps/gateway/dist/evidence/worst-files.fixture.js');
const samples = await from('apps/gateway/dist/evidence/sample-files.fixture.js');
const pictures = await from('apps/gateway/dist/evidence/sample-pictures.fixture.js');
const sounds = await from('apps/gateway/dist/evidence/sample-sounds.fixture.js');
const documents = await from('apps/gateway/dist/evidence/sample-documents.fixture.js');
const { inspect } = await from('apps/gateway/dist/evidence/evidence.worker.js');
const { print } = await from('apps/gateway/dist/paper/paper.worker.js');
const { read } = await from('apps/dispatch/dist/papers/template/template.worker.js');
const { worstTexts } = await from('libs/printing/dist/worst-texts.fixture.js');
const { ourTemplate } = await from('libs/papers/dist/index.js');
const { worstWorkbooks, soundWorkbook } = await from(
  'apps/standalone/dist/import/worst-workbooks.fixture.js',
);
const { openTable } = await from('apps/standalone/dist/import/table.reader.js');
const { ImportRefused } = await from('apps/standalone/dist/import/import-refused.js');

const folder = mkdtempSync(join(tmpdir(), 'weisu-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const upload = (bytes) => inspect({ bytes });

async function table(bytes) {
  const file = join(folder, 'table');
  writeFileSync(file, bytes);
  try {
    let rows = 0;
    for await (const { cells } of (await openTable(file, 'auto')).records()) rows += cells.length;
    return rows;
  } catch (error) {
    if (error instanceof ImportRefused) return error.code;
    throw error;
  }
}

function paper(bytes) {
  const cell = { text: bytes.toString('utf8').slice(0, 20_000), isLabel: false, span: 1, lines: 1 };
  const page = { title: '题', left: '编号', right: '校验码', below: '', columns: [100], rows: [[cell]] };
  return print({ page, issuedAt: new Date(0), ending: 'pdf' });
}

const template = (bytes) => read({ text: bytes.toString('utf8').slice(0, 20_000), kind: 'WHISTLE' });

const texts = (names) =>
  Object.fromEntries(names.map((name) => [name, (size) => Buffer.from(worstTexts(size)[name])]));
const repeated = (parts) =>
  Object.fromEntries(parts.map((part) => [JSON.stringify(part), (size) => Buffer.alloc(size, part)]));

/** `most`: the largest size that the door lets in. `milliseconds` instead of a second: a paper of twenty thousand different ideographs embeds their outlines. */
export const formats = {
  jpg: { worst: worstFiles.jpg, sound: [samples.jpeg(6)], run: upload, most: 20_971_520 },
  png: { worst: worstFiles.png, sound: [samples.png()], run: upload, most: 20_971_520 },
  heic: { worst: worstFiles.heic, sound: [samples.heic()], run: upload, most: 20_971_520 },
  mp4: { worst: worstFiles.mp4, sound: [samples.mp4()], run: upload, most: 20_971_520 },
  pdf: { worst: worstFiles.pdf, sound: [Buffer.from('%PDF-1.7\n%%EOF\n')], run: upload, most: 20_971_520 },
  webp: { worst: worstFiles.webp, sound: [pictures.webp(6)], run: upload, most: 20_971_520 },
  mov: { worst: worstFiles.mov, sound: [samples.mov()], run: upload, most: 20_971_520 },
  m4a: { worst: worstFiles.m4a, sound: [samples.m4a()], run: upload, most: 20_971_520 },
  mp3: { worst: worstFiles.mp3, sound: [sounds.mp3(20)], run: upload, most: 20_971_520 },
  amr: { worst: worstFiles.amr, sound: [sounds.amr()], run: upload, most: 20_971_520 },
  docx: { worst: worstFiles.docx, sound: [documents.docx()], run: upload, most: 20_971_520 },
  sheet: { worst: worstFiles.xlsx, sound: [documents.xlsx()], run: upload, most: 20_971_520 },
  bin: { worst: worstFiles.bin, sound: [Buffer.from('PK\u0003\u0004')], run: upload, most: 20_971_520 },
  xlsx: { worst: worstWorkbooks, sound: [soundWorkbook()], run: table, most: 20_000_000 },
  csv: {
    worst: repeated(['"', ',', 'a,', '\n', '"a\n', '""', '\r', '字,', 'a\tb;c,']),
    sound: [Buffer.from('id,detail\n1,"路灯\n不亮"\n2,"a ""b"""\n')],
    run: table,
    most: 2_000_000,
  },
  yaml: {
    worst: repeated([
      '[',
      '- ',
      '{a: ',
      '? ',
      'a,',
      '{a,b',
      '&a ',
      '*a ',
      '! ',
      '"',
      "'",
      '|\n',
      ': ',
      '---\n',
      '#',
      '\t',
      '[{}, ',
    ]),
    sound: [Buffer.from(ourTemplate('WHISTLE'))],
    run: template,
    most: 20_000,
  },
  paper: {
    worst: texts(Object.keys(worstTexts(64))),
    sound: [Buffer.from('经现场核实，\t情况 “属实”。fi é 𠮷\n')],
    run: paper,
    most: 20_000,
    milliseconds: 3_000,
  },
};
