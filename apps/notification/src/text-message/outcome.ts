/**
 * What became of one try. Three kinds count differently: what the provider said, what was sent and nobody knows of, and what never left because a
 * part of ours was away.
 */
export type Outcome = Readonly<
  | { kind: 'ACCEPTED' }
  | { kind: 'REFUSED'; reason: string }
  | { kind: 'UNKNOWN'; reason: string }
  /** Nothing left the house. `afterMilliseconds`: before this text is looked at again; 0 where its part of ours says when. */
  | { kind: 'NOT_SENT'; reason: string; afterMilliseconds: number }
  /** The receiver has no number. */
  | { kind: 'NOBODY' }
  /** It may not be tried any more: processes that died while they sent it left it so. */
  | { kind: 'EXHAUSTED' }
>;

/** How often it was sent, and how often of these nobody said what became of it. */
export type Tries = Readonly<{ attempts: number; unanswered: number }>;

export type TextStep = Tries &
  Readonly<
    | { status: 'SENT' | 'UNREACHABLE' }
    | { status: 'PENDING'; afterMilliseconds: number; reason: string }
    | { status: 'FAILED'; reason: string }
  >;

/** Waits before each attempt, in milliseconds; after the last the message is given up. A receipt of yesterday helps nobody. */
export const retryMilliseconds: readonly number[] = [0, 10_000, 60_000, 600_000, 3_600_000];

/** Sent and no answer: once, and twice more under the same id. A provider that does not know it again has then written three times to one person. */
export const mostUnanswered = 3;

export function mayTry({ attempts, unanswered }: Tries): boolean {
  return attempts < retryMilliseconds.length && unanswered < mostUnanswered;
}

/** What follows from a try; `before`: without it. Quiet hours are kept when a text is claimed, whatever it waited for. */
export function nextStep(outcome: Outcome, before: Tries): TextStep {
  const { attempts, unanswered } = before;
  const answered = { attempts: attempts + 1, unanswered };
  switch (outcome.kind) {
    case 'ACCEPTED':
      return { ...answered, status: 'SENT' };
    case 'NOBODY':
      return { attempts, unanswered, status: 'UNREACHABLE' };
    case 'EXHAUSTED':
      return { attempts, unanswered, status: 'FAILED', reason: 'NO_ANSWER' };
    case 'NOT_SENT': {
      const { afterMilliseconds, reason } = outcome;
      return { attempts, unanswered, status: 'PENDING', afterMilliseconds, reason };
    }
    case 'REFUSED':
      return again(answered, outcome.reason);
    case 'UNKNOWN':
      return again({ ...answered, unanswered: unanswered + 1 }, outcome.reason);
  }
}

function again(tries: Tries, reason: string): TextStep {
  const afterMilliseconds = retryMilliseconds[tries.attempts];
  if (afterMilliseconds === undefined || !mayTry(tries)) return { ...tries, status: 'FAILED', reason };
  return { ...tries, status: 'PENDING', afterMilliseconds, reason };
}
