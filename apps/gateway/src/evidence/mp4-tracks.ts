import { blank, boxesIn, uint, type Box } from './boxes.js';

/** Handlers of what is seen and heard. */
const seenAndHeard = new Set(['vide', 'soun']);

/**
 * Action cameras and drones write a position many times a second into a track of its own (gpmd, camm, mebx, subtitles). Such tracks and
 * their samples are blanked. Throws when the samples cannot be found, so that the film is refused.
 */
export function blankTimedDescriptions(file: Buffer, moov: Box, top: readonly Box[]): void {
  const tracks = boxesIn(file, moov.body, moov.end).filter(({ type }) => type === 'trak');
  const described = tracks.filter((track) => !seenAndHeard.has(handlerOf(file, track)));
  if (described.length && top.some(({ type }) => type === 'moof'))
    throw new Error('a description in fragments');
  for (const track of described) {
    for (const { from, length } of samplesOf(file, track)) {
      if (!top.some(({ type, body, end }) => type === 'mdat' && from >= body && from + length <= end)) {
        throw new Error('a sample outside the media data');
      }
      file.fill(0, from, from + length);
    }
    blank(file, track);
  }
}

function inside(file: Buffer, box: Box, ...path: readonly string[]): Box {
  const [type, ...rest] = path;
  if (type === undefined) return box;
  const found = boxesIn(file, box.body, box.end).find((child) => child.type === type);
  if (!found) throw new Error(`a track without ${type}`);
  return inside(file, found, ...rest);
}

function handlerOf(file: Buffer, track: Box): string {
  const { body } = inside(file, track, 'mdia', 'hdlr');
  return file.toString('latin1', body + 8, body + 12);
}

type Range = Readonly<{ from: number; length: number }>;

/** Chunk by chunk: `stco` says where, `stsc` how many samples, `stsz` how long they are. */
function samplesOf(file: Buffer, track: Box): Range[] {
  const table = inside(file, track, 'mdia', 'minf', 'stbl');
  const boxes = boxesIn(file, table.body, table.end);
  const find = (type: string) => boxes.find((box) => box.type === type);
  const [stsz, stsc, stco, co64] = [find('stsz'), find('stsc'), find('stco'), find('co64')];
  const offsets = stco ?? co64;
  if (!stsz || !stsc || !offsets) throw new Error('a track without its tables');
  const chunkOffsets = rows(file, offsets, 8, stco ? 4 : 8);
  const runs = rows(file, stsc, 8, 12);
  const sameSize = file.readUInt32BE(stsz.body + 4);
  const sizes = sameSize === 0 ? rows(file, stsz, 12, 4) : [];
  let run = 0;
  let sample = 0;
  let total = 0;
  return chunkOffsets.map((at, index) => {
    while (run + 1 < runs.length && file.readUInt32BE(runs[run + 1] ?? 0) <= index + 1) run += 1;
    const samples = file.readUInt32BE((runs[run] ?? Number.NaN) + 4);
    const length = sameSize === 0 ? sum(file, sizes, sample, samples) : samples * sameSize;
    sample += samples;
    total += length;
    // chunks that overlap would make us write the same bytes for ever
    if (total > file.length) throw new Error('more samples than the file can hold');
    return { from: uint(file, at, stco ? 4 : 8), length };
  });
}

/** Where each row of a table begins; the number of rows stands right before the first one. */
function rows(file: Buffer, box: Box, head: number, width: number): number[] {
  const first = box.body + head;
  const count = file.readUInt32BE(first - 4);
  if (first + count * width > box.end) throw new Error('a table is longer than its box');
  return Array.from({ length: count }, (_row, index) => first + index * width);
}

function sum(file: Buffer, sizes: readonly number[], from: number, count: number): number {
  if (from + count > sizes.length) throw new Error('a sample without a size');
  return sizes.slice(from, from + count).reduce((total, at) => total + file.readUInt32BE(at), 0);
}
