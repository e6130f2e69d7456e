import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
// sharp takes what was compiled to WebAssembly, because its process loads no addons; it names the package nowhere that prune.mjs looks
import '@img/sharp-wasm32/sharp.node';
import heifModule from 'libheif-js/libheif-wasm/libheif.js';
import sharp, { type Sharp } from 'sharp';
import { mostPixelsOf } from '../evidence/most-pixels.js';
import { renditionSizes } from '../evidence/storage-key.js';
import { framed } from './frames.js';
import { shrunk, type Raw } from './shrunk.js';

// A process of its own: an image of a kind (its argument) comes by standard input, its renditions go by standard output, the largest first and each behind its
// length. It ends with 3 for what cannot be drawn. Decoders run as WebAssembly: what goes wrong in one stays in its own memory.

/** Of 64 kB, for the memory of each decoder: a HEIC of 50 million pixels takes 410 MB. */
const mostPages = 7_168;
const quality = 80;
const unreadable = 3;
const largest = Math.max(...renditionSizes);

/** What is used of libheif-js. A decoded image is a view into its memory, until it is released. */
type HeifImage = Readonly<{ handle: unknown; is_primary(): boolean }>;
type Channel = Readonly<{ id: unknown; data: Uint8Array; width: number; height: number; stride: number }>;
type Decoded = Readonly<{ code?: unknown; channels: readonly Channel[]; image: unknown }>;
type Heif = Readonly<{
  HeifDecoder: new () => Readonly<{ decode(bytes: Uint8Array): readonly HeifImage[] }>;
  heif_colorspace: Readonly<{ heif_colorspace_RGB: unknown }>;
  heif_chroma: Readonly<{ heif_chroma_interleaved_RGB: unknown }>;
  heif_channel: Readonly<{ heif_channel_interleaved: unknown }>;
  heif_js_decode_image2(handle: unknown, colorspace: unknown, chroma: unknown): Decoded | null;
}>;

/** The types of its package are those of its index, which names no file of its own. */
const createHeif = heifModule as unknown as (options: Readonly<{ wasmBinary: Uint8Array }>) => Heif;

/** Loaded before anything is looked at: that it is missing is no fault of an image. */
const wasmBinary = readFileSync(
  createRequire(import.meta.url).resolve('libheif-js/libheif-wasm/libheif.wasm'),
);

function makeWay(): void {
  // libheif-js complains there, and standard output is the answer
  // eslint-disable-next-line no-console -- it is turned away, not used
  console.log = console.error;
  setFlagsFromString(`--wasm-max-mem-pages=${mostPages}`);
  setPriority(constants.priority.PRIORITY_LOW);
  try {
    // where memory is short for all, this process is the first to go
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // no Linux: nobody counts so
  }
}

/** One image at a time, in one thread, and only the three kinds that we take: libvips knows some forty. */
function openSharp(): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  const loaders = ['Jpeg', 'Png', 'Webp'].map((kind) => `VipsForeignLoad${kind}Buffer`);
  sharp.unblock({ operation: loaders });
}

/** The primary image, upright, as libheif draws it: as much of it as the largest rendition needs. */
function heicDrawn(bytes: Uint8Array): Raw {
  const heif = createHeif({ wasmBinary });
  const images = new heif.HeifDecoder().decode(bytes);
  const image = images.find((each) => each.is_primary()) ?? images[0];
  if (!image) throw new Error('no image');
  const { heif_colorspace_RGB: rgb } = heif.heif_colorspace;
  const { heif_chroma_interleaved_RGB: interleaved } = heif.heif_chroma;
  const decoded = heif.heif_js_decode_image2(image.handle, rgb, interleaved);
  const pixels = decoded?.channels?.find(({ id }) => id === heif.heif_channel.heif_channel_interleaved);
  if (!pixels) throw new Error('not to be decoded');
  const { data, width, height, stride: rowBytes } = pixels;
  return shrunk({ data, width, height, rowBytes }, largest);
}

function opened(bytes: Buffer, mediaType: string): Sharp {
  if (mediaType !== 'image/heic')
    return sharp(bytes, {
      limitInputPixels: mostPixelsOf('image/jpeg'),
      failOn: 'error',
      sequentialRead: true,
    }).autoOrient();
  const { data, width, height } = heicDrawn(bytes);
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const jpegOf = (image: Sharp, size: number): Promise<Buffer> =>
  image
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality })
    .toBuffer();

async function renditionsOf(bytes: Buffer, mediaType: string): Promise<readonly Buffer[]> {
  const made: Buffer[] = [];
  // the next smaller one is made of the larger one, so that nothing is decoded twice
  for (const size of renditionSizes.toReversed())
    made.push(await jpegOf(made[0] ? sharp(made[0]) : opened(bytes, mediaType), size));
  return made;
}

makeWay();
openSharp();
try {
  const bytes = await buffer(process.stdin);
  process.stdout.write(framed(await renditionsOf(bytes, process.argv[2] ?? '')));
} catch (error) {
  process.stderr.write(String(error));
  process.exitCode = unreadable;
}
