import { box, chunk, exifTiff, full, place, segment, text, u16, u32 } from './file-parts.fixture.js';

export { box, place } from './file-parts.fixture.js';

/** Small files of each kind, with a position (31.2304 N, 121.4737 E), built byte by byte. */
export const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="31,13.8N" exif:GPSLongitude="121,28.4E"/></rdf:RDF></x:xmpmeta>';

/** Two scans, a restart marker and escaped bytes in the data, and a film behind the end. */
export function jpeg(orientation = 1): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.concat([text('JFIF\0'), Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0])])),
    segment(0xe1, Buffer.concat([text('Exif\0\0'), exifTiff(orientation)])),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${xmp}`)),
    segment(0xe2, text('ICC_PROFILE\0profile')),
    segment(0xe2, text('MPF\0pictures')),
    segment(0xed, text('Photoshop 3.0\0place')),
    segment(0xfe, text('taken at home')),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x78, 0xff, 0xd9]),
    mp4(),
  ]);
}

export function png(): Buffer {
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    chunk('eXIf', exifTiff()),
    chunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`)),
    chunk('tIME', Buffer.alloc(7)),
    chunk('pHYs', Buffer.alloc(9)),
    chunk('IDAT', Buffer.from('789c63000100000500010d0a2db4', 'hex')),
    chunk('IEND', Buffer.alloc(0)),
    text('trailer'),
  ]);
}

/** As a whole, with a header that claims 20 000 × 20 000. */
export function hugePng(): Buffer {
  const file = png();
  file.writeUInt32BE(20_000, 16);
  file.writeUInt32BE(20_000, 20);
  return file;
}

/** Three items: the image, EXIF and XMP; and the film that some phones append. `sides`: what the image and its thumbnail claim. */
export function heic(sides: readonly number[] = [64, 16]): Buffer {
  const exif = Buffer.concat([u32(6), text('Exif\0\0'), exifTiff()]);
  const packet = text(xmp);
  const image = text('image data');
  const infe = (id: number, type: string, more = '') =>
    full('infe', 2, u16(id), u16(0), text(type), text(`\0${more}`));
  const item = (id: number, offset: number, length: number) =>
    Buffer.concat([u16(id), u16(0), u16(1), u32(offset), u32(length)]);
  const ftyp = box('ftyp', text('heic'), u32(0), text('mif1heic'));
  const meta = (start: number) =>
    full(
      'meta',
      0,
      full('hdlr', 0, u32(0), text('pict'), Buffer.alloc(13)),
      full('pitm', 0, u16(1)),
      full('iinf', 0, u16(3), infe(1, 'hvc1'), infe(2, 'Exif'), infe(3, 'mime', 'application/rdf+xml\0')),
      full(
        'iloc',
        0,
        u16(0x4400),
        u16(3),
        item(1, start, image.length),
        item(2, start + image.length, exif.length),
        item(3, start + image.length + exif.length, packet.length),
      ),
      box('iprp', box('ipco', ...sides.map((side) => full('ispe', 0, u32(side), u32(side))))),
    );
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(start), box('mdat', image, exif, packet), box('mpvd', mp4())]);
}

const iso6709 = '+31.2304+121.4737/';
const handler = (type: string) => full('hdlr', 0, u32(0), text(type), Buffer.alloc(13));

function track(type: string, ...tables: Buffer[]): Buffer {
  return box('trak', box('mdia', handler(type), box('minf', box('stbl', ...tables))));
}

export type Mp4Parts = Readonly<{
  androidPlace?: boolean;
  gpp?: boolean;
  applePlace?: boolean;
  gpsTrack?: boolean;
  soundAlone?: boolean;
}>;

/** A film whose place is told in four ways. */
export function mp4(
  parts: Mp4Parts = { androidPlace: true, gpp: true, applePlace: true, gpsTrack: true },
  brand = 'isom',
): Buffer {
  const ftyp = box('ftyp', text(brand), u32(512), text('isommp41'));
  const picture = text('picture data');
  const samples = text('GPS5 31.2304 121.4737');
  const loci = full(
    'loci',
    0,
    u16(0x15c7),
    text('home\0'),
    Buffer.from([0]),
    u32(Math.round(place.longitude * 65_536)),
    u32(Math.round(place.latitude * 65_536)),
    u32(0),
    text('earth\0\0'),
  );
  const key = text('mdtacom.apple.quicktime.location.ISO6709');
  const apple = box(
    'meta',
    handler('mdta'),
    full('keys', 0, u32(1), u32(key.length + 4), key),
    box('ilst', box('\0\0\0\u0001', box('data', u32(1), u32(0), text(iso6709)))),
  );
  const moov = (start: number) =>
    box(
      'moov',
      full('mvhd', 0, Buffer.alloc(96)),
      track(parts.soundAlone ? 'soun' : 'vide', full('stsz', 0, u32(0), u32(0))),
      ...(parts.gpsTrack
        ? [
            track(
              'meta',
              full('stsz', 0, u32(0), u32(2), u32(5), u32(samples.length - 5)),
              full('stsc', 0, u32(1), u32(1), u32(2), u32(1)),
              full('stco', 0, u32(1), u32(start + picture.length)),
            ),
          ]
        : []),
      box(
        'udta',
        ...(parts.androidPlace ? [box('\u00a9xyz', u16(iso6709.length), u16(0x15c7), text(iso6709))] : []),
        ...(parts.gpp ? [loci] : []),
        u32(0),
      ),
      ...(parts.applePlace ? [apple] : []),
    );
  const start = ftyp.length + moov(0).length + 8;
  const media = parts.gpsTrack ? [picture, samples] : [picture];
  return Buffer.concat([ftyp, moov(start), box('mdat', ...media)]);
}

/** A film as an iPhone makes it. */
export const mov = (): Buffer => mp4({ applePlace: true, gpsTrack: true }, 'qt  ');
/** A recording that is called by the street that it was made in. */
export const m4a = (brand = 'M4A '): Buffer => mp4({ soundAlone: true, androidPlace: true }, brand);
