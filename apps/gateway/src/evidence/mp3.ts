/** MPEG audio, layer III (ISO/IEC 11172-3, 13818-3): frames of sound, and before, behind and between them tags of any kind. */
const kilobits = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
/** Of MPEG 1; MPEG 2 halves it, MPEG 2.5 quarters it. */
const hertz = [44_100, 48_000, 32_000] as const;

/** Two in a row are sound; one may be any three bytes. */
const leastFrames = 2;
/** Places where something stands between the frames: a tag at each end, and what a recorder leaves when it is stopped. */
const mostGaps = 1_000;
/** Bytes without a frame that are looked through for the next one, all gaps together: tags say their length, so little is left beside them. */
const mostSearched = 1_000_000;

/** The frames alone: no ID3 (texts, pictures, a position in a comment), no APE, nothing between them. Throws where there is no sound. */
export function framesOfMp3(bytes: Uint8Array): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Buffer[] = [];
  let frames = 0;
  let at = behindTags(source, 0);
  let left = mostSearched;
  while (at < source.length) {
    const start = nextRun(source, at, Math.min(source.length, at + left));
    if (start < 0) break;
    left -= start - at;
    let end = start;
    for (let length = frameBytes(source, end); length > 0; length = frameBytes(source, end)) {
      frames += 1;
      end += length;
    }
    kept.push(source.subarray(start, end));
    if (kept.length > mostGaps) throw new Error('more tags than a recording needs');
    at = behindTags(source, end);
  }
  if (frames < leastFrames) throw new Error('no sound');
  return Buffer.concat(kept);
}

/** ID3v2, or two frames in a row: UTF-16 begins like one. */
export function beginsLikeMp3(bytes: Uint8Array): boolean {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (source.toString('latin1', 0, 3) === 'ID3') return true;
  const length = frameBytes(source, 0);
  return length > 0 && (length === source.length || frameBytes(source, length) > 0);
}

/** Where the frames go on that follow each other; -1 when none do between two offsets. */
function nextRun(source: Buffer, from: number, until: number): number {
  for (let at = from; at < until; at += 1) {
    if (source[at] !== 0xff) continue;
    const length = frameBytes(source, at);
    if (length > 0 && (at + length === source.length || frameBytes(source, at + length) > 0)) return at;
  }
  return -1;
}

/** Behind the ID3v2 tags at an offset, each with its length in four times seven bits. */
function behindTags(source: Buffer, from: number): number {
  let at = from;
  while (source.toString('latin1', at, at + 3) === 'ID3' && at + 10 <= source.length) {
    const [a = 0, b = 0, c = 0, d = 0] = source.subarray(at + 6, at + 10);
    const footer = ((source[at + 5] ?? 0) & 0x10) !== 0 ? 10 : 0;
    at += 10 + ((a & 0x7f) << 21) + ((b & 0x7f) << 14) + ((c & 0x7f) << 7) + (d & 0x7f) + footer;
  }
  return at;
}

/** How long the frame at an offset is, head included; 0 when none begins there, or when it does not end within the file. */
function frameBytes(source: Buffer, at: number): number {
  if (at + 4 > source.length || source[at] !== 0xff) return 0;
  const second = source[at + 1] ?? 0;
  const third = source[at + 2] ?? 0;
  const version = (second >> 3) & 3;
  // eleven bits of synchronisation, layer III, no reserved version
  if ((second & 0xe0) !== 0xe0 || ((second >> 1) & 3) !== 1 || version === 1) return 0;
  const isFirst = version === 3;
  const rate = kilobits[isFirst ? 1 : 2][third >> 4] ?? 0;
  const frequency = (hertz[(third >> 2) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  if (rate === 0 || frequency === 0) return 0;
  const length = Math.floor(((isFirst ? 144 : 72) * rate * 1_000) / frequency) + ((third >> 1) & 1);
  return at + length <= source.length ? length : 0;
}
