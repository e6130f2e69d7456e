import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type DistrictClient } from '../import/district.client.js';
import type { OfficeBook } from './office-book.js';
import type { Tally } from './tally.js';

/** One matter that is worked on. */
export type Matter = Readonly<{ key: string; id: string; areaCode: string; reachable: boolean }>;

export type Variables = Readonly<Record<string, unknown>>;

/** How long news from one service to another may take before it counts as lost. */
const patienceMs = 20_000;

/** The scripted officials at their desks: each acts with the account of a unit. */
export class Office {
  constructor(
    private readonly client: DistrictClient,
    readonly book: OfficeBook,
    readonly tally: Tally,
  ) {}

  as<Data>(unitId: string, document: string, variables: Variables): Promise<Data> {
    return this.client.ask<Data>({ account: this.book.accountOf(unitId), document, variables });
  }

  anyone<Data>(document: string, variables: Variables): Promise<Data> {
    return this.client.ask<Data>({ account: null, document, variables });
  }

  /** Services hear of each other's events a moment later: asks again while the answer is one of these codes. */
  async whenHeard<Data>(codes: readonly string[], act: () => Promise<Data>): Promise<Data> {
    const until = performance.now() + patienceMs;
    for (let waitMs = 20; ; waitMs = Math.min(waitMs * 2, 1_000)) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof Refused) || !codes.includes(error.code) || performance.now() > until)
          throw error;
      }
      await pause(waitMs);
    }
  }

  /** Asks again until the answer is what is waited for; null when patience ends. */
  async until<Data>(
    ask: () => Promise<Data>,
    is: (data: Data) => boolean,
    patience = patienceMs,
  ): Promise<Data | null> {
    const end = performance.now() + patience;
    for (let waitMs = 20; ; waitMs = Math.min(waitMs * 2, 1_000)) {
      const data = await ask();
      if (is(data)) return data;
      if (performance.now() > end) return null;
      await pause(waitMs);
    }
  }

  /** A step that the system may say no to (a limit that has passed, say): the matter goes on without it. */
  async unlessRefused(step: string, codes: readonly string[], act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || !codes.includes(error.code)) throw error;
      this.tally.refused(`${step} ${error.code}`, error.message);
      return false;
    }
  }
}
