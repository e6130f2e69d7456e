import { exifTiff, text } from './file-parts.fixture.js';
import { xmp } from './sample-files.fixture.js';

export const u32le = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u24le = (value: number): Buffer => u32le(value).subarray(0, 3);

/** A chunk of RIFF. */
export const riffChunk = (type: string, body: Buffer): Buffer =>
  Buffer.concat([text(type), u32le(body.length), body, Buffer.alloc(body.length & 1)]);

export const ofRiff = (...chunks: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(chunks);
  return Buffer.concat([text('RIFF'), u32le(body.length + 4), text('WEBP'), body]);
};

/** The head of an image without loss, of a width and a height, and no pixels. */
export const vp8l = (width: number, height: number): Buffer =>
  riffChunk('VP8L', Buffer.concat([Buffer.from([0x2f]), u32le((width - 1) | ((height - 1) << 14))]));

export const vp8x = (width: number, height: number, flags = 0x0c): Buffer =>
  riffChunk('VP8X', Buffer.concat([Buffer.from([flags, 0, 0, 0]), u24le(width - 1), u24le(height - 1)]));

/** With a position in EXIF and in XMP, a chunk of somebody's own, and something behind the end. */
export function webp(orientation = 1): Buffer {
  return Buffer.concat([
    ofRiff(
      vp8x(16, 16),
      riffChunk('ICCP', text('profile')),
      vp8l(16, 16),
      riffChunk('EXIF', Buffer.concat([text('Exif\0\0'), exifTiff(orientation)])),
      riffChunk('XMP ', text(xmp)),
      riffChunk('home', text('home')),
    ),
    text('trailer'),
  ]);
}
