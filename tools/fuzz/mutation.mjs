/** Numbers that parsers trip over: nothing, one, all, the sign, and one beside each. */
const edges = [
  0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

/** A copy of a file with a few things wrong. */
export function mutated(bytes, chance) {
  let file = Buffer.from(bytes);
  for (let left = 1 + chance.below(8); left > 0; left -= 1) file = chance.one(changes)(file, chance);
  return file;
}

const changes = [
  (file, chance) => {
    if (file.length) file[chance.below(file.length)] = chance.below(256);
    return file;
  },
  (file, chance) => {
    if (file.length >= 4) file.writeUInt32BE(chance.one(edges), chance.below(file.length - 3));
    return file;
  },
  (file, chance) => {
    if (file.length >= 4) file.writeUInt32LE(chance.one(edges), chance.below(file.length - 3));
    return file;
  },
  (file, chance) => {
    if (file.length >= 2) file.writeUInt16BE(chance.one(edges) & 0xffff, chance.below(file.length - 1));
    return file;
  },
  (file, chance) => file.subarray(0, chance.below(file.length + 1)),
  (file, chance) => {
    const [from, until] = [chance.below(file.length + 1), chance.below(file.length + 1)].sort(
      (a, b) => a - b,
    );
    const part = file.subarray(from, Math.min(until, from + 4_096));
    const times = 1 + chance.below(200);
    return Buffer.concat([
      file.subarray(0, from),
      ...Array.from({ length: times }, () => part),
      file.subarray(from),
    ]);
  },
  (file, chance) => {
    const at = chance.below(file.length + 1);
    return Buffer.concat([
      file.subarray(0, at),
      Buffer.alloc(chance.below(64), chance.below(256)),
      file.subarray(at),
    ]);
  },
  (file, chance) => {
    const [at, to] = [chance.below(file.length + 1), chance.below(file.length + 1)];
    return Buffer.concat([file.subarray(0, at), file.subarray(to)]);
  },
];
