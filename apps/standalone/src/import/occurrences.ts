import { createHash } from 'node:crypto';
import { asRead } from '@weisu/written-text';

/** How full the table may be. */
const mostLoad = 0.6;
const fields = 3;

/**
 * Keys of rows that have no number. Two rows that say the same at the same address are two matters: the n-th of them in a file is the n-th in the next file
 * that has them. Name, telephone number and address are no part of it, because a digest of them travels; intake tells rows at different addresses apart. Of
 * each row 64 bits and a count are kept, some 30 bytes: two rows of a million that only seem the same are as likely as one in thirty million, and still
 * have keys of their own.
 */
export class Occurrences {
  private table = new Uint32Array(fields * 1_024);
  private used = 0;

  /** `cells`: as they were read, before anything is made of them. Of rows at different addresses each is the first at its own. */
  keyOf(cells: readonly string[], address = ''): string {
    const digest = digestOf(cells);
    const counted = digestOf([...cells, asRead(address)]);
    // nought is an empty place
    const count = this.next(counted.readUInt32BE(0) || 1, counted.readUInt32BE(4));
    return `row:${digest.toString('base64url')}:${count}`;
  }

  private next(high: number, low: number): number {
    const at = placeIn(this.table, high, low);
    const count = (this.table[at + 2] ?? 0) + 1;
    if (count === 1) this.used += 1;
    this.table.set([high, low, count], at);
    if (this.used > (this.table.length / fields) * mostLoad) this.grow();
    return count;
  }

  private grow(): void {
    const longer = new Uint32Array(this.table.length * 2);
    for (let at = 0; at < this.table.length; at += fields) {
      const [high = 0, low = 0, count = 0] = this.table.subarray(at, at + fields);
      if (high !== 0) longer.set([high, low, count], placeIn(longer, high, low));
    }
    this.table = longer;
  }
}

function digestOf(cells: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(cells), 'utf8').digest();
}

/** Where these bits stand, or the empty place where they would. */
function placeIn(table: Uint32Array, high: number, low: number): number {
  const places = table.length / fields;
  for (let place = low % places; ; place = (place + 1) % places) {
    const at = place * fields;
    if (table[at] === 0 || (table[at] === high && table[at + 1] === low)) return at;
  }
}
