const lengthBytes = 4;

/** Parts of an answer, each behind its length. */
export function framed(parts: readonly Buffer[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );
}

/** Throws when the answer ends within a part. */
export function partsIn(answer: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < answer.length;) {
    const from = at + lengthBytes;
    at = from + answer.readUInt32BE(at);
    if (at > answer.length) throw new Error('an answer that ends early');
    parts.push(answer.subarray(from, at));
  }
  return parts;
}
