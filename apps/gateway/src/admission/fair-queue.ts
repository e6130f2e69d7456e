import { Refusal } from '../calling/refusal.js';

export type FairLimits = Readonly<{
  /** In hand of one network at a time. */
  ofOne: number;
  /** In hand at a time. */
  inAll: number;
  /** That wait, of one network. */
  waiting: number;
}>;

type Turn = Readonly<{ isGone: () => boolean; begin: () => void; leave: () => void }>;
type Line = { inHand: number; lastTurn: number; readonly waiting: Turn[] };

/** Work in hand is shared among networks in turn, so that a flood waits behind itself. */
export class FairQueue {
  /** Of networks with anything in hand or waiting, in the order in which they came. */
  private readonly lines = new Map<string, Line>();
  private inHand = 0;
  private turns = 0;

  constructor(private readonly limits: FairLimits) {}

  /**
   * Does the work when the network has its turn. Throws Refusal: TRY_LATER when so much of the same network waits that nobody would wait for the end of it,
   * and for who is gone when the turn comes.
   */
  async run<Answer>(
    network: string,
    work: () => Promise<Answer>,
    isGone: () => boolean = () => false,
  ): Promise<Answer> {
    const line = this.lines.get(network) ?? { inHand: 0, lastTurn: this.turns - 0.5, waiting: [] };
    if (line.waiting.length >= this.limits.waiting) throw new Refusal('TRY_LATER');
    this.lines.set(network, line);
    await new Promise<void>((resolve, reject) => {
      line.waiting.push({ isGone, begin: resolve, leave: () => reject(new Refusal('TRY_LATER')) });
      this.admit();
    });
    try {
      return await work();
    } finally {
      line.inHand -= 1;
      this.inHand -= 1;
      this.tidy(network, line);
      this.admit();
    }
  }

  private admit(): void {
    while (this.inHand < this.limits.inAll) {
      const next = this.next();
      if (!next) return;
      this.giveTurn(...next);
    }
  }

  /** Whose turn was longest ago; who comes new stands behind whoever waits since its last one, so that many who come once starve nobody. */
  private next(): [string, Line] | null {
    let next: [string, Line] | null = null;
    for (const [network, line] of this.lines) {
      if (line.waiting.length === 0 || line.inHand >= this.limits.ofOne) continue;
      if (next && line.lastTurn >= next[1].lastTurn) continue;
      next = [network, line];
    }
    return next;
  }

  private giveTurn(network: string, line: Line): void {
    const turn = line.waiting.shift();
    if (turn?.isGone()) {
      turn.leave();
      this.tidy(network, line);
      return;
    }
    line.inHand += 1;
    this.inHand += 1;
    line.lastTurn = this.turns += 1;
    turn?.begin();
  }

  private tidy(network: string, line: Line): void {
    if (line.inHand === 0 && line.waiting.length === 0) this.lines.delete(network);
  }
}
