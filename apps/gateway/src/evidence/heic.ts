import { blank, BoxReader, metaBody, uint, type Box } from './boxes.js';
import type { PixelSize } from './pixel-size.js';

/** Top-level boxes that show the image, or a sequence of them. What else a phone appends (films, previews) is blanked. */
const shown = new Set(['ftyp', 'meta', 'mdat', 'idat', 'free', 'skip', 'styp', 'pitm']);

/** An EXIF item that says nothing: offset of the TIFF header, header, a directory without entries. */
const emptyExif = Buffer.from('000000064578696600004d4d002a00000008000000000000', 'hex');

/** 48 megapixels in tiles, with their depth, are some 500 of one extent each; the bytes alone would allow three million. */
const mostExtents = 10_000;

type Extent = Readonly<{ from: number; length: number }>;
type Item = Readonly<{ type: string; extents: readonly Extent[] }>;
type Opened = Readonly<{
  top: readonly Box[];
  inMeta: readonly Box[];
  /** What each item is, and where its bytes lie. */
  items: readonly Item[];
}>;

/** A copy whose EXIF and XMP items are overwritten in place; the orientation of HEIC is not in them. What stands behind the image is cut off. */
export function stripHeic(bytes: Uint8Array): Uint8Array {
  const file = withoutTail(Buffer.from(bytes));
  const { top, inMeta, items } = opened(file);
  let total = 0;
  for (const { type, extents } of items) {
    // a file that was cut short ends before its image
    if (extents.some(({ from, length }) => !(from + length <= file.length)))
      throw new Error('an item lies outside the file');
    if (!isDescription(type)) continue;
    for (const [index, { from, length }] of extents.entries()) {
      // one total over all items, because extents may overlap
      total += length;
      if (!(total <= file.length)) throw new Error('items over each other');
      file.fill(type === 'Exif' ? 0 : ' ', from, from + length);
      if (type === 'Exif' && index === 0 && length >= emptyExif.length) emptyExif.copy(file, from);
    }
  }
  for (const box of inMeta) if (box.type === 'uuid' || box.type === 'udta') blank(file, box);
  for (const box of top) if (!shown.has(box.type)) blank(file, box);
  return file;
}

/** Up to the end of the last box that shows the image: telephones append films and trailers of their own, which may be no boxes at all. */
function withoutTail(file: Buffer): Buffer {
  let end = 0;
  for (const box of new BoxReader(file).leading()) if (shown.has(box.type)) end = box.end;
  return file.subarray(0, end);
}

/** What each image of the file claims: the whole, its tiles, its thumbnail and its depth. */
export function sizesInHeic(bytes: Uint8Array): readonly PixelSize[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes = new BoxReader(file);
  const within = ({ body, end }: Box, type: string): readonly Box[] =>
    boxes.within(body, end).filter((box) => box.type === type);
  return opened(withoutTail(file))
    .inMeta.filter(({ type }) => type === 'iprp')
    .flatMap((properties) => within(properties, 'ipco'))
    .flatMap((list) => within(list, 'ispe'))
    .map(({ body }) => ({ width: file.readUInt32BE(body + 4), height: file.readUInt32BE(body + 8) }));
}

/** The TIFF structure of the first Exif item; its first four bytes say how far behind them it begins. */
export function exifInHeic(bytes: Uint8Array): Buffer | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const extent = opened(withoutTail(file)).items.find(({ type }) => type === 'Exif')?.extents[0];
  if (!extent || !(extent.from + extent.length <= file.length)) return null;
  const item = file.subarray(extent.from, extent.from + extent.length);
  return item.length < 4 ? null : item.subarray(4 + item.readUInt32BE(0));
}

const isDescription = (type: string): boolean => type === 'Exif' || type === 'mime' || type === 'uri ';

function opened(file: Buffer): Opened {
  const boxes = new BoxReader(file);
  const top = boxes.within(0, file.length);
  const [meta, second] = top.filter(({ type }) => type === 'meta');
  if (!meta || second) throw new Error('HEIC has one meta box');
  const inMeta = boxes.within(metaBody(file, meta), meta.end);
  const types = itemTypes(boxes, inMeta);
  const items: Item[] = [];
  const placed = new Set<number>();
  for (const [id, extents] of itemExtents(file, inMeta)) {
    items.push({ type: types.get(id) ?? '', extents });
    placed.add(id);
  }
  for (const [id, type] of types) {
    if ((type === 'Exif' || type === 'mime') && !placed.has(id))
      throw new Error('a description has no place in the file');
  }
  return { top, inMeta, items };
}

/** `iinf`: what each item is. */
function itemTypes(boxes: BoxReader, inMeta: readonly Box[]): Map<number, string> {
  const { file } = boxes;
  const iinf = inMeta.find(({ type }) => type === 'iinf');
  if (!iinf) throw new Error('HEIC without iinf');
  const types = new Map<number, string>();
  for (const { type: kind, body } of boxes.within(
    iinf.body + (file.readUInt8(iinf.body) === 0 ? 6 : 8),
    iinf.end,
  )) {
    if (kind !== 'infe') continue;
    const version = file.readUInt8(body);
    if (version < 2) throw new Error('an item entry of an old version');
    const idBytes = version === 2 ? 2 : 4;
    const typeAt = body + 4 + idBytes + 2;
    const id = uint(file, body + 4, idBytes);
    // an item that is listed twice is a description when one of the entries says so
    if (!isDescription(types.get(id) ?? '')) types.set(id, file.toString('latin1', typeAt, typeAt + 4));
  }
  return types;
}

/** `iloc`: where the bytes of each item lie. */
function* itemExtents(
  file: Buffer,
  inMeta: readonly Box[],
): Generator<readonly [id: number, extents: readonly Extent[]]> {
  const iloc = inMeta.find(({ type }) => type === 'iloc');
  if (!iloc) throw new Error('HEIC without iloc');
  const idat = inMeta.find(({ type }) => type === 'idat');
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
  // items without extents count, too: each of a claimed four thousand million costs its six bytes and a turn
  let left = mostExtents;
  const takeOne = (): void => {
    left -= 1;
    if (left < 0) throw new Error('more extents than an image needs');
  };
  for (let item = next(idBytes); item > 0; item -= 1) {
    const id = next(idBytes);
    const construction = version === 0 ? 0 : next(2) & 15;
    if (construction > 1) throw new Error('an item made of other items');
    next(2);
    const start = next(baseBytes) + (construction === 1 ? (idat?.body ?? Number.NaN) : 0);
    const extents: Extent[] = [];
    takeOne();
    for (let extent = next(2); extent > 0; extent -= 1) {
      if (extents.length) takeOne();
      next(indexBytes);
      extents.push({ from: start + next(offsetBytes), length: next(lengthBytes) });
    }
    yield [id, extents];
  }
}
