/**
 * A two-character Chinese search cannot use trigrams, so texts are indexed by their pairs of characters: a GIN index over
 * `bigrams(text)`. Search terms of two or more characters then use the index; the LIKE removes chance matches.
 */
export const bigramFunction = `
-- Time grows with the text: substr() by position walks it anew for each pair (1.1 s for 20 000 characters). The true cost keeps the planner
-- from reading every text instead of the index.
CREATE FUNCTION bigrams(value text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT COST 1000 AS $$
  SELECT coalesce(array_agg(DISTINCT pair), '{}') FROM (
    SELECT character || lead(character) OVER (ORDER BY n) AS pair
    FROM unnest(string_to_array(regexp_replace(lower(normalize(value, NFKC)), '\\s+', '', 'g'), NULL)) WITH ORDINALITY AS folded (character, n)
  ) AS pairs WHERE pair IS NOT NULL
$$;`;

/** Folds a term as `bigrams` folds a text: NFKC, lower case, no white space. */
export function foldSearch(term: string): string {
  return term.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

/** For LIKE: the folded term with its wildcards taken literally. */
export function likePattern(term: string): string {
  return `%${foldSearch(term).replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
