import { createHash } from 'node:crypto';

/**
 * Keys of rows that have no number. Two rows that say the same are two matters: the n-th of them in a file is the n-th in the next file that has them. Name,
 * telephone number and address are no part of it, because a digest of them travels.
 */
export class Occurrences {
  private readonly counts = new Map<string, number>();

  /** `cells`: as they were read, before anything is made of them. */
  keyOf(cells: readonly string[]): string {
    const digest = createHash('sha256').update(JSON.stringify(cells), 'utf8').digest('base64url');
    const count = (this.counts.get(digest) ?? 0) + 1;
    this.counts.set(digest, count);
    return `row:${digest}:${count}`;
  }
}
