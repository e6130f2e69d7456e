/** @jsxImportSource react */
import { useEffect, useState } from 'react';
import { instantText, remainingText } from '../parts/instant.js';
import { useWords } from '../shell/words.js';
import type { LimitFragment } from './generated/graphql.js';

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
export function nextLimit(limits: readonly LimitFragment[]): LimitFragment | null {
  const open = limits.filter(({ state }) => state === 'RUNNING' || state === 'OVERDUE');
  return open.reduce<LimitFragment | null>(
    (first, one) => (!first || Date.parse(one.dueBy) < Date.parse(first.dueBy) ? one : first),
    null,
  );
}

/** What it counts, how long that is, and until when; late in words, too. */
export function Limit({ limit, at }: Readonly<{ limit: LimitFragment; at: number | null }>) {
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
