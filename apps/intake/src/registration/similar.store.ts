import type { Work } from '@weisu/messaging';
import type { Appeal } from './appeal.js';
import { tellsInstant } from './similar.js';

type Row = Pick<Appeal, 'number' | 'registrar' | 'wordsHash' | 'submittedAt'>;

/**
 * The number of an earlier row that the same caller brought in without a number, with the same words or at the same instant; null where there is none. One
 * row of an index each: a thousand rows may say the same.
 */
export async function similarBefore(work: Work, row: Row): Promise<string | null> {
  const earlier = (condition: string) => `(SELECT number FROM appeal
    WHERE registrar = $1 AND client_id LIKE 'row:%' AND ${condition} AND number < $2 ORDER BY number LIMIT 1)`;
  const [found] = await work.query<{ number: string }>(
    `${earlier('words_hash = $3')} UNION ALL ${earlier('submitted_at = $4::timestamptz')} LIMIT 1`,
    [row.registrar, row.number, row.wordsHash, tellsInstant(row.submittedAt) ? row.submittedAt : null],
  );
  return found?.number ?? null;
}
