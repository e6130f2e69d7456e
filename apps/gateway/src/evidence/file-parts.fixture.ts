/** What files are made of, byte by byte, and a place (31.2304 N, 121.4737 E) that they tell. */
export const place = { latitude: 31.2304, longitude: 121.4737 };

export const text = (value: string) => Buffer.from(value, 'latin1');
export const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
export const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A TIFF of big-endian order: orientation, and a GPS directory behind it. */
export function exifTiff(orientation = 1): Buffer {
  const gpsAt = 8 + 2 + 2 * 12 + 4;
  const valuesAt = gpsAt + 2 + 4 * 12 + 4;
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([u16(tag), u16(type), u32(count), value, Buffer.alloc(4 - value.length)]);
  const degrees = (value: number) =>
    Buffer.concat([u32(Math.round(value * 1e6)), u32(1e6), u32(0), u32(1), u32(0), u32(1)]);
  return Buffer.concat([
    text('MM\0*'),
    u32(8),
    u16(2),
    entry(0x0112, 3, 1, u16(orientation)),
    entry(0x8825, 4, 1, u32(gpsAt)),
    u32(0),
    u16(4),
    entry(1, 2, 2, text('N\0')),
    entry(2, 5, 3, u32(valuesAt)),
    entry(3, 2, 2, text('E\0')),
    entry(4, 5, 3, u32(valuesAt + 24)),
    u32(0),
    degrees(place.latitude),
    degrees(place.longitude),
  ]);
}

export const segment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Buffer) =>
  (bytes.reduce((c, byte) => (crcTable[(c ^ byte) & 255]! ^ (c >>> 8)) >>> 0, 0xffffffff) ^ 0xffffffff) >>> 0;
export const chunk = (type: string, body: Buffer) => {
  const typed = Buffer.concat([text(type), body]);
  return Buffer.concat([u32(body.length), typed, u32(crc(typed))]);
};

export const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
};
export const full = (type: string, version: number, ...parts: Buffer[]) =>
  box(type, Buffer.from([version, 0, 0, 0]), ...parts);
