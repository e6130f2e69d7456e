import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Part } from './zip.js';

const pieceBytes = 262_144;
/** Up to here in one step: to begin a stream costs a quarter of a millisecond, and a document may have a thousand parts. */
const smallBytes = 1_000_000;

/** What a part holds, piece by piece. Throws when it is longer or shorter than it says, or when its data end before their bytes do. */
export async function* inflated(part: Part): AsyncGenerator<Buffer> {
  const { bytes, isPacked, unpacked } = part;
  if (!isPacked) yield* piecesOf(bytes);
  else if (unpacked <= smallBytes) yield* piecesOf(small(part));
  else {
    const inflate = createInflateRaw({ chunkSize: pieceBytes });
    inflate.end(bytes);
    let total = 0;
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      total += piece.length;
      if (total > unpacked) throw new Error('a part that is longer than it says');
      yield piece;
    }
    requireWhole(part, total, inflate.bytesWritten);
  }
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** With `info`, Node answers what its types do not say: the bytes, and the engine that knows how many it used. */
type Unpacked = Readonly<{ buffer: Buffer; engine: Readonly<{ bytesWritten: number }> }>;

function small(part: Part): Buffer {
  const options = { info: true, maxOutputLength: Math.max(1, part.unpacked) };
  const { buffer, engine } = inflateRawSync(part.bytes, options) as unknown as Unpacked;
  requireWhole(part, buffer.length, engine.bytesWritten);
  return buffer;
}

/** What stands behind the end of the data could be read as another part. */
function requireWhole({ bytes, unpacked }: Part, total: number, used: number): void {
  if (total !== unpacked || used !== bytes.length) throw new Error('a part that is not what it says');
}
