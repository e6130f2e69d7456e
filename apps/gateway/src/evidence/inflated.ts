import { createInflateRaw } from 'node:zlib';
import type { Part } from './zip.js';

const pieceBytes = 65_536;

/** What a part holds, piece by piece. Throws when it is longer or shorter than it says, or when its data end before their bytes do. */
export async function* inflated({ bytes, isPacked, unpacked }: Part): AsyncGenerator<Buffer> {
  if (!isPacked) {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    return;
  }
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  inflate.end(bytes);
  let total = 0;
  for await (const piece of inflate as AsyncIterable<Buffer>) {
    total += piece.length;
    if (total > unpacked) throw new Error('a part that is longer than it says');
    yield piece;
  }
  // what stands behind the end of the data could be read as another part
  if (total !== unpacked || inflate.bytesWritten !== bytes.length)
    throw new Error('a part that is not what it says');
}
