import { blank, boxesIn, metaBody, uint, type Box } from './boxes.js';

/** Top-level boxes that show the image, or a sequence of them. What else a phone appends (films, previews) is blanked. */
const shown = new Set(['ftyp', 'meta', 'mdat', 'idat', 'free', 'skip', 'styp', 'pitm']);

/** An EXIF item that says nothing: offset of the TIFF header, header, a directory without entries. */
const emptyExif = Buffer.from('000000064578696600004d4d002a00000008000000000000', 'hex');

type Extent = Readonly<{ from: number; length: number }>;

/** A copy whose EXIF and XMP items are overwritten in place; the orientation of HEIC is not in them. */
export function stripHeic(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  const top = boxesIn(file, 0, file.length);
  const [meta, second] = top.filter(({ type }) => type === 'meta');
  if (!meta || second) throw new Error('HEIC has one meta box');
  overwriteDescriptions(file, meta);
  for (const box of top) if (!shown.has(box.type)) blank(file, box);
  return file;
}

function overwriteDescriptions(file: Buffer, meta: Box): void {
  const inside = boxesIn(file, metaBody(file, meta), meta.end);
  const types = itemTypes(file, inside);
  const idat = inside.find(({ type }) => type === 'idat');
  let total = 0;
  for (const [item, extents] of itemExtents(file, inside, idat)) {
    const type = types.get(item);
    if (type !== 'Exif' && type !== 'mime' && type !== 'uri ') continue;
    for (const [index, { from, length }] of extents.entries()) {
      total += length;
      if (!(from + length <= file.length && total <= file.length))
        throw new Error('an item lies outside the file');
      file.fill(type === 'Exif' ? 0 : ' ', from, from + length);
      if (type === 'Exif' && index === 0 && length >= emptyExif.length) emptyExif.copy(file, from);
    }
    types.delete(item);
  }
  for (const type of types.values()) {
    if (type === 'Exif' || type === 'mime') throw new Error('a description has no place in the file');
  }
  for (const box of inside) if (box.type === 'uuid' || box.type === 'udta') blank(file, box);
}

/** `iinf`: what each item is. */
function itemTypes(file: Buffer, inside: readonly Box[]): Map<number, string> {
  const iinf = inside.find(({ type }) => type === 'iinf');
  if (!iinf) throw new Error('HEIC without iinf');
  const entries = boxesIn(file, iinf.body + (file.readUInt8(iinf.body) === 0 ? 6 : 8), iinf.end);
  return new Map(
    entries
      .filter(({ type }) => type === 'infe')
      .map(({ body }) => {
        const version = file.readUInt8(body);
        if (version < 2) throw new Error('an item entry of an old version');
        const idBytes = version === 2 ? 2 : 4;
        const typeAt = body + 4 + idBytes + 2;
        return [uint(file, body + 4, idBytes), file.toString('latin1', typeAt, typeAt + 4)] as const;
      }),
  );
}

/** `iloc`: where the bytes of each item lie. */
function itemExtents(file: Buffer, inside: readonly Box[], idat: Box | undefined): Map<number, Extent[]> {
  const iloc = inside.find(({ type }) => type === 'iloc');
  if (!iloc) throw new Error('HEIC without iloc');
  const version = file.readUInt8(iloc.body);
  const sizes = file.readUInt16BE(iloc.body + 4);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const idBytes = version < 2 ? 2 : 4;
  // a length of no bytes means the whole file, and would let a short table ask for endless work
  if (lengthBytes === 0) throw new Error('an item without a length');
  let at = iloc.body + 6;
  const next = (bytes: number): number => {
    if (at + bytes > iloc.end) throw new Error('iloc ends early');
    const value = uint(file, at, bytes);
    at += bytes;
    return value;
  };
  const count = next(idBytes);
  const found = new Map<number, Extent[]>();
  for (let item = 0; item < count; item += 1) {
    const id = next(idBytes);
    const construction = version === 0 ? 0 : next(2) & 15;
    if (construction > 1) throw new Error('an item made of other items');
    next(2);
    const start = next(baseBytes) + (construction === 1 ? (idat?.body ?? Number.NaN) : 0);
    const extents = Array.from({ length: next(2) }, () => {
      next(indexBytes);
      return { from: start + next(offsetBytes), length: next(lengthBytes) };
    });
    found.set(id, extents);
  }
  return found;
}
