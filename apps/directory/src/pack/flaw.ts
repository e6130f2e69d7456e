import type { DistrictPack } from '@weisu/contracts';

/** What is wrong with a pack, and where: `path` leads into that part, as in `areas`, [3, 'boundary']. */
export type Flaw = Readonly<{
  part: keyof DistrictPack;
  path: readonly (string | number)[];
  message: string;
}>;

/** A day that is never reached: ISO dates compare as text. */
const never = '9999-12-31';

export type Period = Readonly<{ validFrom: string; validUntil: string | null }>;

/** `validUntil` is the first day that no longer belongs to a period, as `Directory.profileOn` reads it. */
export function periodsMeet(a: Period, b: Period): boolean {
  return a.validFrom < (b.validUntil ?? never) && b.validFrom < (a.validUntil ?? never);
}

/** Repeated values, each told at its second and later places. */
export function repeated<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): { index: number; key: string; first: number }[] {
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    return first === undefined ? [] : [{ index, key, first }];
  });
}
