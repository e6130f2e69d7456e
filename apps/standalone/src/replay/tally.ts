import type { Answer } from './plan.js';

export const deeds = [
  'classified',
  'declined',
  'allocated',
  'accepted',
  'contacted',
  'verified',
  'resolved',
  'opinions filed',
  'extensions approved',
  'extensions refused',
  'returns approved',
  'returns refused',
  'escalations approved',
  'whistles blown',
  'whistles endorsed',
  'refusals upheld',
  'refusals overruled',
  'reported in',
  'whistles completed',
  'mediations opened',
  'agreements',
  'mediations failed',
  'follow-ups',
  'reopened',
  'closed by a person',
  'closed by the profile',
  'withdrawn',
  'rated',
] as const;
export type Deed = (typeof deeds)[number];

/** What the scripted officials did, by their own count: the figures of the system are compared with it. */
export class Tally {
  readonly done = new Map<Deed, number>();
  /** The answer that counts, of each matter whose last resolution was asked about. */
  readonly answers = new Map<string, Readonly<{ areaCode: string; answer: Answer }>>();
  /** What the system said no to, by step and code, with one example. */
  readonly refusals = new Map<string, { count: number; example: string }>();
  /** Matters that were left unfinished by an error. */
  unfinished = 0;

  add(deed: Deed, times = 1): void {
    this.done.set(deed, this.of(deed) + times);
  }

  of(deed: Deed): number {
    return this.done.get(deed) ?? 0;
  }

  refused(what: string, example: string): void {
    const known = this.refusals.get(what);
    if (known) known.count += 1;
    else this.refusals.set(what, { count: 1, example });
  }
}
