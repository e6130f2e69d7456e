import { blank, boxesIn, metaBody, type Box } from './boxes.js';
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

type Found = Readonly<{ longitude: number; latitude: number }>;

/** A copy in which every box with a place, and every track that is neither picture nor sound, is free space. */
export function stripMp4(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  const top = boxesIn(file, 0, file.length);
  if (!top.some(({ type }) => type === 'moov')) throw new Error('MP4 without moov');
  for (const box of top) {
    if (!played.has(box.type)) blank(file, box);
    if (box.type === 'moov') blankTimedDescriptions(file, box, top);
  }
  for (const box of placesIn(file, 0, file.length)) blank(file, box);
  return file;
}

/** The first position that the boxes hold. */
export function positionInMp4(bytes: Uint8Array): Found | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const box of placesIn(file, 0, file.length)) {
    // a packet of XMP is removed, not understood
    if (box.type === 'uuid' || box.type === 'XMP_') continue;
    const found =
      box.type === 'loci'
        ? locationInformation(file, box)
        : iso6709(file.toString('latin1', box.body, box.end));
    if (found) return found;
  }
  return null;
}

function placesIn(file: Buffer, from: number, until: number): Box[] {
  return childrenIn(file, from, until).flatMap((box) => {
    if (placeBoxes.has(box.type)) return [box];
    if (box.type === 'meta') return placesInMeta(file, box);
    return containers.has(box.type) ? placesIn(file, box.body, box.end) : [];
  });
}

/** User data of QuickTime may end with four zeros in place of a box. */
function childrenIn(file: Buffer, from: number, until: number): Box[] {
  const end = until - from >= 4 && until - from < 8 && file.readUInt32BE(from) === 0 ? from : until;
  const terminated = end === until && until - from > 4 && file.readUInt32BE(until - 4) === 0;
  try {
    return boxesIn(file, from, end);
  } catch (error) {
    if (!terminated) throw error;
    return boxesIn(file, from, until - 4);
  }
}

/** Items of `ilst` are named by their number in `keys`. */
function placesInMeta(file: Buffer, meta: Box): Box[] {
  const inside = childrenIn(file, metaBody(file, meta), meta.end);
  const keys = inside.find(({ type }) => type === 'keys');
  const names = keys ? keyNames(file, keys) : [];
  return inside.flatMap((box) => {
    if (placeBoxes.has(box.type)) return [box];
    if (box.type !== 'ilst') return [];
    return childrenIn(file, box.body, box.end).filter(
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
    names.push(file.toString('utf8', at + 8, at + size));
    at += size;
  }
  return names;
}

/** ISO 6709 as `+31.2304+121.4737+012.0/`. */
function iso6709(text: string): Found | null {
  const match = /([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)/.exec(text);
  return match ? { latitude: Number(match[1]), longitude: Number(match[2]) } : null;
}

/** 3GPP TS 26.244 §8.5: version and flags, language, a name, a role, then longitude and latitude as 16.16 numbers. */
function locationInformation(file: Buffer, { body, end }: Box): Found | null {
  const name = body + 6;
  const wide = file.readUInt16BE(name) === 0xfeff;
  const ends = wide ? file.indexOf('\0\0', name, 'latin1') + 2 : file.indexOf(0, name) + 1;
  const at = ends + 1;
  if (ends <= name || at + 8 > end) return null;
  return { longitude: file.readInt32BE(at) / 65_536, latitude: file.readInt32BE(at + 4) / 65_536 };
}
