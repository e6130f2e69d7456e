import type { Migration } from '@weisu/persistence';
import { ownWords, wordsHash } from '../registration/content.js';

/** The originals that a repetition is looked for among, of the version before, in the order of their numbers: ids of the same millisecond have none. */
const unread = `SELECT id, number, text FROM appeal
  WHERE words_hash IS NULL AND person_key IS NOT NULL AND repeat_of_id IS NULL AND ($1::text IS NULL OR number > $1)
  ORDER BY number LIMIT 500 FOR UPDATE`;

/** Of two that say the same by the new rule and did not by the old one, the earlier is what a third repeats; the other keeps to itself. */
const fill = `UPDATE appeal a SET words_hash = CASE WHEN EXISTS (
    SELECT FROM appeal o WHERE o.person_key = a.person_key AND o.repeat_of_id IS NULL AND o.words_hash = $2
  ) THEN $3 ELSE $2 END WHERE id = $1`;

/**
 * What tells a repetition: the digest of the text as it is read (`asRead`), beside the one of the version before, which goes with the next release. The
 * version before leaves the new one out, and no two empty ones are the same.
 */
export const words: readonly Migration[] = [
  {
    name: '0160-words',
    release: 2,
    sql: `
ALTER TABLE appeal ADD COLUMN words_hash bytea;
CREATE UNIQUE INDEX appeal_words ON appeal (person_key, words_hash)
  WHERE person_key IS NOT NULL AND repeat_of_id IS NULL AND words_hash IS NOT NULL;
`,
  },
  {
    name: '0161-words-read',
    release: 2,
    phase: 'backfill',
    async fill(query, after) {
      const rows = await query<{ id: string; number: string; text: string }>(unread, [after]);
      for (const { id, text } of rows) await query(fill, [id, wordsHash(text, id), ownWords(id)]);
      return rows.at(-1)?.number ?? null;
    },
  },
];
