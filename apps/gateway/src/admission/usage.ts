/** Keys that are remembered at once; beyond them the one that was quiet for longest is forgotten. */
const mostKeys = 20_000;
/** A window slides by a tenth of itself, so that a key costs eleven numbers however much it uses. */
const steps = 10;

/** How much each key used within a window that slides. One replica counts for itself. */
export class Usage {
  private readonly used = new Map<string, Map<number, number>>();
  private readonly stepMs: number;

  constructor(windowMs: number) {
    this.stepMs = windowMs / steps;
  }

  /** Counts an amount; answers how much the key had used before. */
  add(key: string, amount: number, now: Date): number {
    const step = Math.floor(now.getTime() / this.stepMs);
    const own = this.used.get(key) ?? new Map<number, number>();
    let before = 0;
    for (const [at, sum] of own) {
      if (at <= step - steps) own.delete(at);
      else before += sum;
    }
    own.set(step, (own.get(step) ?? 0) + amount);
    // the newest last
    this.used.delete(key);
    this.used.set(key, own);
    if (this.used.size > mostKeys) this.forgetQuietest();
    return before;
  }

  private forgetQuietest(): void {
    const quietest = this.used.keys().next();
    if (!quietest.done) this.used.delete(quietest.value);
  }
}
