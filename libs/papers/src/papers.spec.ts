import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unzipSync, strFromU8 } from 'fflate';
import {
  docxOf,
  filledIn,
  notoSerif,
  kindOfFile,
  paperFields,
  paperFiles,
  pdfOf,
  previewOf,
  readTemplate,
  TemplateInvalid,
  type PaperKind,
} from './index.js';

const issuedAt = new Date('2026-11-23T01:02:03.000Z');
const kinds = Object.keys(paperFiles) as PaperKind[];

const templateOf = (kind: PaperKind) =>
  readTemplate(
    readFileSync(new URL(`../../../deploy/papers/${paperFiles[kind]}.yaml`, import.meta.url), 'utf8'),
    paperFields[kind],
  );
/** Each field with a text of its own, so that one that is not shown is missed. */
const dataOf = (kind: PaperKind, more: Readonly<Record<string, string>> = {}) => ({
  ...Object.fromEntries(paperFields[kind].map((field) => [field, `«${field}»东门社区第一网格`])),
  ...more,
});
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const wordsOf = (docx: Uint8Array): string =>
  strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array());

describe.each(kinds)('the paper %s', (kind) => {
  it('has the same bytes whenever it is printed, as DOCX and as PDF', async () => {
    const page = filledIn(templateOf(kind), dataOf(kind));
    expect(digest(docxOf(page, issuedAt))).toBe(digest(docxOf(page, issuedAt)));
    const [one, two] = [await pdfOf(page, issuedAt, notoSerif()), await pdfOf(page, issuedAt, notoSerif())];
    expect(digest(one)).toBe(digest(two));
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('names its number and its code, and shows them', () => {
    const words = wordsOf(docxOf(filledIn(templateOf(kind), dataOf(kind)), issuedAt));
    for (const field of ['number', 'code', 'date']) expect(words).toContain(`«${field}»`);
  });
});

describe('a paper', () => {
  const opinion = templateOf('OPINION');

  it('is another file when a letter of it is another', async () => {
    const [page, changed] = [{}, { facts: '属 实' }].map((more) =>
      filledIn(opinion, dataOf('OPINION', more)),
    );
    expect(digest(docxOf(page!, issuedAt))).not.toBe(digest(docxOf(changed!, issuedAt)));
    const [one, two] = [
      await pdfOf(page!, issuedAt, notoSerif()),
      await pdfOf(changed!, issuedAt, notoSerif()),
    ];
    expect(digest(one)).not.toBe(digest(two));
  });

  it('goes on over as many pages as it needs', async () => {
    const page = filledIn(opinion, dataOf('OPINION', { facts: '经现场核实，情况属实。'.repeat(400) }));
    const bytes = await pdfOf(page, issuedAt, notoSerif());
    const pages = bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? [];
    expect(pages.length).toBeGreaterThan(2);
  });

  it('keeps what people write from being taken for markup', () => {
    const page = filledIn(
      opinion,
      dataOf('OPINION', { facts: '<w:b/> & "引号" \u0000\u0007 \uD800 {number}' }),
    );
    const words = wordsOf(docxOf(page, issuedAt));
    expect(words).toContain('&lt;w:b/&gt; &amp; &quot;引号&quot;   {number}');
  });

  it('has a character that the font lacks in DOCX, and a note of it in PDF', async () => {
    const page = filledIn(opinion, dataOf('OPINION', { reporter: '𠮷先生' }));
    expect(wordsOf(docxOf(page, issuedAt))).toContain('𠮷先生');
    const faces = notoSerif();
    expect([
      faces.regular.has('䶮'.codePointAt(0) ?? 0),
      faces.regular.has('𠮷'.codePointAt(0) ?? 0),
    ]).toEqual([true, false]);
    expect((await pdfOf(page, issuedAt, faces)).length).toBeGreaterThan(10_000);
  });

  it('leaves empty what is not known, and asks no prototype', () => {
    const page = filledIn(
      readTemplate('title: "{constructor}{number}"\ncolumns: [100]\nrows: [[{text: "{code}"}]]', [
        'constructor',
        'number',
        'code',
      ]),
      { number: null },
    );
    expect([page.title, page.rows[0]?.[0]?.text]).toEqual(['', '']);
  });
});

describe('a preview', () => {
  it('is of the kind that the file is called, with the names of its fields', async () => {
    expect(kindOfFile('C:\\papers\\follow-up.yaml')).toBe('FOLLOW_UP');
    expect(['/x/whistle.yml', 'memo.yaml', ''].map(kindOfFile)).toEqual(['WHISTLE', null, null]);
    const text = readFileSync(new URL('../../../deploy/papers/whistle.yaml', import.meta.url), 'utf8');
    const { docx, pdf } = await previewOf(text, 'WHISTLE', notoSerif());
    expect(wordsOf(docx)).toContain('〔reason〕');
    expect(pdf.length).toBeGreaterThan(10_000);
  });
});

describe('a template that a street has edited', () => {
  const fields = ['number', 'code'];
  const flawsOf = (text: string): readonly string[] => {
    try {
      readTemplate(text, fields);
      return [];
    } catch (error) {
      if (error instanceof TemplateInvalid) return error.flaws;
      throw error;
    }
  };

  it.each([
    [
      'title: x\ncolumns: [50, 40]\nrows: [[{label: a}, {text: b}]]',
      'the columns are 90 percent wide, not 100',
    ],
    ['title: x\ncolumns: [50, 50]\nrows: [[{label: a}]]', 'row 1 spans 1 of 2 columns'],
    [
      'title: x\ncolumns: [100]\nrows: [[{text: "{nummer}"}]]',
      'there is no field {nummer}; there are: number, code',
    ],
    ['title: x\ncolumns: [100]\nrows: [[{text: {number}}]]', 'rows.0.0'],
    ['title: [', 'Flow sequence'],
  ])('is refused in a sentence: %s', (text, said) => {
    expect(flawsOf(text).join('\n')).toContain(said);
  });
});
