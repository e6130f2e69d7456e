import { useQuery } from '@tanstack/react-query';
import { askSignedIn } from './ask-signed-in.js';
import { WhoIAmDocument, type WhoIAmQuery } from './generated/graphql.js';
import { useStanding } from './session.js';

/** Null until it is known. */
export function useWhoIAm(): WhoIAmQuery['me'] | null {
  const { data } = useQuery({
    queryKey: ['who-i-am'],
    queryFn: () => askSignedIn(WhoIAmDocument, {}),
    staleTime: 60_000,
  });
  return data?.me ?? null;
}

/** The unit that she acts for: her own, or the absent one that she stands in for. */
export function useActingUnit(): string | undefined {
  const standing = useStanding();
  const own = useWhoIAm()?.unit?.id;
  return ('session' in standing ? standing.session.actingFor : null) ?? own;
}
