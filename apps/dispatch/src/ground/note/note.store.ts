import type { Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { readRows } from '@weisu/messaging';
import { written } from './written.js';

/** Free text lives here only; events and journal carry its id, so that it can be erased without breaking the chain. Throws TEXT_EMPTY, TEXT_TOO_LONG. */
export async function writeNote(work: Work, subject: string, text: string): Promise<string> {
  const id = work.newId();
  await work.query(
    'INSERT INTO note (id, subject, text, actor_subject, unit_id, at) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, subject, written(text), work.actor.subject, work.actor.unitId, work.now],
  );
  return id;
}

export async function noteTexts(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await readRows<{ id: string; text: string }>(
    manager,
    'SELECT id, text FROM note WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.text]));
}
