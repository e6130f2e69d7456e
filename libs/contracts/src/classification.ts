import { z } from 'zod';
import {
  difficulties,
  matterSizes,
  treatmentOrders,
  urgencies,
  type Difficulty,
  type MatterSize,
  type Urgency,
} from './vocabulary.js';

/** What makes a matter more urgent than its category says (S2: 可能引起广泛关注, 可能越级上访, 事实清楚, 容易解决). */
const factorSchema = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z_]*$/),
  name: z.string().min(1),
  /** Words of a text that suggest it; without any only a person sees it. */
  words: z.array(z.string().min(2)).optional(),
  points: z.int().positive(),
});
export type Factor = z.infer<typeof factorSchema>;

export const classificationSchema = z
  .strictObject({
    /** The suggestion is applied without a person. Absent or false: a person decides (PIPL art. 24). */
    automatic: z.boolean(),
    factors: z.array(factorSchema).min(1).optional(),
    /** With so many points of its factors a matter is at least so urgent; the most points first. */
    urgencyBy: z
      .array(z.strictObject({ atLeast: z.int().positive(), urgency: z.enum(urgencies) }))
      .min(1)
      .optional(),
    /** By what a unit's work is put in order, the weightiest first (S1). Absent: urgency alone. */
    order: z.array(z.enum(treatmentOrders)).min(1).optional(),
    cite: z.string(),
  })
  .refine(
    ({ factors, urgencyBy }) => !factors === !urgencyBy,
    'factors need urgencyBy, and urgencyBy needs factors',
  );
type Rules = Readonly<{ classification: z.infer<typeof classificationSchema> }>;

export type FoundFactor = Readonly<{ key: string; words: readonly string[] }>;

/** The factors whose words stand in a text that was folded like the words. */
export function factorsIn(
  { classification }: Rules,
  text: string,
  fold: (text: string) => string,
): FoundFactor[] {
  return (classification.factors ?? []).flatMap(({ key, words = [] }) => {
    const found = words.filter((word) => text.includes(fold(word)));
    return found.length ? [{ key, words: found }] : [];
  });
}

/** How urgent factors make a matter, at least; null where they say nothing. */
export function urgencyByFactors({ classification }: Rules, keys: readonly string[]): Urgency | null {
  const points = (classification.factors ?? [])
    .filter(({ key }) => keys.includes(key))
    .reduce((sum, factor) => sum + factor.points, 0);
  const reached = (classification.urgencyBy ?? []).filter(({ atLeast }) => points >= atLeast);
  return mostUrgent(reached.map(({ urgency }) => urgency));
}

export function mostUrgent(of: readonly Urgency[]): Urgency | null {
  return urgencies.find((urgency) => of.includes(urgency)) ?? null;
}

type Treated = Readonly<{ difficulty: Difficulty | null; size: MatterSize | null; urgency: Urgency | null }>;

/** The place of a matter among a unit's work, the smallest first; what is not known comes after what is. */
export function treatmentRank({ classification }: Rules, matter: Treated): number {
  const place = <T>(list: readonly T[], value: T | null) =>
    value === null ? list.length : list.indexOf(value);
  const places = {
    DIFFICULTY: place(difficulties, matter.difficulty),
    SIZE: place(matterSizes, matter.size),
    URGENCY: place(urgencies, matter.urgency),
  };
  return (classification.order ?? ['URGENCY']).reduce((rank, by) => rank * 10 + places[by], 0);
}
