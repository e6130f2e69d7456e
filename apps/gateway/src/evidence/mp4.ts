import { blank, BoxReader, deepest, metaBody, type Box } from './boxes.js';
import type { Position } from './gps.js';
import { blankTimedDescriptions } from './mp4-tracks.js';

/** Boxes that hold boxes. `meta` does, too, behind a head of its own. */
const containers = new Set([
  'moov',
  'trak',
  'mdia',
  'minf',
  'udta',
  'ilst',
  'moof',
  'traf',
  'edts',
  'dinf',
  'mvex',
]);

/** `©xyz` of QuickTime and Android, `loci` of 3GPP, and packets of XMP, which may hold a position among much else. */
const placeBoxes = new Set(['\u00a9xyz', 'loci', 'XMP_', 'uuid']);

/** Top-level boxes that play the film. */
const played = new Set([
  'ftyp',
  'styp',
  'moov',
  'moof',
  'mdat',
  'mfra',
  'sidx',
  'ssix',
  'free',
  'skip',
  'wide',
  'prft',
  'pdin',
  'meta',
]);

/** The text of a place is some thirty characters. */
const longestPlace = 256;
/** Apple writes about thirty, none longer than sixty characters. */
const mostKeys = 1_000;
const longestKey = 1_024;

/** A copy in which every box with a place, and every track that is neither picture nor sound, is free space. */
export function stripMp4(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  const top = new BoxReader(file).within(0, file.length);
  if (!top.some(({ type }) => type === 'moov')) throw new Error('MP4 without moov');
  blankTimedDescriptions(file);
  for (const box of top) if (!played.has(box.type)) blank(file, box);
  for (const box of placesOf(file)) blank(file, box);
  return file;
}

/** The first position that the boxes hold. */
export function positionInMp4(bytes: Uint8Array): Position | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const box of placesOf(file)) {
    // a packet of XMP is removed, not understood
    if (box.type === 'uuid' || box.type === 'XMP_') continue;
    const found =
      box.type === 'loci'
        ? locationInformation(file, box)
        : iso6709(file.toString('latin1', box.body, Math.min(box.end, box.body + longestPlace)));
    if (found) return found;
  }
  return null;
}

const placesOf = (file: Buffer): Box[] => placesIn(new BoxReader(file), 0, file.length, 0);

function placesIn(boxes: BoxReader, from: number, until: number, depth: number): Box[] {
  if (depth > deepest) throw new Error('boxes in boxes without end');
  return childrenIn(boxes, from, until).flatMap((box) => {
    if (placeBoxes.has(box.type)) return [box];
    if (box.type === 'meta') return placesInMeta(boxes, box);
    return containers.has(box.type) ? placesIn(boxes, box.body, box.end, depth + 1) : [];
  });
}

/** User data of QuickTime may end with four zeros in place of a box. */
function childrenIn(boxes: BoxReader, from: number, until: number): readonly Box[] {
  const { file } = boxes;
  const end = until - from >= 4 && until - from < 8 && file.readUInt32BE(from) === 0 ? from : until;
  const terminated = end === until && until - from > 4 && file.readUInt32BE(until - 4) === 0;
  try {
    return boxes.within(from, end);
  } catch (error) {
    if (!terminated) throw error;
    return boxes.within(from, until - 4);
  }
}

/** Items of `ilst` are named by their number in `keys`. */
function placesInMeta(boxes: BoxReader, meta: Box): Box[] {
  const { file } = boxes;
  const inside = childrenIn(boxes, metaBody(file, meta), meta.end);
  const keys = inside.find(({ type }) => type === 'keys');
  const names = keys ? keyNames(file, keys) : [];
  return inside.flatMap((box) => {
    if (placeBoxes.has(box.type)) return [box];
    if (box.type !== 'ilst') return [];
    return childrenIn(boxes, box.body, box.end).filter(
      ({ type, start }) =>
        placeBoxes.has(type) || /location|gps/i.test(names[file.readUInt32BE(start + 4) - 1] ?? ''),
    );
  });
}

function keyNames(file: Buffer, { body, end }: Box): string[] {
  const names: string[] = [];
  for (let at = body + 8; at + 8 <= end;) {
    const size = file.readUInt32BE(at);
    if (size < 8 || at + size > end) throw new Error('a key is longer than its list');
    if (size > longestKey || names.length === mostKeys) throw new Error('more keys than a film needs');
    names.push(file.toString('utf8', at + 8, at + size));
    at += size;
  }
  return names;
}

/** ISO 6709 as `+31.2304+121.4737+012.0/`. */
function iso6709(text: string): Position | null {
  const match = /([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)/.exec(text);
  return match ? { latitude: Number(match[1]), longitude: Number(match[2]) } : null;
}

/** 3GPP TS 26.244 §8.5: version and flags, language, a name, a role, then longitude and latitude as 16.16 numbers. */
function locationInformation(file: Buffer, { body, end }: Box): Position | null {
  // within the box: a name without an end would be looked for to the end of the file, box after box
  const box = file.subarray(body, Math.min(end, body + longestPlace * 4));
  const name = 6;
  if (box.length < name + 2) return null;
  const wide = box.readUInt16BE(name) === 0xfeff;
  const ends = wide ? box.indexOf('\0\0', name, 'latin1') + 2 : box.indexOf(0, name) + 1;
  const at = ends + 1;
  if (ends <= name || at + 8 > box.length) return null;
  return { longitude: box.readInt32BE(at) / 65_536, latitude: box.readInt32BE(at + 4) / 65_536 };
}
