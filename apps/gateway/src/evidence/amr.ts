/** Bytes of a frame behind its head, by its type (RFC 4867 §5.3): eight or nine kinds of speech, comfort noise, and at the end speech lost and no data. -1: no frame. */
const narrow = Int8Array.of(12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, 0, 0);
const wide = Int8Array.of(17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0);

const heads = { narrow: '#!AMR\n', wide: '#!AMR-WB\n' } as const;

export type AmrBand = keyof typeof heads;

/** Null for what is no AMR of one channel. */
export function bandOfAmr(head: Buffer): AmrBand | null {
  const begins = (text: string): boolean => head.toString('latin1', 0, text.length) === text;
  if (begins(heads.wide)) return 'wide';
  return begins(heads.narrow) ? 'narrow' : null;
}

/** Up to the end of the last whole frame: the format has no place for a description, and what stands behind is none of its own. Throws where there is no frame. */
export function framesOfAmr(bytes: Uint8Array): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const band = bandOfAmr(source);
  if (!band) throw new Error('no AMR');
  const first = heads[band].length;
  const sizes = band === 'wide' ? wide : narrow;
  let at = first;
  for (;;) {
    const frame = source[at];
    // the first bit and the last two are zeros
    if (frame === undefined || (frame & 0x83) !== 0) break;
    const size = sizes[frame >> 3] ?? -1;
    if (size < 0 || at + 1 + size > source.length) break;
    at += 1 + size;
  }
  if (at === first) throw new Error('no sound');
  return source.subarray(0, at);
}
