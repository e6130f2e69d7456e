import { blank, BoxReader, uint, type Box } from './boxes.js';

/** Handlers of what is seen and heard. */
const seenAndHeard = new Set(['vide', 'soun']);
/** A drone's film has picture, sound and three of its own. */
const mostTracks = 100;
/** Over all tracks that are blanked: twenty minutes of an action camera have as many; empty chunks would be five million. */
const mostChunks = 100_000;

/**
 * Action cameras and drones write a position many times a second into a track of its own (gpmd, camm, mebx, subtitles). Such tracks and
 * their samples are blanked. Throws when the samples cannot be found, so that the film is refused.
 */
export function blankTimedDescriptions(file: Buffer): void {
  const boxes = new BoxReader(file);
  const top = boxes.within(0, file.length);
  const tracks = tracksOf(boxes);
  const described = tracks.filter((track) => !seenAndHeard.has(handlerOf(boxes, track)));
  if (described.length && top.some(({ type }) => type === 'moof'))
    throw new Error('a description in fragments');
  const blanked = new BlankedSamples(file, top);
  for (const track of described) blanked.take(samplesOf(boxes, track));
  for (const track of described) blank(file, track);
}

/** Throws when there are more than a film has, or when the head of the film is packed (`cmov`), so that nobody sees what is in it. */
export function tracksOf(boxes: BoxReader): readonly Box[] {
  const inMovie = boxes
    .within(0, boxes.file.length)
    .filter(({ type }) => type === 'moov')
    .flatMap(({ body, end }) => boxes.within(body, end));
  if (inMovie.some(({ type }) => type === 'cmov')) throw new Error('a packed head');
  const tracks = inMovie.filter(({ type }) => type === 'trak');
  if (tracks.length > mostTracks) throw new Error('more tracks than a film needs');
  return tracks;
}

type Range = Readonly<{ from: number; length: number }>;

/** Counts over the whole file: tracks may share their samples, and chunks may overlap. */
class BlankedSamples {
  private readonly media: readonly Box[];
  private total = 0;
  private chunks = 0;

  constructor(
    private readonly file: Buffer,
    top: readonly Box[],
  ) {
    this.media = top.filter(({ type }) => type === 'mdat');
  }

  take(samples: Iterable<Range>): void {
    for (const { from, length } of samples) {
      this.total += length;
      this.chunks += 1;
      if (!(this.total <= this.file.length) || this.chunks > mostChunks)
        throw new Error('more samples than the file can hold');
      const media = this.mediaAt(from);
      if (!media || from < media.body || !(from + length <= media.end))
        throw new Error('a sample outside the media data');
      this.file.fill(0, from, from + length);
    }
  }

  /** The last media data that begins at an offset or before it: they stand in the order of the file. */
  private mediaAt(offset: number): Box | undefined {
    let [low, high] = [0, this.media.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.media[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.media[low - 1];
  }
}

function inside(boxes: BoxReader, box: Box, ...path: readonly string[]): Box {
  const [type, ...rest] = path;
  if (type === undefined) return box;
  const found = boxes.within(box.body, box.end).find((child) => child.type === type);
  if (!found) throw new Error(`a track without ${type}`);
  return inside(boxes, found, ...rest);
}

/** `vide`, `soun`, or what else a track is for. */
export function handlerOf(boxes: BoxReader, track: Box): string {
  const { body } = inside(boxes, track, 'mdia', 'hdlr');
  return boxes.file.toString('latin1', body + 8, body + 12);
}

/** Chunk by chunk: `stco` says where, `stsc` how many samples, `stsz` how long they are. */
function* samplesOf(boxes: BoxReader, track: Box): Generator<Range> {
  const { file } = boxes;
  const table = inside(boxes, track, 'mdia', 'minf', 'stbl');
  const find = (type: string) => boxes.within(table.body, table.end).find((box) => box.type === type);
  const [stsz, stsc, stco, co64] = [find('stsz'), find('stsc'), find('stco'), find('co64')];
  const offsets = stco ?? co64;
  if (!stsz || !stsc || !offsets) throw new Error('a track without its tables');
  const width = stco ? 4 : 8;
  const chunks = rowsOf(file, offsets, 8, width);
  const runs = rowsOf(file, stsc, 8, 12);
  const sameSize = file.readUInt32BE(stsz.body + 4);
  const sizes = sameSize === 0 ? rowsOf(file, stsz, 12, 4) : null;
  let run = 0;
  let sample = 0;
  for (let chunk = 0; chunk < chunks.count; chunk += 1) {
    while (run + 1 < runs.count && file.readUInt32BE(runs.at(run + 1)) <= chunk + 1) run += 1;
    if (runs.count === 0) throw new Error('chunks without samples');
    const samples = file.readUInt32BE(runs.at(run) + 4);
    const length = sizes ? sumOf(file, sizes, sample, samples) : samples * sameSize;
    sample += samples;
    yield { from: uint(file, chunks.at(chunk), width), length };
  }
}

/** A table: where each row begins. It is not made a list of, because twenty megabytes hold five million rows. */
type Rows = Readonly<{ count: number; at(index: number): number }>;

/** The number of rows stands right before the first one; throws when the box holds fewer. */
function rowsOf(file: Buffer, box: Box, head: number, width: number): Rows {
  const first = box.body + head;
  const count = file.readUInt32BE(first - 4);
  if (first + count * width > box.end) throw new Error('a table is longer than its box');
  return { count, at: (index) => first + index * width };
}

/** Each sample is added once, as chunks follow each other. */
function sumOf(file: Buffer, sizes: Rows, from: number, count: number): number {
  if (from + count > sizes.count) throw new Error('a sample without a size');
  let total = 0;
  for (let index = from; index < from + count; index += 1) total += file.readUInt32BE(sizes.at(index));
  return total;
}
