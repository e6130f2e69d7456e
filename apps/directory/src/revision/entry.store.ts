import { Injectable } from '@nestjs/common';
import { Directory, type DirectoryEntry, type DirectorySnapshot } from '@weisu/directory-client';
import { readRows } from '@weisu/messaging';
import { DataSource, type EntityManager } from 'typeorm';

type Queryable = Pick<EntityManager | DataSource, 'query'>;

type Row = Readonly<{
  revision: number;
  /** Null in the one row of a directory without entries. */
  kind: DirectoryEntry['kind'] | null;
  key: string;
  body: unknown;
  last_body: unknown;
}>;

/** The reference data as they are, and what has ended but is still named by matters of the past. */
export type ReferenceData = Readonly<{ directory: Directory; ended: Directory }>;

/** The service's own entries; memory holds their last revision. */
@Injectable()
export class EntryStore {
  private held: ReferenceData | null = null;

  constructor(private readonly source: DataSource) {}

  async current(): Promise<ReferenceData> {
    const [head] = await readRows<{ revision: number }>(
      this.source,
      'SELECT revision FROM directory_revision',
    );
    if (this.held && this.held.directory.revision === head?.revision) return this.held;
    const rows = await rowsAfter(this.source, 0);
    const revision = rows[0]?.revision ?? 0;
    const reference = {
      directory: new Directory(revision, rows.flatMap(entryOf)),
      ended: new Directory(
        revision,
        rows.filter((row) => row.body === null).flatMap((row) => entryOf({ ...row, body: row.last_body })),
      ),
    };
    this.held = reference;
    return reference;
  }

  /** As it is for a transaction that holds the revision's lock. */
  async read(manager: EntityManager): Promise<Directory> {
    const { revision, entries } = await snapshotSince(manager, 0);
    return new Directory(revision, entries);
  }
}

/** What changed after a revision. */
export async function snapshotSince(source: Queryable, since: number): Promise<DirectorySnapshot> {
  const rows = await rowsAfter(source, since);
  return { revision: rows[0]?.revision ?? 0, entries: rows.flatMap(entryOf) };
}

/** One statement, so that the revision is that of the entries also while an import commits. */
async function rowsAfter(source: Queryable, since: number): Promise<Row[]> {
  return readRows<Row>(
    source,
    `SELECT head.revision, entry.kind, entry.key, entry.body, entry.last_body
     FROM directory_revision AS head LEFT JOIN directory_entry AS entry ON entry.revision > $1
     ORDER BY entry.kind, entry.key`,
    [since],
  );
}

function entryOf({ kind, key, body }: Row): DirectoryEntry[] {
  return kind === null ? [] : [{ kind, key, body } as DirectoryEntry];
}
