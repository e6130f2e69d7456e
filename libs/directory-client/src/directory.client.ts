import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { Faults, Readiness, readRows } from '@weisu/messaging';
import type { Calendars } from '@weisu/working-time';
import { DataSource } from 'typeorm';
import { Directory, type DirectoryEntry, type DirectorySnapshot } from './directory.js';

/** Asks the directory service for what lies beyond a revision (`directorySnapshot`). */
export abstract class SnapshotSource {
  abstract fetch(since: number): Promise<DirectorySnapshot>;
}

/** Asks it over its internal operation. */
export function snapshotsOver(
  call: (owner: 'DIRECTORY', operation: string, args: unknown) => Promise<unknown>,
): SnapshotSource {
  return {
    fetch: async (since) => (await call('DIRECTORY', 'directorySnapshot', { since })) as DirectorySnapshot,
  };
}

/** How long a copy in memory is used without asking the table for its revision, in milliseconds. */
const freshFor = 500;

const retryMilliseconds = 1_000;

/** The local copy of the reference data: a table that events keep fresh, and the memory of its last revision. */
@Injectable()
export class DirectoryClient implements OnApplicationBootstrap, OnModuleDestroy {
  private cached: Directory | null = null;
  private checkedAt = 0;
  private comparing: Promise<unknown> | null = null;
  private retry: NodeJS.Timeout | null = null;
  private refreshing: Promise<unknown> = Promise.resolve();
  private next: Promise<Directory> | null = null;
  private readonly listeners: (() => void)[] = [];
  /** The directory has answered, though perhaps that nothing was imported yet. */
  private asked = false;

  constructor(
    private readonly source: DataSource,
    private readonly snapshots: SnapshotSource,
    private readonly faults: Faults,
    readiness: Readiness,
  ) {
    readiness.needs(() => (this.asked || this.cached?.revision ? null : 'reference data'));
  }

  /** A service that starts before the directory goes on asking: an event tells only what changes later. */
  async onApplicationBootstrap(): Promise<void> {
    await this.refreshOrRetry();
  }

  onModuleDestroy(): void {
    if (this.retry) clearTimeout(this.retry);
  }

  private async refreshOrRetry(): Promise<void> {
    try {
      await this.refresh();
      // into memory, too, before anybody is answered: who asks is never kept waiting, and an empty copy refuses every area
      await this.load();
      this.asked = true;
    } catch (error) {
      this.faults.failed({ part: 'directory copy at start' }, error);
      this.retry = setTimeout(() => void this.refreshOrRetry(), retryMilliseconds);
      this.retry.unref();
    }
  }

  /**
   * The copy in memory, at once; when it was not compared with the table for a while, that happens beside the caller. Callers are often
   * inside a transaction: waiting here for a second connection could wait for themselves.
   */
  async current(): Promise<Directory> {
    if (!this.cached) return this.load();
    if (performance.now() - this.checkedAt >= freshFor) this.compare();
    return this.cached;
  }

  /**
   * As the directory has it at this moment, for who is about to refuse by a copy that may be late (docs/adr/0036). Those who ask while an answer is on its way share
   * the one after it: no answer is used for a question that came later. Throws UNAVAILABLE when the directory does not answer. Not for callers inside a transaction.
   */
  latest(): Promise<Directory> {
    this.next ??= this.refreshedOnce();
    return this.next;
  }

  private async refreshedOnce(): Promise<Directory> {
    await this.refreshing;
    this.next = null;
    const refreshed = this.refresh();
    this.refreshing = refreshed.catch(() => undefined);
    try {
      await refreshed;
    } catch (error) {
      this.faults.failed({ part: 'directory copy' }, error);
      throw new DomainError('UNAVAILABLE');
    }
    return this.load();
  }

  private compare(): void {
    this.comparing ??= this.load()
      // the copy in memory stays in use; the next caller compares again
      .catch((error: unknown) => this.faults.failed({ part: 'directory copy' }, error))
      .finally(() => (this.comparing = null));
  }

  /** Revision and entries of one statement, so that an import in between cannot mix them. */
  private async load(): Promise<Directory> {
    const [head] = await readRows<{ revision: number }>(
      this.source,
      'SELECT revision FROM directory_copy_revision',
    );
    this.checkedAt = performance.now();
    if (this.cached && this.cached.revision === head?.revision) return this.cached;
    const rows = await readRows<DirectoryEntry & { revision: number }>(
      this.source,
      `SELECT kind, key, body, (SELECT revision FROM directory_copy_revision) AS revision
       FROM directory_copy ORDER BY kind, key COLLATE "C"`,
    );
    const loaded = new Directory(rows[0]?.revision ?? 0, rows);
    // Of two that load at once the slower one may hold the older copy.
    if (this.cached && loaded.revision <= this.cached.revision) return this.cached;
    this.cached = loaded;
    for (const listener of this.listeners) listener();
    return loaded;
  }

  /** Calls when the copy in memory is a newer one. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * The calendar in force, for the loop that counts by it; null before the first import. Compared with the table first: a copy that has not heard of an
   * activation would count back what another instance has counted. Not for callers inside a transaction.
   */
  async calendars(): Promise<Calendars | null> {
    const directory = await this.load();
    return directory.calendar ? directory.calendarsInForce : null;
  }

  /** As `calendars`, for services that tell nobody of a deadline that became earlier: what was told stays. */
  async calendarsKept(): Promise<Calendars | null> {
    const calendars = await this.calendars();
    return calendars && { ...calendars, tellEarlier: false };
  }

  /** Brings the copy up to the directory's revision. Two at once do no harm: an older snapshot never overwrites a newer one. */
  async refresh(): Promise<void> {
    const [row] = await readRows<{ revision: number }>(
      this.source,
      'SELECT revision FROM directory_copy_revision',
    );
    const snapshot = await this.snapshots.fetch(row?.revision ?? 0);
    if (snapshot.revision <= (row?.revision ?? 0)) return;
    await this.source.transaction(async (manager) => {
      const [locked] = await readRows<{ revision: number }>(
        manager,
        'SELECT revision FROM directory_copy_revision FOR UPDATE',
      );
      // Everything beyond a revision holds everything beyond a later one, too: only a copy that is already as new needs nothing.
      if ((locked?.revision ?? 0) >= snapshot.revision) return;
      await manager.query(
        `INSERT INTO directory_copy (kind, key, body) SELECT e.kind, e.key, e.body
         FROM jsonb_to_recordset($1::jsonb) AS e (kind text, key text, body jsonb)
         ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body`,
        [JSON.stringify(snapshot.entries)],
      );
      await manager.query('UPDATE directory_copy_revision SET revision = $1', [snapshot.revision]);
    });
    await this.load();
  }
}
