import type { DirectoryEntry } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { countsOf, type PackChange } from './pack-change.js';

/** The present revision. Held until the transaction ends, so that imports follow each other and each sees what the one before did. */
export async function lockRevision(work: Work): Promise<number> {
  const [head] = await work.query<{ revision: number }>('SELECT revision FROM directory_revision FOR UPDATE');
  return head?.revision ?? 0;
}

export async function storeChanges(
  work: Work,
  { revision, pack, changes }: Readonly<{ revision: number; pack: string; changes: readonly PackChange[] }>,
): Promise<void> {
  const entries: DirectoryEntry[] = changes.map(({ entry }) => entry);
  const { added, changed, ended } = countsOf(changes);
  await work.query(
    `INSERT INTO directory_entry AS present (kind, key, revision, body)
     SELECT e.kind, e.key, $2, e.body FROM jsonb_to_recordset($1::jsonb) AS e (kind text, key text, body jsonb)
     ON CONFLICT (kind, key) DO UPDATE SET revision = excluded.revision, body = excluded.body,
       last_body = CASE WHEN excluded.body IS NULL AND excluded.kind <> 'absence' THEN present.body END`,
    [JSON.stringify(entries), revision],
  );
  await work.query('UPDATE directory_revision SET revision = $1', [revision]);
  await work.query(
    `INSERT INTO directory_import (id, revision, at, actor, pack, added, changed, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [work.newId(), revision, work.now, work.actor.subject, pack, added, changed, ended],
  );
}
