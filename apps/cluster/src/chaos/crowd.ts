import { setMaxListeners } from 'node:events';
import type pg from 'pg';
import { readAccounts } from '../accounts.js';
import { freezeTime, startTime, type BusinessTime } from './business-time.js';
import { chanceOf } from './chance.js';
import { effectsOnce, eventsHeard } from './consumers.js';
import { clocksRight } from './deadlines.js';
import { documentOf } from './document.js';
import { drained, type Replacement } from './drain.js';
import type { Finding } from './findings.js';
import type { Ledger } from './ledger.js';
import { Load, Rate } from './load.js';
import { PatientClient } from './patient.client.js';
import { appealsKept, deedsDone, filesKept, journalsWhole, ratingsKept, receiptsWork } from './promises.js';
import { readModelsEqualRebuild } from './read-models.js';
import type { WebhookReceiver } from './webhook-receiver.js';
import { subscribedEvents, webhooksArrived } from './webhooks.js';

/** Milliseconds in which what is under way may come to an answer. */
const lastAnswersMs = 120_000;
/** The department whose system is told of everything. */
const unitId = '440303.urban-management';

/** What the services of a district need so that a crowd can work in it. */
export const crowdEnvironment = {
  LOG_LEVEL: 'warn',
  TRUSTED_PROXIES: '127.0.0.1',
  PUBLIC_OPERATIONS_PER_MINUTE: '1000000',
  DATABASE_POOL_SIZE: '6',
  // a receiver that fails now and then is given many chances within the run
  WEBHOOK_RETRY_SECONDS: ['0', ...Array.from({ length: 60 }, () => '1')].join(','),
  WEBHOOK_TIMEOUT_SECONDS: '3',
};

export type CrowdSettings = Readonly<{
  gatewayUrl: string;
  keycloakUrl: string;
  accountsFile: string;
  /** As its owner, and by a way that nobody disturbs. */
  databaseUrl: string;
  filesFolder: string;
  pool: pg.Pool;
  receiver: WebhookReceiver;
  ledger: Ledger;
  /** Attempts per second, of all clients together. */
  rate: number;
  seed: number;
  /** Rebuilds the projections of evaluation; answers what it said. */
  rebuild: () => Promise<string>;
  say: (line: string) => void;
}>;

/** Residents and officials at work in a district, and what they were told held against what is there. Business time runs fast meanwhile. */
export class Crowd {
  private readonly began = performance.now();
  private replacement: Replacement | null = null;

  private readonly loading: Promise<void>;

  private constructor(
    private readonly settings: CrowdSettings,
    readonly load: Load,
    private readonly rate: Rate,
    private readonly over: AbortController,
    private time: BusinessTime,
  ) {
    this.loading = load.run();
    this.loading.catch(() => undefined); // awaited by `end`
  }

  static async begin(settings: CrowdSettings): Promise<Crowd> {
    const { gatewayUrl, keycloakUrl, accountsFile, databaseUrl, ledger, seed } = settings;
    const time = await startTime(databaseUrl);
    const rate = new Rate(settings.rate);
    const over = new AbortController();
    // everybody who waits listens to it
    setMaxListeners(0, over.signal);
    const accounts = await readAccounts(accountsFile);
    const client = new PatientClient({
      gatewayUrl,
      keycloakUrl,
      accounts,
      ledger,
      turn: rate.turn,
      over: over.signal,
    });
    await client.act({
      account: 'department',
      operation: 'registerWebhook',
      document: documentOf('registerWebhook', 'id', ['input']),
      variables: { input: { url: settings.receiver.url, events: subscribedEvents } },
    });
    const load = new Load(client, ledger, chanceOf(seed), Math.max(4, Math.ceil(settings.rate * 2)));
    return new Crowd(settings, load, rate, over, time);
  }

  /** Another release has taken over. */
  wasReplaced(replacement: Replacement): void {
    this.replacement = replacement;
  }

  /** No new matter begins from here on. */
  endBeginning(): void {
    this.load.endBeginning();
  }

  /** Waits until everybody has an answer, or two minutes; the seconds that the load lasted. */
  async end(): Promise<number> {
    this.endBeginning();
    this.settings.receiver.recover();
    const patience = setTimeout(() => {
      this.over.abort();
      this.rate.end();
    }, lastAnswersMs);
    await this.loading;
    clearTimeout(patience);
    this.rate.end();
    return (performance.now() - this.began) / 1_000;
  }

  /** Business time stands still; the seconds until nothing moved any more, and the first finding: what still does when no schedule explains it any more. */
  async rest(): Promise<{ seconds: number; finding: Finding }> {
    this.time = await freezeTime(this.settings.databaseUrl, this.time);
    const began = performance.now();
    const frozen = this.time.frozenAt ?? new Date();
    const { moving, allowedMs } = await drained(this.settings.pool, frozen, this.replacement);
    const seconds = (performance.now() - began) / 1_000;
    const seen = `within ${seconds.toFixed(0)} s, schedules allow ${(allowedMs / 1_000).toFixed(0)} s`;
    return { seconds, finding: { what: 'everything came to rest', seen, violations: moving } };
  }

  /** Every promise of the product, in order; to be asked at rest. */
  async findings(): Promise<Finding[]> {
    const { pool, ledger, receiver, gatewayUrl, filesFolder, rebuild, say } = this.settings;
    say('checking');
    return [
      await appealsKept(pool, ledger),
      await receiptsWork(gatewayUrl, ledger),
      await deedsDone(pool, ledger),
      await ratingsKept(pool, ledger),
      await filesKept(pool, ledger, filesFolder),
      await journalsWhole(pool),
      await eventsHeard(pool, this.replacement),
      await effectsOnce(pool),
      await clocksRight(pool, this.time),
      await webhooksArrived(pool, receiver, unitId),
      await readModelsEqualRebuild(pool, rebuild, say),
    ];
  }
}
