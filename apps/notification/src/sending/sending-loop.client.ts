export type SendingLoopSettings<Item> = Readonly<{
  /** Takes at most so many due items for this process, by a lease that ends by itself when the process dies. */
  claim: (limit: number) => Promise<readonly Item[]>;
  send: (item: Item) => Promise<void>;
  onError: (error: unknown) => void;
  /** Items under way at the same time. */
  concurrency: number;
  pollMilliseconds: number;
}>;

/**
 * Sends due items to the outside, any number of processes at once. No transaction is open while an item is on its way, and a slow one
 * delays no other: each end of a sending makes room for the next claim.
 */
export class SendingLoop<Item> {
  private readonly underWay = new Set<Promise<void>>();
  private running: Promise<void> | null = null;
  private stopped = true;
  private wake: () => void = () => undefined;

  constructor(private readonly settings: SendingLoopSettings<Item>) {}

  start(): void {
    this.stopped = false;
    this.running ??= this.run();
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    await Promise.all(this.underWay);
    this.running = null;
  }

  private async run(): Promise<void> {
    const { claim, onError, concurrency, pollMilliseconds } = this.settings;
    while (!this.stopped) {
      let claimed: readonly Item[] = [];
      try {
        const room = concurrency - this.underWay.size;
        if (room > 0) claimed = await claim(room);
      } catch (error) {
        onError(error);
      }
      for (const item of claimed) this.begin(item);
      if (!claimed.length) await this.pause(pollMilliseconds);
    }
  }

  private begin(item: Item): void {
    const sending = this.settings
      .send(item)
      .catch((error: unknown) => this.settings.onError(error))
      .finally(() => {
        this.underWay.delete(sending);
        this.wake();
      });
    this.underWay.add(sending);
  }

  private pause(milliseconds: number): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
