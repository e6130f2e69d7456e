import { blank, BoxReader, type Box } from './boxes.js';
import { handlerOf, tracksOf } from './mp4-tracks.js';
import { stripMp4 } from './mp4.js';

/** Titles, comments, pictures: a telephone calls a recording by the street that it was made in. */
const descriptions = new Set(['udta', 'meta']);

/** Whether a film has no picture: recorders of telephones write the sound alone into the same boxes, under the brand of a film. */
export function isSoundAlone(bytes: Uint8Array): boolean {
  try {
    const boxes = new BoxReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const handlers = tracksOf(boxes).map((track) => handlerOf(boxes, track));
    return handlers.includes('soun') && !handlers.includes('vide');
  } catch {
    // damaged: it is refused as the film that it says it is
    return false;
  }
}

/** A copy of a recording without anything but its sound. */
export function stripSound(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(stripMp4(bytes));
  const boxes = new BoxReader(file);
  const holders = [...moviesOf(boxes), ...tracksOf(boxes)];
  for (const { body, end } of holders)
    for (const box of boxes.within(body, end)) if (descriptions.has(box.type)) blank(file, box);
  return file;
}

const moviesOf = (boxes: BoxReader): readonly Box[] =>
  boxes.within(0, boxes.file.length).filter(({ type }) => type === 'moov');
