import { disposition, shownName } from './file-name.js';
import { sniff, type MediaType } from './media-type.js';
import { docx, xlsx, zip } from './sample-documents.fixture.js';
import { m4a, mov } from './sample-files.fixture.js';
import { webp } from './sample-pictures.fixture.js';
import { amr, mp3, mp3Frame } from './sample-sounds.fixture.js';
import { keysMadeOf, originalKeyOf, safeKey, storageKeyOf } from './storage-key.js';

const id = '0190d3a4-0000-7000-8000-000000000001';

describe('a media type', () => {
  it.each([
    { content: '%PDF-1.7\n%%EOF\n', found: 'application/pdf' },
    { content: '<html><script>', found: null },
    { content: 'MZ\u0090\u0000', found: null },
    { content: 'GIF89a/*', found: null },
    { content: '<svg xmlns="http://www.w3.org/2000/svg">', found: null },
    { content: '\u00ff\u00fe<\0h\0t\0m\0l\0', found: null },
    { content: '#!SILK_V3', found: null },
    { content: '\0\0\0\u0014ftyp3gp4', found: null },
    { content: '\0\0\0\u0014ftypavif', found: null },
  ])('is what the content $content says: $found', async ({ content, found }) => {
    expect(await sniff(Buffer.from(content, 'latin1'))).toBe(found);
  });

  it.each<{ bytes: Buffer; found: MediaType | null; title: string }>([
    { title: 'a WebP', bytes: webp(), found: 'image/webp' },
    { title: 'a film of QuickTime', bytes: mov(), found: 'video/quicktime' },
    { title: 'a recording', bytes: m4a(), found: 'audio/mp4' },
    { title: 'a recording under the brand of a film', bytes: m4a('mp42'), found: 'audio/mp4' },
    { title: 'an MP3 with a tag', bytes: mp3(), found: 'audio/mpeg' },
    { title: 'an MP3 without one', bytes: mp3().subarray(mp3().indexOf(mp3Frame)), found: 'audio/mpeg' },
    { title: 'an AMR', bytes: amr(), found: 'audio/amr' },
    { title: 'an AMR of the wide band', bytes: Buffer.from('#!AMR-WB\n'), found: 'audio/amr-wb' },
    {
      title: 'a text',
      bytes: docx(),
      found: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    },
    {
      title: 'a workbook',
      bytes: xlsx(),
      found: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
    { title: 'a text and a workbook in one', bytes: docx({ 'xl/workbook.xml': '<a/>' }), found: null },
    {
      title: 'slides',
      bytes: zip([
        { name: '[Content_Types].xml', body: Buffer.from('<Types/>') },
        { name: 'ppt/presentation.xml', body: Buffer.from('<a/>') },
      ]),
      found: null,
    },
  ])('of $title is $found, whatever it is called', async ({ bytes, found }) => {
    expect(await sniff(bytes)).toBe(found);
  });
});

describe('a shown name', () => {
  it.each([
    { given: '照片 1.jpg', shown: '照片 1.jpg' },
    { given: 'a.JPEG', shown: 'a.JPEG' },
    { given: 'C:\\Users\\me\\a.jpg', shown: 'a.jpg' },
    { given: '../../etc/passwd.jpg', shown: 'passwd.jpg' },
    { given: 'a\u202egpj.exe\r\n', shown: 'agpj.jpg' },
    { given: '..', shown: 'evidence.jpg' },
    { given: '', shown: 'evidence.jpg' },
    { given: undefined, shown: 'evidence.jpg' },
    { given: `${'长'.repeat(300)}.jpg`, shown: `${'长'.repeat(116)}.jpg` },
    { given: '照片', shown: '照片.jpg' },
    { given: '照片.', shown: '照片.jpg' },
    { given: '照片.heic', shown: '照片.jpg' },
    { given: 'a.pdf', shown: 'a.jpg' },
    { given: 'a.jpg.exe', shown: 'a.jpg' },
    { given: '.html', shown: 'evidence.jpg' },
    { given: '整改 v1.2', shown: '整改 v1.2.jpg' },
  ])('of $given is $shown', ({ given, shown }) => {
    expect(shownName(given, 'image/jpeg')).toBe(shown);
  });

  it.each<{ given: string; mediaType: MediaType; shown: string }>([
    { given: '照片.jpg', mediaType: 'image/heic', shown: '照片.heic' },
    {
      given: '台账.xls',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      shown: '台账.xlsx',
    },
    { given: '录音.mp4', mediaType: 'audio/mp4', shown: '录音.m4a' },
    { given: 'IMG_1.MOV', mediaType: 'video/quicktime', shown: 'IMG_1.MOV' },
  ])('of $given that holds $mediaType is $shown', ({ given, mediaType, shown }) => {
    expect(shownName(given, mediaType)).toBe(shown);
  });

  it('is read to no more than its beginning and its end', () => {
    expect(shownName(`${'. '.repeat(1_000_000)}x.png`, 'image/png')).toMatch(/^[. ]*x?\.png$/);
  });

  it('is sent in ASCII and in full', () => {
    expect(disposition('attachment', '照"片\'.jpg')).toBe(
      "attachment; filename=\"___'.jpg\"; filename*=UTF-8''%E7%85%A7%22%E7%89%87%27.jpg",
    );
  });
});

describe('a storage key', () => {
  it('is made of month, id and type alone', () => {
    expect(safeKey(storageKeyOf(id, 'image/heic', new Date('2026-11-21T03:00:00Z')))).toBe(
      `2026/11/${id}.heic`,
    );
    const copied = safeKey(storageKeyOf(id, 'image/jpeg', new Date('2026-11-21T03:00:00Z'), '0a1b2c3d'));
    expect(copied).toBe(`2026/11/${id}-0a1b2c3d.jpg`);
    expect(keysMadeOf(copied)).toHaveLength(3);
  });

  it('of what is made of an image begins with that of the image, which is found again', () => {
    const key = `2026/11/${id}.heic`;
    expect(keysMadeOf(key)).toEqual([`${key}.320.jpg`, `${key}.2048.jpg`, `${key}.failed`]);
    expect([key, ...keysMadeOf(key)].map(originalKeyOf)).toEqual([key, key, key, key]);
    // half written, it is nobody's
    expect(originalKeyOf(`${key}.320.jpg.part`)).toBe(`${key}.320.jpg.part`);
    expect(keysMadeOf(`2026/11/${id}.mov`)).toEqual([]);
  });

  it.each([
    '../secret',
    `2026/11/../${id}.jpg`,
    `/2026/11/${id}.jpg`,
    `2026/11/${id}.exe`,
    `2026/11/${id}-0a1b2c3.jpg`,
    `2026/11/${id}-0a1b2c3d-0a1b2c3d.jpg`,
    `2026/11/${id}.svg`,
    `2026/11/${id}.heic.640.jpg`,
    `2026/11/${id}.320.jpg`,
    `2026/11/${id}.heic.320.jpg.failed`,
    `2026/11/${id}.jpg\0`,
    '',
  ])('is not %j', (key) => {
    expect(() => safeKey(key)).toThrow('not a storage key');
  });
});
