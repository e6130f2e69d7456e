import { text, u16, u32 } from './file-parts.fixture.js';

/** An EXIF directory whose every entry names the same long value, which begins at the directory itself. */
export const overlappingDirectory = (entries: number): Buffer => {
  const entry = Buffer.concat([u16(2), u16(5), u32(0x0fff_ffff), u32(8)]);
  return Buffer.concat([text('MM\0*'), u32(8), u16(entries), Buffer.alloc(entries * entry.length, entry)]);
};
