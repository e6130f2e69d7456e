/** What the receiver answered, or why there was no answer. */
export type Outcome = Readonly<
  { kind: 'ANSWERED'; status: number; retryAfter: string | null } | { kind: 'FAILED'; reason: string }
>;

export type NextStep = Readonly<
  | { status: 'DELIVERED' }
  | { status: 'FAILED'; afterMilliseconds: number; reason: string }
  | { status: 'ABANDONED'; reason: string; disables: boolean }
>;

/** Seconds before each attempt as Standard Webhooks has it: at once, then 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
export const standardSeconds: readonly number[] = [
  0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];

/** Statuses that ask to be slower, and may say by how much. */
const slower: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Nobody can put a delivery off for longer, in milliseconds. */
export const longestRetryAfter = 86_400_000;

/**
 * What follows from an attempt (the first is 1). 2xx is delivered; 410 says that nobody listens there any more; everything else, a redirect
 * included, is tried again after the schedule's wait, or the receiver's own when that is longer.
 */
export function nextStep(
  outcome: Outcome,
  attempt: number,
  schedule: readonly number[],
  now: Date,
): NextStep {
  if (outcome.kind === 'ANSWERED') {
    if (outcome.status >= 200 && outcome.status < 300) return { status: 'DELIVERED' };
    if (outcome.status === 410) return { status: 'ABANDONED', reason: 'HTTP 410', disables: true };
  }
  const reason = outcome.kind === 'ANSWERED' ? `HTTP ${outcome.status}` : outcome.reason;
  const wait = schedule[attempt];
  if (wait === undefined) return { status: 'ABANDONED', reason, disables: false };
  const asked =
    outcome.kind === 'ANSWERED' && slower.has(outcome.status) ? waitAsked(outcome.retryAfter, now) : 0;
  return { status: 'FAILED', afterMilliseconds: Math.max(wait, asked), reason };
}

/** Retry-After in milliseconds: seconds or an HTTP date; 0 where it says nothing we understand. */
export function waitAsked(retryAfter: string | null, now: Date): number {
  if (retryAfter === null) return 0;
  const text = retryAfter.trim();
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestRetryAfter) : 0;
}
