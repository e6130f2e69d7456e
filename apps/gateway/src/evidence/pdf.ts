const end = '%%EOF';

/** Up to the end of the document: what stands behind the last end is no part of it. Throws where there is no end. */
export function cutPdf(bytes: Uint8Array): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = source.lastIndexOf(end, undefined, 'latin1');
  if (last < 0) throw new Error('a document without an end');
  let at = last + end.length;
  if (source[at] === 0x0d) at += 1;
  if (source[at] === 0x0a) at += 1;
  return source.subarray(0, at);
}
