import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { paperKinds, type PaperKind } from '@weisu/contracts';
import { filledIn, ourTemplate, paperFields, readTemplate, type Page } from '@weisu/papers';
import { docxOf, faceFiles, kindOfFile, notoSerif, pdfOf, previewOf } from './index.js';
import { ordinaryChinese, worstTexts } from './worst-texts.fixture.js';

const issuedAt = new Date('2026-11-23T01:02:03.000Z');

const templateOf = (kind: PaperKind) => readTemplate(ourTemplate(kind), paperFields[kind]);
/** Each field with a text of its own, so that one that is not shown is missed. */
const dataOf = (kind: PaperKind, more: Readonly<Record<string, string>> = {}) => ({
  ...Object.fromEntries(paperFields[kind].map((field) => [field, `«${field}»东门社区第一网格`])),
  ...more,
});
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const pagesOf = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? []).length;
const wordsOf = (docx: Uint8Array): string =>
  strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array());

describe.each(paperKinds)('the paper %s', (kind) => {
  it('has the same bytes whenever it is printed, as DOCX and as PDF', async () => {
    const page = filledIn(templateOf(kind), dataOf(kind));
    expect(digest(docxOf(page, issuedAt))).toBe(digest(docxOf(page, issuedAt)));
    const [one, two] = [await pdfOf(page, issuedAt, notoSerif()), await pdfOf(page, issuedAt, notoSerif())];
    expect(digest(one)).toBe(digest(two));
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('names its number and its code, and shows them', () => {
    const words = wordsOf(docxOf(filledIn(templateOf(kind), dataOf(kind)), issuedAt));
    for (const field of ['number', 'code', 'unit']) expect(words).toContain(`«${field}»`);
  });
});

describe('a paper', () => {
  it('looks as it did: what was issued before an upgrade is printed with the same bytes after it', async () => {
    const files = [docxOf(kept, issuedAt), await pdfOf(kept, issuedAt, notoSerif())];
    expect(files.map(digest)).toEqual([
      'e48274a0f208c934f941666b164958fc5693e45cb9e7a2195ae7a4ee6872d7e3',
      'b94fbdf43ae6817b30bd492a2ef81c1a4b5137a0379f613eefacaeb25960f950',
    ]);
  });

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
    expect(pagesOf(bytes)).toBeGreaterThan(2);
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
});

describe('hole 3: a text of 20 000 characters of any kind is laid out in about the time of ordinary Chinese', () => {
  const opinion = templateOf('OPINION');
  /** Of a processor, not of the clock; the best of three. */
  const costOf = async (facts: string, enough: number): Promise<number> => {
    const page = filledIn(opinion, dataOf('OPINION', { facts }));
    let best = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && best > enough; attempt += 1) {
      const before = process.cpuUsage();
      await pdfOf(page, issuedAt, notoSerif());
      docxOf(page, issuedAt);
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1_000);
    }
    return best;
  };
  let ordinary = 0;
  beforeAll(async () => {
    await costOf('热身', 0);
    ordinary = await costOf(ordinaryChinese(), 0);
  });

  // twenty thousand different ideographs are twenty thousand outlines to embed: some three times as much
  it.each(Object.entries(worstTexts()))('%s', async (_, facts) => {
    expect(await costOf(facts, 5 * ordinary)).toBeLessThan(5 * ordinary);
  });

  it('characters that the font lacks are named, a hundred of them', async () => {
    const missing = Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0x2_0000 + index)).join(
      '',
    );
    const few = filledIn(opinion, dataOf('OPINION', { facts: missing }));
    const many = filledIn(opinion, dataOf('OPINION', { facts: missing.repeat(2) }));
    const [one, two] = [await pdfOf(few, issuedAt, notoSerif()), await pdfOf(many, issuedAt, notoSerif())];
    expect(pagesOf(two) - pagesOf(one)).toBeLessThan(2);
  });

  it('wherever it stands: over the table, under it, in the title, at the foot of each page', async () => {
    for (const text of Object.values(worstTexts(2_000))) {
      const page: Page = { ...kept, title: text, left: text, right: text, below: text };
      expect((await pdfOf(page, issuedAt, notoSerif())).length).toBeGreaterThan(0);
      expect(docxOf(page, issuedAt).length).toBeGreaterThan(0);
    }
  });
});

describe('an image', () => {
  it('keeps the fonts, which no import names', () => {
    const { weisu } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      weisu: { assets: Record<string, string[]> };
    };
    for (const [name, folder] of Object.values(faceFiles).map((path) => path.split('/')))
      expect(weisu.assets[`@expo-google-fonts/${name ?? ''}`]).toContain(folder);
  });
});

describe('a preview', () => {
  it('is of the kind that the file is called, with the names of its fields', async () => {
    expect(kindOfFile('C:\\papers\\follow-up.yaml')).toBe('FOLLOW_UP');
    expect(['/x/whistle.yml', 'memo.yaml', ''].map(kindOfFile)).toEqual(['WHISTLE', null, null]);
    const { docx, pdf } = await previewOf(ourTemplate('WHISTLE'), 'WHISTLE', notoSerif());
    expect(wordsOf(docx)).toContain('〔reason〕');
    expect(pdf.length).toBeGreaterThan(10_000);
  });
});

/** A page with everything that a page may have. */
const kept: Page = {
  title: '哨　单',
  left: '编号：哨440303003-2026-1',
  right: '校验码：ABCD-EFGH-JKMN',
  columns: [20, 30, 20, 30],
  rows: [
    [
      { text: '吹哨单位', isLabel: true, span: 1, lines: 1 },
      { text: '东门街道', isLabel: false, span: 1, lines: 1 },
      { text: '吹哨时间', isLabel: true, span: 1, lines: 1 },
      { text: '2026年11月23日 09:00', isLabel: false, span: 1, lines: 1 },
    ],
    [
      { text: '事由', isLabel: true, span: 1, lines: 1 },
      { text: '水管爆裂，路面塌陷。\n𠮷先生家门前。', isLabel: false, span: 3, lines: 60 },
    ],
  ],
  below: '签发日期：2026年11月23日',
};
