import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.js';
import { workOn } from './journey.js';
import type { Ledger } from './ledger.js';
import { GivenUp, Refused, type PatientClient } from './patient.client.js';

/** Attempts per second that all clients together make; what waits is let go in the order it came. */
export class Rate {
  private readonly waiting: (() => void)[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(perSecond: number) {
    this.timer = setInterval(() => this.waiting.shift()?.(), 1_000 / perSecond);
  }

  readonly turn = (): Promise<void> => new Promise((go) => this.waiting.push(go));

  /** Lets everybody go. */
  end(): void {
    clearInterval(this.timer);
    for (const go of this.waiting.splice(0)) go();
  }
}

export type Stopped = Readonly<{ matter: number; at: string; code: string }>;

/** Residents and officials with several matters at once, from the first word to the rating. */
export class Load {
  begun = 0;
  finished = 0;
  readonly stopped: Stopped[] = [];
  private readonly inHand = new Set<Promise<void>>();
  private begins = true;

  constructor(
    private readonly client: PatientClient,
    private readonly ledger: Ledger,
    private readonly chance: Chance,
    private readonly matters: number,
  ) {}

  async run(): Promise<void> {
    while (this.begins) {
      if (this.inHand.size < this.matters) {
        this.begun += 1;
        const one = this.one(this.begun).finally(() => this.inHand.delete(one));
        this.inHand.add(one);
      } else await Promise.race(this.inHand);
      await pause(20);
    }
    await Promise.all(this.inHand);
  }

  /** No new matter begins; `run` resolves when those in hand have ended or were given up. */
  endBeginning(): void {
    this.begins = false;
  }

  private async one(matter: number): Promise<void> {
    const step = { name: 'submitAppeal' };
    try {
      await workOn(this.client, this.ledger, matter, this.chance, step);
      this.finished += 1;
    } catch (error) {
      if (error instanceof GivenUp) return;
      if (!(error instanceof Refused)) throw error;
      this.stopped.push({ matter, at: step.name, code: error.code });
    }
  }
}
