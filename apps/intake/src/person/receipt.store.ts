import type { Work } from '@weisu/messaging';

/** Receipts that one telephone number is sent. Beyond them none, for the receipt stands on the screen: whoever types a stranger's number sends little. */
const most = { anHour: 3, aDay: 10 } as const;

/**
 * Takes one receipt of a number for a matter; false when it has had its share. Those of a number that come at once wait for each other, and a text that is
 * tried again is the same receipt.
 */
export async function takeReceipt(work: Work, appealId: string, phoneKey: Buffer): Promise<boolean> {
  await work.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `receipts of ${phoneKey.toString('hex')}`,
  ]);
  await work.query(`DELETE FROM receipt_sent WHERE at <= $1::timestamptz - interval '1 day'`, [work.now]);
  const rows = await work.query(
    `WITH sent AS (
       SELECT count(*) FILTER (WHERE at > $3::timestamptz - interval '1 hour') AS an_hour, count(*) AS a_day,
         coalesce(bool_or(appeal_id = $1), false) AS already
       FROM receipt_sent WHERE phone_key = $2 AND at > $3::timestamptz - interval '1 day'
     ), taken AS (
       INSERT INTO receipt_sent (appeal_id, phone_key, at)
       SELECT $1, $2, $3 FROM sent WHERE NOT already AND an_hour < $4 AND a_day < $5 ON CONFLICT DO NOTHING RETURNING 1
     )
     SELECT 1 FROM taken UNION ALL SELECT 1 FROM sent WHERE already`,
    [appealId, phoneKey, work.now, most.anHour, most.aDay],
  );
  return rows.length > 0;
}
