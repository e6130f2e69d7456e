const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** What shows the image, still or moving: PNG (third edition), without the chunks that describe how it came about. */
const shown = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
);

type Chunk = Readonly<{ type: string; whole: Buffer; body: Buffer }>;

/** A copy with the chunks that show the image, and none that hold EXIF, texts (XMP is one), times or anything private. */
export function stripPng(bytes: Uint8Array): Uint8Array {
  const kept = chunksOf(bytes).filter(({ type }) => shown.has(type));
  return Buffer.concat([signature, ...kept.map(({ whole }) => whole)]);
}

/** The TIFF structure that cameras write their EXIF in. */
export function exifInPng(bytes: Uint8Array): Uint8Array | null {
  return chunksOf(bytes).find(({ type }) => type === 'eXIf')?.body ?? null;
}

/** Up to IEND: what stands behind it is not part of the image. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!source.subarray(0, 8).equals(signature)) throw new Error('no PNG');
  const chunks: Chunk[] = [];
  for (let at = 8; ;) {
    const end = at + 12 + source.readUInt32BE(at);
    if (end > source.length) throw new Error('a chunk is longer than the file');
    const type = source.toString('latin1', at + 4, at + 8);
    chunks.push({ type, whole: source.subarray(at, end), body: source.subarray(at + 8, end - 4) });
    if (type === 'IEND') return chunks;
    at = end;
  }
}
