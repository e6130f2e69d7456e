/** Waits before a part of ours that is away is asked again, in milliseconds; the last one again and again. */
export const awayMilliseconds: readonly number[] = [1_000, 2_000, 5_000, 10_000, 15_000];

/** A wait is longer or shorter by at most this share: replicas that lost the same part do not come back to it in one instant. */
export const jitterRate = 0.2;

/** No part of ours is left alone for longer, in milliseconds. */
export const longestAwayMilliseconds = Math.max(...awayMilliseconds) * (1 + jitterRate);

/** Milliseconds to wait after so many failures in a row (the first is 1). `chance` is random, from 0 to 1. */
export function awayWait(
  failures: number,
  chance: number,
  waits: readonly number[] = awayMilliseconds,
): number {
  const wait = waits[Math.min(failures, waits.length) - 1] ?? 0;
  return Math.round(wait * (1 + jitterRate * (2 * chance - 1)));
}

type Missing = Readonly<{ failures: number; againAt: number }>;

/**
 * Which parts of ours are away and when each is asked again: one schedule for each part, however many rows wait for it. In memory, because each
 * replica has its own way to a part. Instants are milliseconds of a clock that never goes back (`performance.now()`).
 */
export class PartsAway<Part extends string> {
  private readonly parts = new Map<Part, Missing>();

  /** It did not answer a while ago and is not to be asked now. */
  isAway(part: Part, now: number): boolean {
    return now < (this.parts.get(part)?.againAt ?? 0);
  }

  /** It did not answer what it was asked at `askedAt`. Questions that were under way together are one failure. */
  missed(part: Part, askedAt: number, now: number, chance: number): void {
    const before = this.parts.get(part);
    if (before && askedAt < before.againAt) return;
    const failures = (before?.failures ?? 0) + 1;
    this.parts.set(part, { failures, againAt: now + awayWait(failures, chance) });
  }

  /** It answered, whatever it said. */
  answered(part: Part): void {
    this.parts.delete(part);
  }
}
