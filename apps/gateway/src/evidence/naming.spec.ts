import { inlineDisposition, shownName } from './file-name.js';
import { contradicts, sniff } from './media-type.js';
import { safeKey, storageKeyOf } from './storage-key.js';

const id = '0190d3a4-0000-7000-8000-000000000001';

describe('a media type', () => {
  it.each([
    { content: '%PDF-1.7\n%%EOF\n', found: 'application/pdf' },
    { content: '<html><script>', found: null },
    { content: 'MZ\u0090\u0000', found: null },
    { content: 'GIF89a', found: null },
  ])('is what the content $content says: $found', async ({ content, found }) => {
    expect(await sniff(Buffer.from(content, 'latin1'))).toBe(found);
  });

  it.each([
    { name: 'a.png', type: 'image/png', against: false },
    { name: 'a.JPEG', type: 'image/jpeg', against: false },
    { name: 'a.heif', type: 'image/heic', against: false },
    { name: '照片', type: 'image/png', against: false },
    { name: 'a.pdf', type: 'image/png', against: true },
    { name: 'a.png.exe', type: 'image/png', against: true },
    { name: 'a.', type: 'image/png', against: true },
  ] as const)('$type is contradicted by $name: $against', ({ name, type, against }) => {
    expect(contradicts(name, type)).toBe(against);
  });
});

describe('a shown name', () => {
  it.each([
    { given: '照片 1.jpg', shown: '照片 1.jpg' },
    { given: 'C:\\Users\\me\\a.jpg', shown: 'a.jpg' },
    { given: '../../etc/passwd.jpg', shown: 'passwd.jpg' },
    { given: 'a\u202egpj.exe\r\n', shown: 'agpj.exe' },
    { given: '..', shown: 'evidence.jpg' },
    { given: '', shown: 'evidence.jpg' },
    { given: undefined, shown: 'evidence.jpg' },
    { given: `${'长'.repeat(300)}.jpg`, shown: `${'长'.repeat(116)}.jpg` },
  ])('of $given is $shown', ({ given, shown }) => {
    expect(shownName(given, 'image/jpeg')).toBe(shown);
  });

  it('is sent in ASCII and in full', () => {
    expect(inlineDisposition('照"片\'.jpg')).toBe(
      "inline; filename=\"___'.jpg\"; filename*=UTF-8''%E7%85%A7%22%E7%89%87%27.jpg",
    );
  });
});

describe('a storage key', () => {
  it('is made of month, id and type alone', () => {
    expect(safeKey(storageKeyOf(id, 'image/heic', new Date('2026-11-21T03:00:00Z')))).toBe(
      `2026/11/${id}.heic`,
    );
  });

  it.each([
    '../secret',
    `2026/11/../${id}.jpg`,
    `/2026/11/${id}.jpg`,
    `2026/11/${id}.exe`,
    `2026/11/${id}.jpg\0`,
    '',
  ])('is not %j', (key) => {
    expect(() => safeKey(key)).toThrow('not a storage key');
  });
});
