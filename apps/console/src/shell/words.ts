import { useQuery } from '@tanstack/react-query';
import { askSignedIn } from './ask-signed-in.js';
import { WordsDocument } from './generated/graphql.js';
import { useWhoIAm } from './who-i-am.js';

/** What people read for a code of one of the contract's enums; the code itself until the words have come. */
export type WordOf = (list: string, code: string | null | undefined) => string;

/** The words of the product, with the categories of where she works. */
export function useWords(): WordOf {
  const areaCode = useWhoIAm()?.area?.code ?? null;
  const { data } = useQuery({
    queryKey: ['words', areaCode],
    queryFn: async () => {
      const { vocabulary } = await askSignedIn(WordsDocument, { areaCode });
      return new Map(
        vocabulary.lists.map(({ name, terms }) => [
          name,
          new Map(terms.map((term) => [term.code, term.name])),
        ]),
      );
    },
    staleTime: Infinity,
  });
  return (list, code) => (code ? (data?.get(list)?.get(code) ?? code) : '');
}
