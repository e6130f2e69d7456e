/** What a connection has moved at an instant, in bytes since it was opened; `waiting`: written by us and not yet taken by the client. */
export type Sample = Readonly<{ at: number; read: number; taken: number; waiting: number }>;

/** How slow a client may be. */
export type Pace = Readonly<{
  /** Bytes per second, in the mean over a window, of a body that comes and of an answer that is read. */
  leastRate: number;
  windowMs: number;
  /** From the first byte of a request to the last one of its body. */
  bodyWithinMs: number;
}>;

/** A form or a question of 1 MiB at most comes within half a minute; 20 MB of a film over a slow mobile network within ten minutes. */
const ordinary: Pace = { leastRate: 2_048, windowMs: 15_000, bodyWithinMs: 30_000 };
const uploads: Pace = { ...ordinary, leastRate: 8_192, bodyWithinMs: 600_000 };

/** The pace of a request. Nobody has to read faster than `ordinary`, whatever the answer is. */
export function paceOf(method: string | undefined, url: string | undefined): Pace {
  return method === 'POST' && /^\/files(?:[?/]|$)/.test(url ?? '') ? uploads : ordinary;
}

export type Watched = Readonly<{ begun: number; bodyComplete: boolean; since: Sample }>;

export type Verdict = Readonly<{ slow: 'BODY' | 'ANSWER' | null; since: Sample }>;

/**
 * Whether a client holds its request up. A body that is still coming has to go on; of an answer only what lies there waiting to be read counts, so that
 * nobody is blamed for our own time, and a stream that has nothing to say lives.
 */
export function judge({ begun, bodyComplete, since }: Watched, now: Sample, pace: Pace): Verdict {
  if (!bodyComplete && now.at - begun > pace.bodyWithinMs) return { slow: 'BODY', since };
  const waited = now.at - since.at;
  if (bodyComplete && now.waiting === 0) return { slow: null, since: now };
  if (waited < pace.windowMs) return { slow: null, since };
  const wanted = (pace.leastRate * waited) / 1_000;
  if (!bodyComplete) return { slow: now.read - since.read < wanted ? 'BODY' : null, since: now };
  // what waited at the end of a window may have been written just before it
  const slow = now.taken - since.taken < Math.min(wanted, now.waiting);
  return { slow: slow ? 'ANSWER' : null, since: now };
}
