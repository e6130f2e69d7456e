import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { randomKey } from '../parts/random-key.js';
import { Refused } from '../parts/refused.js';

/** Said by who does not know what became of it: it may be done. */
const undecided: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INTERNAL', 'TRY_LATER']);

type Sending = Readonly<{
  isSending: boolean;
  error: unknown;
  /** Answers whether it was done. */
  send: (act: (key: string) => Promise<unknown>) => Promise<boolean>;
}>;

/** What no change of a matter changes: by the first word of its key. */
const lasting: readonly unknown[] = ['words', 'who-i-am', 'units', 'areas'];

/** A change: what was not heard goes out again under the same key, what was refused under another; then whatever is shown is read anew. */
export function useSending(): Sending {
  const queries = useQueryClient();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [key, setKey] = useState(randomKey);
  const readAnew = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => !lasting.includes(queryKey[0]) });
  const send = async (act: (key: string) => Promise<unknown>): Promise<boolean> => {
    setSending(true);
    setError(null);
    try {
      await act(key);
      setKey(randomKey());
      await readAnew();
      return true;
    } catch (caught) {
      setError(caught);
      if (!(caught instanceof Refused) || undecided.has(caught.code)) return false;
      setKey(randomKey());
      // somebody else was there first: she sees what happened, and keeps what she wrote
      if (caught.code === 'VERSION_CONFLICT' || caught.code === 'STATE_FORBIDS') await readAnew();
      return false;
    } finally {
      setSending(false);
    }
  };
  return { isSending, error, send };
}
