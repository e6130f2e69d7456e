/** Looks again and again, sleeping as long as the last look says, until somebody pokes it. */
export class Rounds {
  private running: Promise<void> | null = null;
  private stopped = true;
  /** Somebody asked for a look since the last one began. */
  private waiting = false;
  private wake: () => void = () => undefined;

  constructor(
    /** Answers the milliseconds until the next look; 0: at once. */
    private readonly look: () => Promise<number>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.stopped = false;
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    this.running = null;
  }

  poke(): void {
    this.waiting = true;
    this.wake();
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopped) {
      this.waiting = false;
      try {
        const milliseconds = await this.look();
        failures = 0;
        if (milliseconds > 0) await this.pause(milliseconds);
      } catch (error) {
        failures += 1;
        this.onError(error);
        await this.pause(Math.min(200 * 2 ** failures, 10_000));
      }
    }
  }

  private pause(milliseconds: number): Promise<void> {
    if (this.stopped || this.waiting) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
