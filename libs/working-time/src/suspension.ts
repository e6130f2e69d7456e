import { epochMs } from './civil-date.js';

/** A pause of a clock, half-open; `until: null` is still open. */
export type Suspension = Readonly<{ from: Date; until: Date | null }>;

export type Pause = Readonly<{ from: number; until: number }>;

/** In order, without overlaps, so that no minute is credited twice. An open suspension lasts until `now`. */
export function mergeSuspensions(
  suspensions: readonly Suspension[],
  now: Date | undefined,
): readonly Pause[] {
  const pauses = suspensions
    .map((suspension) => pauseOf(suspension, now))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from);
  const merged: Pause[] = [];
  for (const pause of pauses) {
    const last = merged.at(-1);
    if (last && pause.from <= last.until) {
      merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, pause.until) };
    } else {
      merged.push(pause);
    }
  }
  return merged;
}

function pauseOf({ from, until }: Suspension, now: Date | undefined): Pause {
  const start = epochMs(from);
  if (until) {
    if (epochMs(until) < start) throw new RangeError('a suspension ends before it begins');
    return { from: start, until: epochMs(until) };
  }
  if (!now) throw new RangeError('an open suspension needs now');
  return { from: start, until: epochMs(now) };
}
