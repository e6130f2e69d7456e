import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type DistrictClient } from '../import/district.client.js';
import type { OfficeBook } from './office-book.js';
import type { Tally } from './tally.js';

/** One matter that is worked on. */
export type Matter = Readonly<{ key: string; id: string; areaCode: string; reachable: boolean }>;

export type Variables = Readonly<Record<string, unknown>>;

/** How long news from one service to another may take before it counts as lost. */
const patienceMs = 20_000;
/** News usually takes some time; asking sooner would mostly be work for nothing. The first wait follows what it lately took. */
const news = { firstMs: 150, leastMs: 30, mostMs: 2_000, sooner: 0.95, later: 1.2 };

/** The scripted officials at their desks: each acts with the account of a unit. */
export class Office {
  private newsMs = news.firstMs;

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

  /** Waits for news, then asks until the answer is what is waited for; null when patience ends. */
  async until<Data>(
    ask: () => Promise<Data>,
    is: (data: Data) => boolean,
    patience = patienceMs,
  ): Promise<Data | null> {
    const end = performance.now() + patience;
    for (
      let waitMs = this.newsMs, first = true;
      ;
      waitMs = Math.min(waitMs * 2, news.mostMs), first = false
    ) {
      await pause(waitMs);
      const data = await ask();
      const heard = is(data);
      if (first) this.newsMs = clamped(this.newsMs * (heard ? news.sooner : news.later));
      if (heard) return data;
      if (performance.now() > end) return null;
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

function clamped(ms: number): number {
  return Math.min(Math.max(ms, news.leastMs), news.mostMs);
}
