/**
 * A two-character Chinese search cannot use trigrams, so texts are indexed by their pairs of characters: a GIN index over
 * `bigrams(text)`. Search terms of two or more characters then use the index; the LIKE removes chance matches.
 */
export const bigramFunction = `
CREATE FUNCTION bigrams(value text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
  SELECT coalesce(array_agg(DISTINCT substr(s, i, 2)), '{}')
  FROM (SELECT regexp_replace(lower(normalize(value, NFKC)), '\\s+', '', 'g') AS s) AS folded, generate_series(1, length(s) - 1) AS i
$$;`;

/** Folds a term as `bigrams` folds a text: NFKC, lower case, no white space. */
export function foldSearch(term: string): string {
  return term.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

/** For LIKE: the folded term with its wildcards taken literally. */
export function likePattern(term: string): string {
  return `%${foldSearch(term).replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
