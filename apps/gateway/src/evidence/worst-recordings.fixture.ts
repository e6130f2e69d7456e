import { box, full, text, u16, u32 } from './file-parts.fixture.js';
import { ofRiff, riffChunk, vp8l, vp8x } from './sample-pictures.fixture.js';
import { amrFrame, id3, mp3Frame } from './sample-sounds.fixture.js';
import { overlappingDirectory } from './worst-directories.fixture.js';

const filled = (part: Buffer, bytes: number): Buffer =>
  Buffer.alloc(Math.max(1, Math.floor(bytes / part.length)) * part.length, part);

export const worstWebps: Readonly<Record<string, (bytes: number) => Buffer>> = {
  chunks: (bytes) => ofRiff(vp8l(16, 16), filled(riffChunk('free', Buffer.alloc(0)), bytes)),
  'a claimed length': (bytes) =>
    Buffer.concat([text('RIFF'), Buffer.alloc(4, 0xff), text('WEBPVP8L'), Buffer.alloc(bytes, 0xff)]),
  'a long directory': (bytes) =>
    ofRiff(vp8x(16, 16), vp8l(16, 16), riffChunk('EXIF', overlappingDirectory(Math.min(65_535, bytes >> 4)))),
  'the largest canvas': (bytes) =>
    ofRiff(vp8x(1 << 24, 1 << 24), vp8l(16_384, 16_384), Buffer.alloc(bytes & ~1)),
  tail: (bytes) => Buffer.concat([ofRiff(vp8l(16, 16)), Buffer.alloc(bytes, 'exif:GPSLatitud')]),
};

const ofMov = (...boxes: readonly Buffer[]): Buffer =>
  Buffer.concat([box('ftyp', text('qt  '), u32(512), text('qt  ')), ...boxes]);
const handler = full('hdlr', 0, text('mhlr'), text('soun'), Buffer.alloc(13));
const soundTrack = box('trak', box('mdia', handler));

export const worstMovs: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'wide boxes': (bytes) => ofMov(box('moov'), filled(box('wide'), bytes)),
  tracks: (bytes) => ofMov(box('moov', filled(soundTrack, bytes))),
  'user data without an end': (bytes) =>
    ofMov(box('moov', box('udta', filled(box('\u00a9xyz', u16(18), u16(0)), bytes), u32(0)))),
};

export const worstM4as: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'descriptions in one track': (bytes) =>
    Buffer.concat([
      box('ftyp', text('M4A '), u32(0), text('M4A ')),
      box('moov', box('trak', box('mdia', handler), filled(box('udta'), bytes))),
    ]),
  'a long description': (bytes) =>
    Buffer.concat([
      box('ftyp', text('M4A '), u32(0), text('M4A ')),
      box('moov', soundTrack, box('udta', box('free', Buffer.alloc(bytes, 0x41)))),
    ]),
};

/** A head of a frame that no frame follows, every four bytes. */
const falseHead = Buffer.from([0xff, 0xfb, 0x90, 0x00]);

export const worstMp3s: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'false heads': (bytes) => Buffer.concat([text('ID3'), filled(falseHead, bytes)]),
  'all ones': (bytes) => Buffer.concat([text('ID3'), Buffer.alloc(bytes, 0xff)]),
  'tags of nothing': (bytes) => filled(id3(Buffer.alloc(0)), bytes),
  'a tag that claims more': (bytes) =>
    Buffer.concat([text('ID3'), Buffer.from([4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f]), Buffer.alloc(bytes)]),
  // MPEG 2.5, 8 kbit/s, 12 kHz: 48 bytes
  'the shortest frames': (bytes) =>
    filled(Buffer.concat([Buffer.from([0xff, 0xe3, 0x14, 0x00]), Buffer.alloc(44)]), bytes),
  gaps: (bytes) => filled(Buffer.concat([mp3Frame, mp3Frame, Buffer.alloc(8)]), bytes),
};

export const worstAmrs: Readonly<Record<string, (bytes: number) => Buffer>> = {
  'frames of nothing': (bytes) => Buffer.concat([text('#!AMR\n'), Buffer.alloc(bytes, 0x7c)]),
  frames: (bytes) => Buffer.concat([text('#!AMR\n'), filled(amrFrame, bytes)]),
  tail: (bytes) => Buffer.concat([text('#!AMR\n'), amrFrame, Buffer.alloc(bytes, 0xff)]),
};
