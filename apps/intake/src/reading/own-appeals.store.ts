import { DomainError } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { decodeCursor } from '@weisu/persistence';
import { readAppeals, type StoredAppeal } from '../registration/appeal.store.js';

/** Appeals that a resident submitted while signed in, newest first, after a cursor. */
export async function ownAppeals(
  work: Work,
  subject: string,
  after: string | null,
  most: number,
): Promise<StoredAppeal[]> {
  const [submittedAt, id] = after === null ? [null, null] : keyOf(after);
  const rows = await work.query<{ id: string }>(
    `SELECT id FROM appeal
     WHERE resident_subject = $1 AND ($2::timestamptz IS NULL OR (submitted_at, id) < ($2::timestamptz, $3::uuid))
     ORDER BY submitted_at DESC, id DESC LIMIT $4`,
    [subject, submittedAt, id, most],
  );
  const byId = new Map(
    (
      await readAppeals(
        work,
        rows.map((row) => row.id),
      )
    ).map((appeal) => [appeal.id, appeal]),
  );
  return rows.flatMap((row) => byId.get(row.id) ?? []);
}

function keyOf(cursor: string): readonly [string, string] {
  const [submittedAt = '', id = ''] = decodeCursor(cursor, 2);
  if (Number.isNaN(Date.parse(submittedAt)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new DomainError('INVALID_ARGUMENT', 'after is not a cursor of this list');
  return [submittedAt, id];
}
