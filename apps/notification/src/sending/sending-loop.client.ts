import { setMaxListeners } from 'node:events';
import { renewMilliseconds, Rounds } from '@weisu/clocks';

export type SendingLoopSettings<Item> = Readonly<{
  /** Takes at most so many due items for this process, by a lease that ends by itself when the process dies. */
  claim: (limit: number) => Promise<readonly Item[]>;
  /** Says that this process is alive and works on them still. */
  renew: (items: readonly Item[]) => Promise<void>;
  /** Leaves them to whoever looks next: nothing was done with them. */
  giveBack: (items: readonly Item[]) => Promise<void>;
  /** `stopping` is aborted when this process ends: what has not left the house yet is better given back. */
  send: (item: Item, stopping: AbortSignal) => Promise<void>;
  onError: (error: unknown) => void;
  /** Items under way at the same time. */
  concurrency: number;
  pollMilliseconds: number;
  /** Between two renewals of the leases; shorter in tests. */
  renewMilliseconds?: number;
}>;

/**
 * Sends due items to the outside, any number of processes at once. No transaction is open while an item is on its way, and a slow one
 * delays no other: each end of a sending makes room for the next claim.
 */
export class SendingLoop<Item> {
  private readonly underWay = new Map<Item, Promise<void>>();
  private readonly sending: Rounds;
  private readonly renewing: Rounds;
  private readonly stopping = new AbortController();

  constructor(private readonly settings: SendingLoopSettings<Item>) {
    this.sending = new Rounds(() => this.look(), settings.onError);
    this.renewing = new Rounds(() => this.renew(), settings.onError);
    // everything that is under way may listen to it
    setMaxListeners(0, this.stopping.signal);
  }

  start(): void {
    this.sending.start();
    this.renewing.start();
  }

  /** For good. Resolves when what is under way has ended; until then it keeps its leases. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.sending.stop();
    await Promise.all(this.underWay.values());
    await this.renewing.stop();
  }

  private async look(): Promise<number> {
    const { claim, giveBack, concurrency, pollMilliseconds } = this.settings;
    const room = concurrency - this.underWay.size;
    if (room <= 0) return pollMilliseconds;
    const claimed = await claim(room);
    if (!claimed.length) return pollMilliseconds;
    if (this.stopping.signal.aborted) await giveBack(claimed);
    else for (const item of claimed) this.begin(item);
    return 0;
  }

  private begin(item: Item): void {
    const sending = this.settings
      .send(item, this.stopping.signal)
      .catch((error: unknown) => this.settings.onError(error))
      .finally(() => {
        this.underWay.delete(item);
        this.sending.poke();
      });
    this.underWay.set(item, sending);
  }

  private async renew(): Promise<number> {
    if (this.underWay.size) await this.settings.renew([...this.underWay.keys()]);
    return this.settings.renewMilliseconds ?? renewMilliseconds;
  }
}
