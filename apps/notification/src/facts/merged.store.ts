import type { Work } from '@weisu/messaging';

/**
 * A matter has ended. Answers those that are handled with it. A merging and an end that come at once wait for each other at the row of the matter that ends, so
 * that one of the two sees the other.
 */
export async function endedWith(work: Work, appealId: string, at: Date): Promise<readonly string[]> {
  await work.query(
    `INSERT INTO matter (appeal_id, ended_at) VALUES ($1, $2)
     ON CONFLICT (appeal_id) DO UPDATE SET ended_at = excluded.ended_at`,
    [appealId, at],
  );
  const rows = await work.query<{ appeal_id: string }>(
    'SELECT appeal_id FROM matter WHERE merged_into = $1 ORDER BY appeal_id',
    [appealId],
  );
  return rows.map(({ appeal_id: id }) => id);
}

/** A matter is handled with another. Answers when that ended; null: it has not. */
export async function mergedWith(work: Work, appealId: string, intoId: string): Promise<Date | null> {
  await work.query(
    `INSERT INTO matter (appeal_id, merged_into) VALUES ($1, $2)
     ON CONFLICT (appeal_id) DO UPDATE SET merged_into = excluded.merged_into`,
    [appealId, intoId],
  );
  const [row] = await work.query<{ ended_at: Date | null }>(
    `INSERT INTO matter (appeal_id) VALUES ($1) ON CONFLICT (appeal_id) DO UPDATE SET appeal_id = excluded.appeal_id
     RETURNING ended_at`,
    [intoId],
  );
  return row?.ended_at ?? null;
}

export async function goesOn(work: Work, appealId: string): Promise<void> {
  await work.query('UPDATE matter SET ended_at = NULL WHERE appeal_id = $1', [appealId]);
}

export async function standsAlone(work: Work, appealId: string): Promise<void> {
  await work.query('UPDATE matter SET merged_into = NULL WHERE appeal_id = $1', [appealId]);
}
