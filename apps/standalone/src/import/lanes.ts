/** How many items of a lane may wait before reading goes on no further. */
export type LaneLimits = Readonly<{ lanes: number; waiting: number }>;

/**
 * Works on items in parallel lanes: one item of a lane at a time, in the order they came. Reads no further than `waiting` items ahead.
 * The first failure stops the reading, lets what has begun end, and is thrown.
 */
export async function inLanes<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  laneOf: (item: Item) => number,
  { lanes, waiting }: LaneLimits,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const tails = Array.from({ length: lanes }, () => Promise.resolve());
  const failures: unknown[] = [];
  let open = 0;
  let wake: (() => void) | null = null;
  for await (const item of items) {
    if (failures.length) break;
    const lane = laneOf(item) % lanes;
    open += 1;
    tails[lane] = (tails[lane] ?? Promise.resolve())
      .then(() => (failures.length ? undefined : work(item)))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => {
        open -= 1;
        wake?.();
      });
    while (open >= waiting) await new Promise<void>((done) => (wake = done));
  }
  await Promise.all(tails);
  if (failures.length) throw failures[0];
}
