import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { DataSource } from 'typeorm';
import { Directory, type DirectoryEntry, type DirectorySnapshot } from './directory.js';

/** Asks the directory service for what lies beyond a revision (`directorySnapshot`). */
export abstract class SnapshotSource {
  abstract fetch(since: number): Promise<DirectorySnapshot>;
}

/** How long a copy in memory is used without asking the table for its revision, in milliseconds. */
const freshFor = 500;

/** The local copy of the reference data: a table that events keep fresh, and the memory of its last revision. */
@Injectable()
export class DirectoryClient implements OnApplicationBootstrap {
  private cached: Directory | null = null;
  private checkedAt = 0;

  constructor(
    private readonly source: DataSource,
    private readonly snapshots: SnapshotSource,
  ) {}

  /** A service that starts before the directory has no data yet and gets them with the first event. */
  async onApplicationBootstrap(): Promise<void> {
    await this.refresh().catch((error: unknown) => {
      this.startError = error;
    });
  }

  /** Why the copy could not be fetched at start, for the log of who owns the process. */
  startError: unknown = null;

  async current(): Promise<Directory> {
    const now = performance.now();
    if (this.cached && now - this.checkedAt < freshFor) return this.cached;
    const [row] = await readRows<{ revision: number }>(
      this.source,
      'SELECT revision FROM directory_copy_revision',
    );
    this.checkedAt = now;
    const revision = row?.revision ?? 0;
    if (this.cached?.revision === revision) return this.cached;
    const entries = await readRows<DirectoryEntry>(this.source, 'SELECT kind, key, body FROM directory_copy');
    this.cached = new Directory(revision, entries);
    return this.cached;
  }

  /** As `current`, for rules that cannot do without a calendar. Throws REFERENCE_INCOMPLETE before the first import. */
  async withCalendar(): Promise<Directory & { calendar: NonNullable<Directory['calendar']> }> {
    const directory = await this.current();
    if (!directory.calendar) throw new DomainError('REFERENCE_INCOMPLETE');
    return directory as Directory & { calendar: NonNullable<Directory['calendar']> };
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
      if ((locked?.revision ?? 0) !== (row?.revision ?? 0)) return;
      await manager.query(
        `INSERT INTO directory_copy (kind, key, body) SELECT e.kind, e.key, e.body
         FROM jsonb_to_recordset($1::jsonb) AS e (kind text, key text, body jsonb)
         ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body`,
        [JSON.stringify(snapshot.entries)],
      );
      await manager.query('UPDATE directory_copy_revision SET revision = $1', [snapshot.revision]);
    });
    this.checkedAt = 0;
  }
}
