import { useQuery } from '@tanstack/react-query';
import { askSignedIn } from './ask-signed-in.js';
import { WhoIAmDocument, type WhoIAmQuery } from './generated/graphql.js';

/** Null until it is known. */
export function useWhoIAm(): WhoIAmQuery['me'] | null {
  const { data } = useQuery({
    queryKey: ['who-i-am'],
    queryFn: () => askSignedIn(WhoIAmDocument, {}),
    staleTime: 60_000,
  });
  return data?.me ?? null;
}
