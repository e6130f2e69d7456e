import { Injectable } from '@nestjs/common';
import { Directory, type DirectoryEntry } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';

/** How long the copy in memory is used without asking the table for its revision, in milliseconds. */
const freshFor = 500;

/**
 * The reference data as the transaction at hand reads them. `DirectoryClient.current()` takes a second connection from the pool: a burst
 * of as many requests as the pool has connections then waits for itself for ever.
 */
@Injectable()
export class Reference {
  private known: Directory | null = null;
  private checkedAt = 0;

  async of(work: Work): Promise<Directory> {
    const started = performance.now();
    if (this.known && started - this.checkedAt < freshFor) return this.known;
    const [row] = await work.query<{ revision: number }>('SELECT revision FROM directory_copy_revision');
    const revision = row?.revision ?? 0;
    this.checkedAt = started;
    if (this.known?.revision === revision) return this.known;
    const entries = await work.query<DirectoryEntry>('SELECT kind, key, body FROM directory_copy');
    const directory = new Directory(revision, entries);
    if (!this.known || revision > this.known.revision) this.known = directory;
    return directory;
  }
}
