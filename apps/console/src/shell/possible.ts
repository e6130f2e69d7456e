import { useQuery } from '@tanstack/react-query';
import { askSignedIn } from './ask-signed-in.js';
import { WhatIsPossibleDocument, type WhatIsPossibleQuery } from './generated/graphql.js';

type OneThing = WhatIsPossibleQuery['possibilities'][number];

/** As many as the contract answers at once. */
const mostIds = 50;

/** What she may do now with what is shown: the first fifty; undefined until it is known: what is drawn below waits for it, so that nothing moves under a finger. `under`: the key of what is shown, so that both are read anew together. */
export function usePossible(
  under: readonly string[],
  ids: readonly string[],
): Readonly<{ of: (id: string) => OneThing | undefined; isPending: boolean; error: unknown }> {
  const asked = [...new Set(ids)].slice(0, mostIds);
  const { data, error, isPending } = useQuery({
    queryKey: [...under, 'possible', ...asked],
    queryFn: ({ signal }) => askSignedIn(WhatIsPossibleDocument, { ids: asked }, { signal }),
    enabled: asked.length > 0,
    refetchInterval: 20_000,
    placeholderData: (before) => before,
  });
  return { of: (id) => data?.possibilities.find((one) => one.id === id), isPending, error };
}
