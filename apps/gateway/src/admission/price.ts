/** Numbers to try at most, the first time that something is not free. */
const cheapest = 20_000;

/**
 * Numbers to try at most, however much was used: an old phone at a quarter of a desk computer's speed, with plain JavaScript and no worker, needs 3 s in the
 * median and 10 s at worst (docs/adr/0038; measured in docs/benchmarks-floods.md). Without an end to it one flood behind a carrier's gateway would lock out
 * every honest phone there.
 */
export const dearest = 300_000;

/** What the next thing costs somebody who used so much: nothing up to `free`, then a price that doubles with each further `free`, up to `dearest`. */
export function priceOf(used: number, free: number): number {
  if (used < free) return 0;
  const doublings = Math.floor((used - free) / free);
  return Math.min(cheapest * 2 ** Math.min(doublings, 10), dearest);
}
