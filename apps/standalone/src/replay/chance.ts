import { createHash } from 'node:crypto';

/** A number in [0, 1) for a question about a matter; the same seed answers the same in every run. */
export type Chance = (about: string) => number;

export function chanceOf(seed: number, key: string): Chance {
  return (about) =>
    createHash('sha256')
      .update(JSON.stringify([seed, key, about]))
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
}

/** One of several, each as likely; null of none. */
export function pick<Item>(items: readonly Item[], chance: number): Item | null {
  return items[Math.floor(chance * items.length)] ?? null;
}
