import { processorSeconds } from '@weisu/testing';
import { workerFile, WorkerPool } from '@weisu/worker-pool';
import exifr from 'exifr';
import type * as evidence from './evidence.worker.js';
import { box, chunk, exifTiff, full, segment, text, u16, u32 } from './file-parts.fixture.js';
import { withoutPosition } from './position.js';
import { jpeg, mp4, png } from './sample-files.fixture.js';
import { mostBytes, worstFiles } from './worst-files.fixture.js';

/** The thread that looks at uploads, as the gateway starts it. */
const files = new WorkerPool<typeof evidence>(
  workerFile('./evidence.worker.js', import.meta.url),
  { threads: 1, waiting: 0, milliseconds: 60_000, megabytes: 128 },
  (error) => {
    throw error;
  },
);

const mostSeconds = 1;

const costOf = (bytes: Buffer): Promise<number> =>
  processorSeconds(() => files.run('inspect', { bytes }), mostSeconds);

const worstOf = (format: keyof typeof worstFiles) =>
  Object.keys(worstFiles[format]).map((name) => ({
    name,
    make: (worstFiles[format] as Readonly<Record<string, (bytes: number) => Buffer>>)[name]!,
  }));

// the first upload also pays for the start of the thread
beforeAll(() => files.run('inspect', { bytes: jpeg() }));

afterAll(() => files.close());

describe('hole 1: a JPEG costs as much as its bytes, whatever its directories claim', () => {
  it('200 kB whose every segment claims 65 535 entries take no second', async () => {
    expect(await costOf(worstFiles.jpg.directories!(200_000))).toBeLessThan(mostSeconds);
  });

  it.each(worstOf('jpg'))('20 MB of $name take no second', async ({ make }) => {
    expect(await costOf(make(mostBytes))).toBeLessThan(mostSeconds);
  });

  it('the first Exif segment says how the image lies, and where it was taken; no other is looked at', async () => {
    const exif = (orientation: number) =>
      segment(0xe1, Buffer.concat([text('Exif\0\0'), exifTiff(orientation)]));
    const whole = jpeg(6);
    const second = Buffer.concat([whole.subarray(0, 2), exif(3), whole.subarray(2)]);
    const cleaned = await withoutPosition(second, 'image/jpeg');
    expect(await exifr.orientation(Buffer.from(cleaned!.bytes))).toBe(3);
  });

  it('10 000 segments are an image, one more is none', async () => {
    const empty = segment(0xe5, Buffer.alloc(0));
    const whole = jpeg();
    const own = 11;
    const withSegments = (count: number) =>
      Buffer.concat([
        whole.subarray(0, 2),
        ...Array.from({ length: count - own }, () => empty),
        whole.subarray(2),
      ]);
    expect(await withoutPosition(withSegments(10_000), 'image/jpeg')).not.toBeNull();
    expect(await withoutPosition(withSegments(10_001), 'image/jpeg')).toBeNull();
  });
});

describe('hole 2: tracks, boxes and chunks are counted over the whole file', () => {
  it.each(
    (['png', 'heic', 'mp4', 'pdf', 'webp', 'mov', 'm4a', 'mp3', 'amr', 'docx', 'xlsx'] as const).flatMap(
      (format) => worstOf(format).map((one) => ({ format, ...one })),
    ),
  )('20 MB of $format: $name take no second', async ({ make }) => {
    expect(await costOf(make(mostBytes))).toBeLessThan(mostSeconds);
  });

  const ofTracks = (count: number) => {
    const picture = box('trak', box('mdia', full('hdlr', 0, u32(0), text('vide'), Buffer.alloc(13))));
    return Buffer.concat([
      box('ftyp', text('isom'), u32(512), text('isommp41')),
      box('moov', Buffer.concat(Array.from({ length: count }, () => picture))),
    ]);
  };
  const ofBoxes = (count: number) =>
    Buffer.concat([
      box('ftyp', text('isom'), u32(512), text('isommp41')),
      box('moov', Buffer.alloc((count - 2) * 8, box('free'))),
    ]);
  const ofChunks = (count: number) => {
    const whole = png();
    const own = 7;
    const head = whole.indexOf('IDAT') - 4;
    return Buffer.concat([
      whole.subarray(0, head),
      Buffer.alloc((count - own) * 12, chunk('IDAT', Buffer.alloc(0))),
      whole.subarray(head),
    ]);
  };

  it.each([
    { what: 'tracks', most: 100, of: ofTracks, mediaType: 'video/mp4' },
    { what: 'boxes', most: 10_000, of: ofBoxes, mediaType: 'video/mp4' },
    { what: 'chunks', most: 100_000, of: ofChunks, mediaType: 'image/png' },
  ] as const)('$most $what are a file, one more is none', async ({ most, of, mediaType }) => {
    expect(await withoutPosition(of(most), mediaType)).not.toBeNull();
    expect(await withoutPosition(of(most + 1), mediaType)).toBeNull();
  });

  it('an item that is listed twice is overwritten in both places', async () => {
    const entry = (id: number, type: string) => full('infe', 2, u16(id), u16(0), text(type), text('\0'));
    const item = (id: number, offset: number) =>
      Buffer.concat([u16(id), u16(0), u16(1), u32(offset), u32(4)]);
    const ftyp = box('ftyp', text('heic'), u32(0), text('mif1heic'));
    const meta = (at: number) =>
      full(
        'meta',
        0,
        full('iinf', 0, u16(2), entry(1, 'Exif'), entry(1, 'hvc1')),
        full('iloc', 0, u16(0x4400), u16(2), item(1, at), item(1, at + 4)),
      );
    const at = ftyp.length + meta(0).length + 8;
    const file = Buffer.concat([ftyp, meta(at), box('mdat', text('homehere'))]);
    const { bytes } = (await withoutPosition(file, 'image/heic'))!;
    expect([...bytes.subarray(at)]).toEqual(Array.from({ length: 8 }, () => 0));
  });

  it('two tracks of one place are blanked, and one total says what a file may hold', async () => {
    expect((await withoutPosition(mp4(), 'video/mp4'))?.bytes.byteLength).toBe(mp4().length);
    expect(
      await withoutPosition(worstFiles.mp4['tracks over the same samples']!(100_000), 'video/mp4'),
    ).toBeNull();
  });
});
