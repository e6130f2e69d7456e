import { useQuery } from '@tanstack/react-query';
import { askSignedIn } from './ask-signed-in.js';
import { WordsDocument, type WordsQuery } from './generated/graphql.js';
import { useWhoIAm } from './who-i-am.js';

type Term = WordsQuery['vocabulary']['lists'][number]['terms'][number];
type Lists = ReadonlyMap<string, readonly Term[]>;

/** What people read for a code of one of the contract's enums; the code itself until the words have come. */
export type WordOf = (list: string, code: string | null | undefined) => string;

/** The words of the product, with the categories of an area: that of a matter, else where she works. */
function useLists(of?: string | null): Lists | undefined {
  const own = useWhoIAm()?.area?.code ?? null;
  const areaCode = of ?? own;
  const { data } = useQuery({
    queryKey: ['words', areaCode],
    queryFn: async () => {
      const { vocabulary } = await askSignedIn(WordsDocument, { areaCode });
      return new Map(vocabulary.lists.map(({ name, terms }) => [name, terms]));
    },
    staleTime: Infinity,
  });
  return data;
}

export function useWords(areaCode?: string | null): WordOf {
  const lists = useLists(areaCode);
  return (list, code) => (code ? (lists?.get(list)?.find((term) => term.code === code)?.name ?? code) : '');
}

/** The values of an enum, in order; none until they have come. */
export function useTerms(list: string, areaCode?: string | null): readonly Term[] {
  return useLists(areaCode)?.get(list) ?? [];
}
