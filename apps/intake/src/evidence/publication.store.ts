import type { Work } from '@weisu/messaging';

/** A publication of a whistle as it was announced: about which of its subjects, by whom, with which files. */
export type Publication = Readonly<{
  whistleId: string;
  /** The appeal, or the whistle where it concerns none. */
  subject: string;
  publisher: string;
  at: Date;
  attachmentIds: readonly string[];
  withdrawnIds: readonly string[];
}>;

/** Takes the whistle's turn. False: a later publication was heard of before this one, whose files then stay as they are. */
export async function isLatest(work: Work, { whistleId, at }: Publication): Promise<boolean> {
  const turns = await work.query(
    `INSERT INTO publication (whistle_id, at) VALUES ($1, $2)
     ON CONFLICT (whistle_id) DO UPDATE SET at = excluded.at WHERE publication.at <= excluded.at RETURNING 1`,
    [whistleId, at],
  );
  return turns.length > 0;
}

/**
 * Anybody may see these files from now on: the publisher's own, loose or bound to the subject, and those that this whistle showed before. What
 * a resident sent in is not published (PIPL art. 25).
 */
export async function showFiles(work: Work, publication: Publication): Promise<void> {
  const { whistleId, subject, publisher, attachmentIds } = publication;
  await work.query(
    `WITH shown AS (
       INSERT INTO published_file (whistle_id, attachment_id)
       SELECT $1, id FROM attachment
       WHERE id = ANY($2::uuid[]) AND uploader = $4 AND (appeal_id IS NULL OR appeal_id::text = $3)
       ON CONFLICT DO NOTHING RETURNING attachment_id
     )
     UPDATE attachment SET published = true WHERE id IN (SELECT attachment_id FROM shown)`,
    [whistleId, attachmentIds, subject, publisher],
  );
}

/**
 * 撤下: frees what this whistle showed and does not show any more, unless another whistle shows it. Of what the version before published,
 * which did not say for whom, a file of the matter and a file of the one who withdraws.
 */
export async function freeFiles(work: Work, publication: Publication): Promise<void> {
  const { whistleId, subject, publisher, attachmentIds, withdrawnIds } = publication;
  await work.query(
    `WITH freed AS (
       DELETE FROM published_file WHERE whistle_id = $1 AND NOT attachment_id = ANY($2::uuid[]) RETURNING attachment_id
     )
     UPDATE attachment f SET published = false
     WHERE f.id IN (SELECT attachment_id FROM freed)
       AND NOT EXISTS (SELECT 1 FROM published_file o WHERE o.attachment_id = f.id AND o.whistle_id <> $1)`,
    [whistleId, attachmentIds],
  );
  await work.query(
    `UPDATE attachment f SET published = false
     WHERE f.id = ANY($1::uuid[]) AND f.published AND (f.uploader = $2 OR f.appeal_id::text = $3)
       AND NOT EXISTS (SELECT 1 FROM published_file o WHERE o.attachment_id = f.id)`,
    [withdrawnIds, publisher, subject],
  );
}

/** The files that a whistle shows. */
export async function filesShownBy(work: Work, whistleId: string): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    'SELECT attachment_id AS id FROM published_file WHERE whistle_id = $1 ORDER BY attachment_id',
    [whistleId],
  );
  return rows.map(({ id }) => id);
}
