import { docxOf } from '@weisu/printing';
import { segment, text, u16 } from './file-parts.fixture.js';
import { flawOf } from './flaws.js';
import { sniff, type MediaType } from './media-type.js';
import { withoutPosition } from './position.js';
import { contentTypes, docx, relationsOf, wordMain, xlsx, zip } from './sample-documents.fixture.js';
import { heic, png } from './sample-files.fixture.js';
import { ofRiff, vp8l, vp8x } from './sample-pictures.fixture.js';

/** As an upload is looked at: by its content, and as it would be kept. */
async function looked(bytes: Buffer): Promise<string | null> {
  const mediaType = await sniff(bytes);
  if (!mediaType) return 'UNKNOWN';
  const kept = await withoutPosition(bytes, mediaType);
  return kept ? flawOf(kept.bytes, mediaType) : 'DAMAGED';
}

const jpegOf = (width: number, height: number, ...more: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xc0, Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([1, 1, 0x11, 0])])),
    ...more,
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0xd9]),
  ]);
const pngOf = (width: number, height: number): Buffer => {
  const file = png();
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
};

describe('an image of too many pixels', () => {
  it.each([
    { kind: 'JPEG', most: jpegOf(10_000, 10_000), over: jpegOf(10_001, 10_000) },
    { kind: 'PNG', most: pngOf(10_000, 10_000), over: pngOf(10_000, 10_001) },
    { kind: 'WebP', most: ofRiff(vp8l(10_000, 10_000)), over: ofRiff(vp8l(10_001, 10_000)) },
    {
      kind: 'WebP with a canvas',
      most: ofRiff(vp8x(10_000, 10_000), vp8l(16, 16)),
      over: ofRiff(vp8x(10_000, 10_001), vp8l(16, 16)),
    },
    { kind: 'HEIC', most: heic([7_071]), over: heic([7_072]) },
    { kind: 'HEIC with a thumbnail', most: heic([64, 7_071]), over: heic([64, 7_072]) },
  ])('$kind is refused by its header, and one of just as many is not', async ({ most, over }) => {
    expect(await looked(most)).toBeNull();
    expect(await looked(over)).toBe('TOO_MANY_PIXELS');
  });

  it('is refused by the largest of its frames', async () => {
    const second = segment(
      0xc1,
      Buffer.concat([Buffer.from([8]), u16(20_000), u16(20_000), Buffer.alloc(4)]),
    );
    expect(await looked(jpegOf(16, 16, second))).toBe('TOO_MANY_PIXELS');
  });

  it.each([
    { what: 'a JPEG whose height comes later', bytes: jpegOf(16, 0) },
    { what: 'a PNG of no width', bytes: pngOf(0, 16) },
    { what: 'a HEIC that does not say', bytes: heic([]) },
  ])('is not told apart by $what, which is refused', async ({ bytes }) => {
    expect(await looked(bytes)).toBe('DAMAGED');
  });
});

describe('two files in one', () => {
  const archive = zip([{ name: 'META-INF/MANIFEST.MF', body: text('Main-Class: A') }]);
  /** A comment as long as what stands behind the archive, so that readers from behind find it. */
  const within = (end: string): Buffer => {
    const file = Buffer.from(archive);
    file.writeUInt16LE(end.length, file.length - 2);
    return Buffer.concat([file, text(end)]);
  };

  it('an image keeps nothing of what stands behind it', async () => {
    const two = Buffer.concat([png(), archive]);
    expect(await looked(two)).toBeNull();
    expect(Buffer.from((await withoutPosition(two, 'image/png'))!.bytes).includes('META-INF')).toBe(false);
  });

  it.each([
    { what: 'a PDF that is an archive', bytes: Buffer.concat([text('%PDF-1.7\n'), within('%%EOF\n')]) },
    {
      what: 'a JPEG whose picture is an archive',
      bytes: Buffer.concat([
        jpegOf(16, 16).subarray(0, -3),
        // no marker in it: a byte FF would end the scan
        Buffer.from(within('\u00ff\u00d9')),
      ]),
    },
  ])('$what is refused', async ({ bytes }) => {
    expect(await looked(bytes)).toBe('NOT_HARMLESS');
  });

  it('a document before which, between whose parts or behind which something stands is none', async () => {
    const whole = docx();
    const [before, behind] = [
      Buffer.concat([text('#!/bin/sh\n'), whole]),
      Buffer.concat([whole, text('<html>')]),
    ];
    const comment = Buffer.from(whole);
    comment.writeUInt16LE(6, comment.length - 2);
    for (const bytes of [before, behind, Buffer.concat([comment, text('<html>')])])
      expect(await looked(bytes)).toBe('UNKNOWN');
  });
});

describe('a document', () => {
  const cell = { text: '整改', isLabel: false, span: 1, lines: 1 };
  const page = {
    title: '处理意见书',
    left: '编号',
    right: '校验码',
    below: '',
    columns: [100],
    rows: [[cell]],
  };
  it.each([
    { kind: 'paper of ours', bytes: Buffer.from(docxOf(page, new Date(0))) },
    { kind: 'text', bytes: docx() },
    { kind: 'workbook', bytes: xlsx() },
    {
      kind: 'text with an ordinary field',
      bytes: docx({ 'word/document.xml': '<w:instrText> HYPERLINK "http://www.add.cn/" </w:instrText>' }),
    },
    {
      kind: 'workbook with a bar in the name of a sheet',
      bytes: xlsx({ 'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><f>'a|b "c'!A1&amp;"'|!"</f>` }),
    },
    {
      kind: 'workbook that mentions a bar',
      bytes: xlsx({ 'xl/sharedStrings.xml': '<sst><si><t>cmd|a!b</t></si></sst>' }),
    },
  ])('that does nothing by itself is kept as it came: a $kind', async ({ bytes }) => {
    expect(await looked(bytes)).toBeNull();
    const mediaType = (await sniff(bytes)) as MediaType;
    expect(Buffer.from((await withoutPosition(bytes, mediaType))!.bytes).equals(bytes)).toBe(true);
  });

  const macro = contentTypes('application/vnd.ms-word.document.macroEnabled.main+xml');
  const outside = 'Target="https://example.org/a.dotm" TargetMode="External"';
  it.each([
    { what: 'a macro', bytes: docx({ 'word/vbaProject.bin': 'macro' }) },
    { what: 'the type of macros', bytes: docx({ '[Content_Types].xml': macro }) },
    { what: 'macros of old', bytes: xlsx({ 'xl/macrosheets/sheet1.xml': '<a/>' }) },
    { what: 'an object', bytes: docx({ 'word/embeddings/oleObject1.bin': 'object' }) },
    {
      what: 'an OLE file under another name',
      bytes: docx({ 'word/media/a.png': Buffer.from('d0cf11e0a1b11ae1', 'hex') }),
    },
    { what: 'a program under another name', bytes: docx({ 'word/media/a.png': 'MZ program' }) },
    { what: 'an archive', bytes: docx({ 'word/media/a.png': docx() }) },
    { what: 'a part of an unknown kind', bytes: docx({ 'word/run.exe': 'program' }) },
    { what: 'a jar', bytes: docx({ 'META-INF/MANIFEST.MF': 'Main-Class: A' }) },
    { what: 'an app', bytes: xlsx({ 'classes.dex': 'dex' }) },
    {
      what: 'a template elsewhere',
      bytes: docx({ 'word/_rels/settings.xml.rels': relationsOf('attachedTemplate', outside) }),
    },
    {
      what: 'a picture elsewhere',
      bytes: docx({ 'word/_rels/document.xml.rels': relationsOf('image', outside) }),
    },
    {
      what: 'a link to a program',
      bytes: docx({
        'word/_rels/document.xml.rels': relationsOf(
          'hyperlink',
          'Target="javascript:a()" TargetMode="External"',
        ),
      }),
    },
    {
      what: 'a link to a share, in characters by number',
      bytes: docx({
        'word/_rels/document.xml.rels': relationsOf(
          'hyperlink',
          'Target="&#92;&#x5c;host\\a" TargetMode="&#69;xternal"',
        ),
      }),
    },
    { what: 'another workbook', bytes: xlsx({ 'xl/externalLinks/externalLink1.xml': '<externalLink/>' }) },
    { what: 'a query', bytes: xlsx({ 'xl/connections.xml': '<connections/>' }) },
    {
      what: 'DDE',
      bytes: docx({ 'word/document.xml': '<w:instrText>DDEAUTO c:\\\\cmd.exe "/k"</w:instrText>' }),
    },
    {
      what: 'DDE in pieces',
      bytes: docx({
        'word/document.xml':
          '<w:fldChar/><w:instrText>PAGE</w:instrText><w:fldChar/><w:instrText>D&#68;</w:instrText><w:instrText>E cmd</w:instrText>',
      }),
    },
    {
      what: 'DDE in a simple field',
      bytes: docx({ 'word/document.xml': '<w:fldSimple w:instr="DDE cmd a"/>' }),
    },
    {
      what: 'DDE in pieces of markup',
      bytes: docx({ 'word/document.xml': '<w:instrText>DD<!-- -->E cmd</w:instrText>' }),
    },
    {
      what: 'DDE that is no markup',
      bytes: docx({ 'word/document.xml': '<w:instrText><![CDATA[DDE cmd]]></w:instrText>' }),
    },
    {
      what: 'DDE behind an instruction to programs',
      bytes: docx({ 'word/document.xml': '<?xml version="1.0"?><w:instrText>D<?a?>DE cmd</w:instrText>' }),
    },
    {
      what: 'DDE behind quotes',
      bytes: xlsx({ 'xl/worksheets/sheet1.xml': `<f>cmd|'/c calc "'!A1&amp;""</f>` }),
    },
    { what: 'DDE in a formula', bytes: xlsx({ 'xl/worksheets/sheet1.xml': "<f>cmd|'/c calc'!A1</f>" }) },
    { what: 'DDE in a sheet elsewhere', bytes: xlsx({ 'xl/s.xml': "<f>cmd|'/c calc'!A1</f>" }) },
    {
      what: 'DDE under a name',
      bytes: xlsx({ 'xl/workbook.xml': `<definedName name="a>b">cmd|'/c calc'!A1</definedName>` }),
    },
    {
      what: 'a template elsewhere, behind a value that looks like an end',
      bytes: docx({
        'word/_rels/settings.xml.rels': relationsOf('attachedTemplate', outside).replace(
          '<Relationship ',
          '<Relationship xmlns:a="x>y" ',
        ),
      }),
    },
    {
      what: 'relations that are no markup',
      bytes: docx({ 'word/_rels/settings.xml.rels': '<Relationships><![CDATA[a]]></Relationships>' }),
    },
    { what: 'DDE of a workbook', bytes: xlsx({ 'xl/workbook.xml': '<ddeLink ddeService="cmd"/>' }) },
    {
      what: 'words of another alphabet',
      bytes: docx({ 'word/document.xml': Buffer.from('\ufeff<a/>', 'utf16le') }),
    },
    { what: 'a grammar', bytes: docx({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }) },
  ])('with $what is not kept', async ({ bytes }) => {
    expect(await looked(bytes)).toBe('NOT_HARMLESS');
  });

  it.each([
    {
      what: 'unpacks to more than a hundred times as much',
      body: Buffer.alloc(2_000_000, ' '),
      claimed: undefined,
    },
    { what: 'holds more than it says', body: Buffer.alloc(5_000, ' '), claimed: 1_000 },
    { what: 'holds less than it says', body: Buffer.alloc(5_000, ' '), claimed: 6_000 },
  ])('whose part $what is damaged', async ({ body, claimed }) => {
    const parts = [
      { name: '[Content_Types].xml', body: Buffer.from(contentTypes(wordMain)) },
      { name: 'word/document.xml', body, ...(claimed ? { claimed } : {}) },
    ];
    expect(await looked(zip(parts))).toBe('DAMAGED');
  });

  it('has a thousand parts, and none more', async () => {
    const own = 6;
    const withParts = (count: number) =>
      docx(Object.fromEntries(Array.from({ length: count - own }, (_, n) => [`word/p${n}.xml`, '<a/>'])));
    expect(await looked(withParts(1_000))).toBeNull();
    expect(await looked(withParts(1_001))).toBe('UNKNOWN');
  });

  it('survives cuts and flips of any byte without an error', async () => {
    for (const whole of [docx(), xlsx()]) {
      for (let at = 0; at < whole.length; at += 7) {
        const flipped = Buffer.from(whole);
        flipped[at] = flipped[at]! ^ 0xff;
        await expect(looked(flipped)).resolves.toBeDefined();
        await expect(looked(whole.subarray(0, at))).resolves.toBeDefined();
      }
    }
  });
});
