import type { Work } from '@weisu/messaging';
import type { Appeal } from './appeal.js';
import { dayOf, tellsInstant } from './similar.js';

type Row = Pick<Appeal, 'number' | 'registrar' | 'wordsHash' | 'textHash' | 'submittedAt'>;

/** A version 5 UUID alone, as an importer of before sent it. The condition of the index `appeal_bare_row`. */
const bare = "client_id LIKE '________-____-5___-____-____________'";

/**
 * The number of an earlier row that the same caller brought in without a number, with the same words or at the same instant; null where there is none. One
 * row of an index each: a thousand rows may say the same. What an importer of before brought in may be the same row read from fewer columns, with another
 * title or without its time of day: it has the same text and day. Its area may have been corrected since.
 */
export async function similarBefore(work: Work, row: Row): Promise<string | null> {
  const earlier = (condition: string) => `(SELECT number FROM appeal
    WHERE registrar = $1 AND ${condition} AND number < $2 ORDER BY number LIMIT 1)`;
  const ofRow = "client_id LIKE 'row:%'";
  const [found] = await work.query<{ number: string }>(
    `${earlier(`${ofRow} AND words_hash = $3`)}
     UNION ALL ${earlier(`${bare} AND text_hash = $5 AND submitted_at IN ($6::timestamptz, $7::timestamptz)`)}
     UNION ALL ${earlier(`${ofRow} AND submitted_at = $4::timestamptz`)} LIMIT 1`,
    [
      row.registrar,
      row.number,
      row.wordsHash,
      tellsInstant(row.submittedAt) ? row.submittedAt : null,
      row.textHash,
      row.submittedAt,
      dayOf(row.submittedAt),
    ],
  );
  return found?.number ?? null;
}
