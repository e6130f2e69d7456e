import { box, chunk, full, segment, text, u16, u32 } from './file-parts.fixture.js';
import { overlappingDirectory } from './worst-directories.fixture.js';
import { worstSheets, worstTexts } from './worst-documents.fixture.js';
import { worstAmrs, worstM4as, worstMovs, worstMp3s, worstWebps } from './worst-recordings.fixture.js';

/** As much as an upload may hold. */
export const mostBytes = 20 * 1024 * 1024;

/** A file made to cost whoever reads it as much as it can; the same number gives the same bytes. */
export type WorstFile = Readonly<{ name: string; bytes: Buffer }>;

const times = (part: Buffer, bytes: number): Buffer => {
  const whole = Buffer.alloc(Math.max(1, Math.floor(bytes / part.length)) * part.length);
  return whole.fill(part);
};
const soi = Buffer.from([0xff, 0xd8]);
const eoi = Buffer.from([0xff, 0xd9]);
const scan = segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]));

/** An EXIF directory that claims 65 535 entries and holds none: each entry is looked for behind the segment. */
const endlessDirectory = segment(
  0xe1,
  Buffer.concat([text('Exif\0\0MM\0*'), u32(8), u16(0xffff), Buffer.alloc(12)]),
);

/** A directory that points at itself, as its own GPS directory and as the next one. */
const circular = Buffer.concat([text('MM\0*'), u32(8), u16(1), u16(0x8825), u16(4), u32(1), u32(8), u32(8)]);

const ofJpeg = (middle: Buffer, tail = Buffer.alloc(0)) => Buffer.concat([soi, middle, eoi, tail]);

const worstJpegs: Readonly<Record<string, (bytes: number) => Buffer>> = {
  directories: (bytes) => ofJpeg(times(endlessDirectory, bytes)),
  segments: (bytes) => ofJpeg(times(segment(0xe5, Buffer.alloc(0)), bytes)),
  scans: (bytes) => ofJpeg(times(Buffer.concat([scan, Buffer.from([0x12])]), bytes)),
  'escaped bytes': (bytes) => ofJpeg(Buffer.concat([scan, times(Buffer.from([0xff, 0x00]), bytes)])),
  'fill bytes': (bytes) => ofJpeg(Buffer.concat([scan, times(Buffer.from([0xff]), bytes)])),
  'overlapping values': (bytes) =>
    ofJpeg(times(segment(0xe1, Buffer.concat([text('Exif\0\0'), overlappingDirectory(5_000)])), bytes)),
  'a circle of directories': (bytes) =>
    ofJpeg(times(segment(0xe1, Buffer.concat([text('Exif\0\0'), circular])), bytes)),
  tail: (bytes) => ofJpeg(scan, Buffer.alloc(bytes, 'exif:GPSLatitud')),
  'no end': (bytes) => Buffer.concat([soi, scan, Buffer.alloc(bytes)]),
};

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const header = chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const end = chunk('IEND', Buffer.alloc(0));
const ofPng = (middle: Buffer, tail = Buffer.alloc(0)) =>
  Buffer.concat([signature, header, middle, end, tail]);

const worstPngs: Readonly<Record<string, (bytes: number) => Buffer>> = {
  chunks: (bytes) => ofPng(times(chunk('IDAT', Buffer.alloc(0)), bytes)),
  'texts of nothing': (bytes) => ofPng(times(chunk('tEXt', Buffer.alloc(0)), bytes)),
  directories: (bytes) =>
    ofPng(times(chunk('eXIf', endlessDirectory.subarray(10)), Math.min(bytes, 1_000_000))),
  'overlapping values': (bytes) => ofPng(chunk('eXIf', overlappingDirectory(Math.min(65_535, bytes >> 4)))),
  'a circle of directories': () => ofPng(chunk('eXIf', circular)),
  'a claimed length': (bytes) =>
    Buffer.concat([signature, header, u32(0xffff_ffff), text('IDAT'), Buffer.alloc(bytes)]),
  tail: (bytes) => ofPng(chunk('IDAT', Buffer.alloc(8)), Buffer.alloc(bytes, 'exif:GPSLongitud')),
};

const ofHeic = (meta: Buffer, rest: Buffer): Buffer =>
  Buffer.concat([box('ftyp', text('heic'), u32(0), text('mif1heic')), meta, rest]);
const item = (id: number, extents: number, one: Buffer): Buffer =>
  Buffer.concat([u16(id), u16(0), u16(extents), times(one, extents * one.length)]);
const exifEntry = (id: number) => full('infe', 2, u16(id), u16(0), text('Exif'), text('\0'));
const located = (count: number, ...items: readonly Buffer[]) =>
  full('iloc', 0, u16(0x4400), u16(count), ...items);

const worstHeics: Readonly<Record<string, (bytes: number) => Buffer>> = {
  extents: (bytes) => {
    const extents = Math.min(65_535, bytes >> 3);
    const items = Array.from({ length: Math.max(1, Math.floor(bytes / (extents * 8 + 6))) }, (_, id) =>
      item(id & 0xffff, extents, Buffer.concat([u32(16), u32(1)])),
    );
    return ofHeic(
      full('meta', 0, full('iinf', 0, u16(1), exifEntry(1)), located(items.length, ...items)),
      box('mdat'),
    );
  },
  'overlapping extents': (bytes) =>
    ofHeic(
      full(
        'meta',
        0,
        full('iinf', 0, u16(1), exifEntry(1)),
        located(1, item(1, Math.min(65_535, bytes >> 4), Buffer.concat([u32(16), u32(bytes >> 1)]))),
      ),
      box('mdat', Buffer.alloc(bytes >> 1)),
    ),
  'items of Exif': (bytes) => {
    const count = Math.min(65_535, Math.floor(bytes / 35));
    const ids = Array.from({ length: count }, (_, id) => id);
    return ofHeic(
      full(
        'meta',
        0,
        full('iinf', 0, u16(count), Buffer.concat(ids.map(exifEntry))),
        located(count, Buffer.concat(ids.map((id) => item(id, 1, Buffer.concat([u32(16), u32(4)]))))),
      ),
      box('mdat', Buffer.alloc(64)),
    );
  },
  'extents of nothing': (bytes) => {
    const extents = Buffer.concat([u16(1), u16(0), u16(0xffff)]);
    return ofHeic(
      full(
        'meta',
        0,
        full('iinf', 0, u16(1), exifEntry(1)),
        full(
          'iloc',
          0,
          u16(0x0100),
          u16(0xffff),
          times(Buffer.concat([extents, Buffer.alloc(65_535)]), bytes),
        ),
      ),
      box('mdat'),
    );
  },
  boxes: (bytes) => ofHeic(full('meta', 0, times(box('free'), bytes)), box('mdat')),
  'top boxes': (bytes) => ofHeic(full('meta', 0), times(box('mdat'), bytes)),
  'a long directory': (bytes) => {
    const exif = Buffer.concat([u32(6), text('Exif\0\0'), overlappingDirectory(65_535), Buffer.alloc(bytes)]);
    const meta = (at: number) =>
      full(
        'meta',
        0,
        full('iinf', 0, u16(1), exifEntry(1)),
        located(1, item(1, 1, Buffer.concat([u32(at), u32(exif.length)]))),
      );
    return ofHeic(meta(24 + meta(0).length + 8), box('mdat', exif));
  },
};

const ofMp4 = (...boxes: readonly Buffer[]): Buffer =>
  Buffer.concat([box('ftyp', text('isom'), u32(512), text('isommp41')), ...boxes]);
const handler = full('hdlr', 0, u32(0), text('meta'), Buffer.alloc(13));
const track = (...tables: readonly Buffer[]) =>
  box('trak', box('mdia', handler, box('minf', box('stbl', ...tables))));
const shared = (at: number, samples: number) =>
  track(
    full('stsz', 0, u32(samples), u32(1)),
    full('stsc', 0, u32(1), u32(1), u32(1), u32(1)),
    full('stco', 0, u32(1), u32(at)),
  );

function nested(type: string, depth: number, inner: Buffer): Buffer {
  const heads = Buffer.alloc(depth * 8);
  for (let level = 0; level < depth; level += 1) {
    heads.writeUInt32BE((depth - level) * 8 + inner.length, level * 8);
    heads.write(type, level * 8 + 4, 'latin1');
  }
  return Buffer.concat([heads, inner]);
}

const worstMp4s: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'tracks over the same samples': (bytes) => {
    const data = box('mdat', Buffer.alloc(bytes >> 2));
    const one = shared(24 + 8, bytes >> 2);
    return ofMp4(data, box('moov', times(one, bytes - data.length)));
  },
  boxes: (bytes) => ofMp4(box('moov', times(box('free'), bytes))),
  'top boxes': (bytes) => ofMp4(box('moov'), times(box('free'), bytes)),
  nesting: (bytes) => ofMp4(box('moov', nested('udta', Math.floor(bytes / 8), Buffer.alloc(0)))),
  'chunks of nothing': (bytes) => {
    const data = times(box('mdat'), bytes >> 1);
    const chunks = Math.floor((bytes >> 1) / 4);
    const one = track(
      full('stsz', 0, u32(0), u32(0)),
      full('stsc', 0, u32(1), u32(1), u32(0), u32(1)),
      full('stco', 0, u32(chunks), times(u32(24 + data.length), chunks * 4)),
    );
    return ofMp4(data, box('moov', one));
  },
  'samples in one chunk': (bytes) =>
    ofMp4(
      box('mdat', Buffer.alloc(64)),
      box(
        'moov',
        track(
          full('stsz', 0, u32(0), u32(Math.floor(bytes / 4)), Buffer.alloc(bytes - (bytes % 4))),
          full('stsc', 0, u32(1), u32(1), u32(Math.floor(bytes / 4)), u32(1)),
          full('stco', 0, u32(1), u32(32)),
        ),
      ),
    ),
  keys: (bytes) =>
    ofMp4(
      box(
        'moov',
        box(
          'meta',
          full('hdlr', 0, u32(0), text('mdta'), Buffer.alloc(13)),
          full('keys', 0, u32(1), times(Buffer.concat([u32(8), text('mdta')]), bytes)),
          box('ilst'),
        ),
      ),
    ),
  'places without an end': (bytes) =>
    ofMp4(
      box('moov', box('udta', times(full('loci', 0, u16(0), text('x')), bytes >> 5))),
      box('mdat', Buffer.alloc(bytes, 1)),
    ),
  'a place of digits': (bytes) =>
    ofMp4(box('moov', box('udta', box('\u00a9xyz', times(text('+12.'), bytes))))),
  'a claimed length': (bytes) => ofMp4(u32(1), text('moov'), u32(0x7fff_ffff), u32(0), Buffer.alloc(bytes)),
};

const worstPdfs: Readonly<Record<string, (bytes: number) => Buffer>> = {
  nesting: (bytes) => Buffer.concat([text('%PDF-1.7\n1 0 obj\n'), Buffer.alloc(bytes, '<<')]),
  objects: (bytes) => Buffer.concat([text('%PDF-1.7\n'), times(text('1 0 obj\nendobj\n'), bytes)]),
  ends: (bytes) => Buffer.concat([text('%PDF-1.7\n'), times(text('%%EOF\n'), bytes)]),
  'ends of an archive': (bytes) =>
    Buffer.concat([text('%PDF-1.7\n'), times(text('PK\u0005\u0006'), bytes), text('%%EOF')]),
  'a claimed length': (bytes) =>
    Buffer.concat([text('%PDF-1.7\n1 0 obj<</Length 99999999999>>stream\n'), Buffer.alloc(bytes, 0xff)]),
};

const others: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'a zip': (bytes) => times(Buffer.concat([text('PK\u0003\u0004'), Buffer.alloc(26)]), bytes),
  'an ID3 tag': (bytes) => Buffer.concat([text('ID3'), Buffer.alloc(bytes, 0x7f)]),
  nothing: () => Buffer.alloc(0),
};

/** By format, and by what is worst in it; each takes about as many bytes as it is told. */
export const worstFiles = {
  jpg: worstJpegs,
  png: worstPngs,
  heic: worstHeics,
  mp4: worstMp4s,
  pdf: worstPdfs,
  webp: worstWebps,
  mov: worstMovs,
  m4a: worstM4as,
  mp3: worstMp3s,
  amr: worstAmrs,
  docx: worstTexts,
  xlsx: worstSheets,
  bin: others,
} as const;
