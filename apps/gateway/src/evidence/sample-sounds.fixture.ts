import { text } from './file-parts.fixture.js';

/** 128 kbit/s, 44.1 kHz: 417 bytes. */
export const mp3Frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413, 0x11)]);

/** An ID3v2 tag of a length in four times seven bits. */
export function id3(body: Buffer): Buffer {
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return Buffer.concat([text('ID3'), Buffer.from([4, 0, 0, ...size]), body]);
}

/** A place in a comment in front, another behind, and frames between them. */
export function mp3(frames = 3): Buffer {
  return Buffer.concat([
    id3(text('COMM+31.2304+121.4737/ home')),
    ...Array.from({ length: frames }, () => mp3Frame),
    text('APETAGEX home'),
    Buffer.concat([text('TAG'), Buffer.alloc(125, 'h')]),
  ]);
}

/** Of 12.2 kbit/s: a head and 31 bytes. */
export const amrFrame = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 0x22)]);

export function amr(): Buffer {
  return Buffer.concat([text('#!AMR\n'), amrFrame, amrFrame, Buffer.from([0x7c]), text('\u00ffhome')]);
}
