import exifr from 'exifr';
import { sniff, type MediaType } from './media-type.js';
import { positionInMp4 } from './mp4.js';
import { orientationIn } from './orientation.js';
import { withoutPosition } from './position.js';
import { box, heic, jpeg, m4a, mov, mp4, place, png } from './sample-files.fixture.js';
import { webp } from './sample-pictures.fixture.js';
import { amr, amrFrame, mp3, mp3Frame } from './sample-sounds.fixture.js';

const samples: { mediaType: MediaType; bytes: Buffer }[] = [
  { mediaType: 'image/jpeg', bytes: jpeg() },
  { mediaType: 'image/png', bytes: png() },
  { mediaType: 'image/heic', bytes: heic() },
  { mediaType: 'image/webp', bytes: webp() },
  { mediaType: 'video/mp4', bytes: mp4() },
  { mediaType: 'video/quicktime', bytes: mov() },
  { mediaType: 'audio/mp4', bytes: m4a() },
];

const near = { latitude: expect.closeTo(place.latitude, 3), longitude: expect.closeTo(place.longitude, 3) };
const marks = ['GPSLatitude', '+31.2304', '31.2304', '\u00a9xyz', 'loci', 'home'];

describe('the position of a file', () => {
  it.each(samples)('of $mediaType is taken out of it', async ({ mediaType, bytes }) => {
    expect(await sniff(bytes)).toBe(mediaType);
    const cleaned = await withoutPosition(bytes, mediaType);
    expect(cleaned?.position).toEqual(near);
    const stripped = Buffer.from(cleaned!.bytes);
    expect(await sniff(stripped)).toBe(mediaType);
    for (const mark of marks) expect(stripped.includes(Buffer.from(mark, 'latin1'))).toBe(false);
    expect((await withoutPosition(stripped, mediaType))?.position).toBeNull();
    // what other people's readers find
    expect(await exifr.gps(stripped).catch(() => undefined)).toBeUndefined();
  });

  it.each([
    { parts: { androidPlace: true }, title: 'the user data' },
    { parts: { gpp: true }, title: '3GPP location information' },
    { parts: { applePlace: true }, title: 'the metadata keys' },
  ])('of a film is read from $title', async ({ parts }) => {
    const bytes = mp4(parts);
    expect(positionInMp4(bytes)).toEqual(near);
    expect(positionInMp4((await withoutPosition(bytes, 'video/mp4'))!.bytes)).toBeNull();
  });

  it.each(samples)(
    'of a damaged $mediaType cannot be known, so it is refused',
    async ({ mediaType, bytes }) => {
      expect(await withoutPosition(bytes.subarray(0, 40), mediaType)).toBeNull();
    },
  );

  it('is refused where it cannot be taken out', async () => {
    const inPicture = Buffer.concat([mp4({}), box('mdat', Buffer.from('exif:GPSLatitude="31,13.8N"'))]);
    expect(await withoutPosition(inPicture, 'video/mp4')).toBeNull();
  });

  it('survives cuts and flips of any byte without an error', async () => {
    for (const { mediaType, bytes } of samples) {
      for (let at = 0; at < bytes.length; at += 3) {
        const flipped = Buffer.from(bytes);
        flipped[at] = flipped[at]! ^ 0xff;
        await expect(withoutPosition(flipped, mediaType)).resolves.toBeDefined();
        await expect(withoutPosition(bytes.subarray(0, at), mediaType)).resolves.toBeDefined();
      }
    }
  });
});

describe('what is left', () => {
  it('of a JPEG keeps its orientation, profile and data, and ends with its image', async () => {
    const { bytes } = (await withoutPosition(jpeg(6), 'image/jpeg'))!;
    const stripped = Buffer.from(bytes);
    expect(await exifr.orientation(stripped)).toBe(6);
    expect(stripped.includes('ICC_PROFILE')).toBe(true);
    expect(stripped.includes(Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]))).toBe(true);
    expect([...stripped.subarray(-3)]).toEqual([0x78, 0xff, 0xd9]);
    for (const mark of ['Photoshop', 'taken at home', 'MPF']) expect(stripped.includes(mark)).toBe(false);
  });

  it('of a PNG are the chunks that show it', async () => {
    const { bytes } = (await withoutPosition(png(), 'image/png'))!;
    const stripped = Buffer.from(bytes).toString('latin1');
    for (const type of ['IHDR', 'pHYs', 'IDAT', 'IEND']) expect(stripped).toContain(type);
    for (const type of ['eXIf', 'iTXt', 'tIME', 'trailer']) expect(stripped).not.toContain(type);
  });

  it('of HEIC and MP4 keeps every offset', async () => {
    const image = (await withoutPosition(heic(), 'image/heic'))!.bytes;
    expect(Buffer.from(image).indexOf('image data')).toBe(heic().indexOf('image data'));
    expect(Buffer.from(image).includes('image data')).toBe(true);
    const film = (await withoutPosition(mp4(), 'video/mp4'))!.bytes;
    expect(film.byteLength).toBe(mp4().length);
    expect(Buffer.from(film).indexOf('picture data')).toBe(mp4().indexOf('picture data'));
  });

  it('of a WebP keeps its profile and its orientation, and says so', async () => {
    const { bytes } = (await withoutPosition(webp(6), 'image/webp'))!;
    const stripped = Buffer.from(bytes);
    expect(stripped.readUInt32LE(4)).toBe(stripped.length - 8);
    const [flags, exif] = [20, stripped.indexOf('EXIF')];
    expect(stripped[flags]).toBe(0x08);
    expect(orientationIn(stripped.subarray(exif + 8))).toBe(6);
    expect(stripped.includes('ICCP')).toBe(true);
    const upright = Buffer.from((await withoutPosition(webp(), 'image/webp'))!.bytes);
    expect([upright[flags], upright.includes('EXIF')]).toEqual([0, false]);
  });

  it.each([
    { mediaType: 'image/jpeg', bytes: jpeg() },
    { mediaType: 'image/png', bytes: png() },
    { mediaType: 'image/webp', bytes: webp() },
    { mediaType: 'image/heic', bytes: Buffer.concat([heic(), Buffer.from('SEFT trailer')]) },
    { mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7\n%%EOF\r\n<html>trailer') },
    { mediaType: 'audio/mpeg', bytes: mp3() },
    { mediaType: 'audio/amr', bytes: amr() },
  ] as const)(
    'of $mediaType ends with what it is: what stands behind is cut off',
    async ({ mediaType, bytes }) => {
      const kept = Buffer.from((await withoutPosition(bytes, mediaType))!.bytes);
      for (const mark of ['trailer', 'isommp41', 'home', 'APETAGEX']) expect(kept.includes(mark)).toBe(false);
      expect(await sniff(kept)).toBe(mediaType);
      // once more changes nothing
      expect(Buffer.from((await withoutPosition(kept, mediaType))!.bytes).equals(kept)).toBe(true);
    },
  );

  it('of a recording is its sound alone', async () => {
    const { bytes: frames, position } = (await withoutPosition(mp3(3), 'audio/mpeg'))!;
    expect(Buffer.from(frames).equals(Buffer.concat([mp3Frame, mp3Frame, mp3Frame]))).toBe(true);
    expect(position).toBeNull();
    const { bytes: speech } = (await withoutPosition(amr(), 'audio/amr'))!;
    expect(speech.byteLength).toBe(6 + 2 * amrFrame.length + 1);
    const { bytes: memo } = (await withoutPosition(m4a(), 'audio/mp4'))!;
    expect(Buffer.from(memo).includes('udta')).toBe(false);
  });

  it('of a HEIC that was cut short is nothing', async () => {
    const whole = heic();
    const cut = whole.subarray(0, whole.indexOf('image data') + 4);
    expect(await withoutPosition(cut, 'image/heic')).toBeNull();
  });
});
