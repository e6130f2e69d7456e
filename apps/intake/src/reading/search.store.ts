import { visibleTo } from '@weisu/appeal-access';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { foldSearch, likePattern } from '@weisu/persistence';

/** Exactly the expression of the index `appeal_bigrams`; the separator keeps a term from matching across title and text. */
const searched = 'a.title || chr(31) || a.text';

export type Query = Readonly<{ sql: string; parameters: readonly unknown[] }>;

/**
 * Ids of appeals visible to an actor that contain a term of two or more characters, newest first; at most `most`, of which the caller
 * asks for one more than it accepts. A term of two characters is its own bigram, so only longer ones are compared again.
 */
export function searchQuery(actor: Actor, term: string, most: number): Query {
  const parameters: unknown[] = [foldSearch(term), most];
  const compared =
    [...foldSearch(term)].length > 2
      ? `AND regexp_replace(lower(normalize(${searched}, NFKC)), '\\s+', '', 'g') LIKE $${parameters.push(likePattern(term))}`
      : '';
  const visible = visibleTo(actor, parameters.length + 1, 's');
  // The limit stands inside: too many matches need no order.
  const sql = `
    SELECT id FROM (
      SELECT a.id, a.submitted_at FROM appeal a JOIN appeal_scope s ON s.appeal_id = a.id
      WHERE bigrams(${searched}) @> bigrams($1::text) ${compared} AND a.erased_at IS NULL AND ${visible.sql}
      LIMIT $2
    ) AS found ORDER BY submitted_at DESC, id DESC`;
  return { sql, parameters: [...parameters, ...visible.parameters] };
}

export async function searchAppeals(work: Work, actor: Actor, term: string, most: number): Promise<string[]> {
  const { sql, parameters } = searchQuery(actor, term, most);
  const rows = await work.query<{ id: string }>(sql, parameters);
  return rows.map(({ id }) => id);
}
