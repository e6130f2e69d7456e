/** @jsxImportSource react */
import { useEffect, useState } from 'react';
import { instantText, remainingText } from '../parts/instant.js';
import { useWords } from './words.js';

/** A clock of the contract, as lists and pages read it. */
type Clock = Readonly<{ kind: string; state: string; dueBy: string }>;

/** How often what is left is counted anew, in milliseconds. */
const ticksEvery = 20_000;

/** The server's time as this page knows it from its last answer: the clock of the device may be wrong by hours. */
export function useServerTime(now: string | undefined): number | null {
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (now === undefined) return;
    const began = performance.now();
    const told = Date.parse(now);
    const tick = () => setAt(told + performance.now() - began);
    tick();
    const timer = setInterval(tick, ticksEvery);
    return () => clearInterval(timer);
  }, [now]);
  return at;
}

/** The limit that ends next; what is over stays first until it is met. */
export function nextLimit<Kept extends Clock>(limits: readonly Kept[]): Kept | null {
  const open = limits.filter(({ state }) => state === 'RUNNING' || state === 'OVERDUE');
  return open.reduce<Kept | null>(
    (first, one) => (!first || Date.parse(one.dueBy) < Date.parse(first.dueBy) ? one : first),
    null,
  );
}

/** What it counts, how long that is, and until when; late in words, too. */
export function Limit({ limit, at }: Readonly<{ limit: Clock; at: number | null }>) {
  const word = useWords();
  const left = at === null ? null : Date.parse(limit.dueBy) - at;
  const isLate = limit.state === 'OVERDUE' || (left !== null && left < 0);
  return (
    <span className={isLate ? 'limit late' : 'limit'}>
      <b>{left === null ? '' : remainingText(left)}</b>
      <span className="soft">
        {word('ClockKind', limit.kind)} · {instantText(limit.dueBy)} 前
      </span>
    </span>
  );
}
